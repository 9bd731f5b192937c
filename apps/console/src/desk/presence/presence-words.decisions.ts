import type { AgentPresence, Busyness } from "@beckon/protocol";

/** How things stand with an agent, for a dot and a word. */
export type Standing = "available" | "partly" | "away" | "not_connected";

export function standingOf({ connected, realtime, asynchronous }: AgentPresence): Standing {
  if (!connected) return "not_connected";
  const available = [realtime, asynchronous].filter((each) => each === "available").length;
  return available === 2 ? "available" : available === 1 ? "partly" : "away";
}

/** Why somebody is away comes before where they are. */
export function sayStanding(presence: AgentPresence): string {
  const { realtime, status, idle } = presence;
  switch (standingOf(presence)) {
    case "available":
      return "Available";
    case "partly":
      return realtime === "available" ? "Available for live chats" : "Available for messages";
    case "not_connected":
      return "Not connected";
    case "away":
      return idle ? "Away: nobody at the desk" : (status?.label ?? "Away");
  }
}

/** Away somewhere without having said why, nor for want of anybody at the desk. */
export function isAwayUnsaid({ connected, realtime, asynchronous, status, idle }: AgentPresence): boolean {
  return connected && !idle && status === null && (realtime === "away" || asynchronous === "away");
}

const busynessWords: Readonly<Record<Busyness, string>> = {
  unoccupied: "unoccupied",
  ok: "room for more",
  busy: "busy",
  full: "full",
};

/** Of the soft limit, up to which live chats are sent. */
export function sayLoad({ count, soft_limit, busyness }: AgentPresence["load"]): string {
  return `${count} of ${soft_limit}, ${busynessWords[busyness]}`;
}

/** Without a sign of life for so long, a desk says that its agent is away. */
const IDLE_AFTER_MS = 45 * 60_000;

export function isIdle(activeAtMs: number, nowMs: number): boolean {
  return nowMs - activeAtMs >= IDLE_AFTER_MS;
}
