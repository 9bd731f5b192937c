import type { Channel, RoutingSettings } from "@beckon/protocol";

const MINUTE = 60;

/** What holds where a domain has said nothing else. */
export const FIRST_ROUTING: Record<Channel, RoutingSettings> = {
  realtime: {
    channel: "realtime",
    steps: [
      { kind: "last_agent", seconds: 30 },
      { kind: "skilled", seconds: MINUTE },
      { kind: "everyone", seconds: null },
    ],
    ring_seconds: 30,
    accept_automatically: false,
  },
  asynchronous: {
    channel: "asynchronous",
    steps: [
      { kind: "last_agent", seconds: 30 * MINUTE },
      { kind: "skilled", seconds: 60 * MINUTE },
      { kind: "everyone", seconds: null },
    ],
    ring_seconds: 30,
    accept_automatically: false,
  },
};
