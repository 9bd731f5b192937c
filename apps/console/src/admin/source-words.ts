import type { Source } from "@beckon/protocol";

export const modeNames: Record<Source["mode"], string> = { messaging: "Messaging", live_chat: "Live chat" };

export const stateNames: Record<Source["state"], string> = {
  active: "Active",
  inactive: "Inactive",
  maintenance: "Maintenance",
};
