import { BANNER_INVITATION } from "./banner-invitation.ts";
import { CORNER_INVITATION } from "./corner-invitation.ts";
import { FLOATING_BUTTON } from "./floating-button.ts";
import { LIVE_CHAT_BUTTON } from "./live-chat-button.ts";
import { MODAL_INVITATION } from "./modal-invitation.ts";
import { SIDE_TAB } from "./side-tab.ts";
import type { StarterItem } from "./starter-item.ts";

export { FLOATING_BUTTON };

/** The ready-made items of a new source, in their order. */
export const STARTER_ITEMS: readonly StarterItem[] = [
  FLOATING_BUTTON,
  SIDE_TAB,
  LIVE_CHAT_BUTTON,
  CORNER_INVITATION,
  MODAL_INVITATION,
  BANNER_INVITATION,
];

export const STARTER_MESSAGES: readonly { label: string; body: string }[] = [
  { label: "Welcome", body: "Hello! How can we help you today?" },
  { label: "Help with the cart", body: "Hello! Is anything unclear about your order? Ask us, we are happy to help." },
];

/** It shows the floating button on every page. */
export const STARTER_TRIGGER_LABEL = "Chat button on every page";
