import type { Channel } from "@beckon/protocol";

/** What somebody has, or what rings at them. Times are milliseconds since 1970. */
export interface HeldWork {
  channel: Channel;
  state: "ringing" | "accepted";
  heldSinceMs: number;
  /** Who spoke last, of those whom the visitor hears. */
  lastWord: { by: "visitor" | "holder" | "others"; atMs: number } | null;
}

/** How its holder was seen last. */
export interface Holder {
  /** At a desk, on any node. */
  isConnected: boolean;
  seenAtMs: number;
  /** Since when nobody has moved at their desk. */
  idleSinceMs: number | null;
  /** Since when they have chosen to be away on the channel. */
  awaySinceMs: number | null;
}

export type AbsenceReason = "not_connected" | "idle" | "away";

/** A reload, a lost network or a laptop that is carried to another room is no absence. */
const SHORTEST_ABSENCE_MS = 60_000;

/**
 * Why what an absent agent has is to be given back; null while it stays theirs. A live chat goes when they have been gone
 * for the channel's time. A thread of messaging goes when its visitor waits for an answer: as soon as they write to
 * somebody who is gone, after the channel's time where they wrote before, or where the agent is at the desk and has said
 * that they are away.
 */
export function judgeAbsence(
  work: HeldWork,
  holder: Holder,
  giveBackMs: number,
  nowMs: number,
): { reason: AbsenceReason } | null {
  const { channel, state, lastWord } = work;
  const gone = goneSince(holder);
  const isUnanswered = lastWord?.by === "visitor";
  if (gone === null) {
    if (holder.awaySinceMs === null || channel === "realtime" || state === "ringing" || !isUnanswered) return null;
    const waitedMs = nowMs - Math.max(holder.awaySinceMs, work.heldSinceMs, lastWord.atMs);
    return waitedMs >= giveBackMs ? { reason: "away" } : null;
  }
  // A reply, or what they were given meanwhile, is a sign of life as good as any.
  const repliedAtMs = lastWord?.by === "holder" ? lastWord.atMs : Number.NEGATIVE_INFINITY;
  const goneForMs = nowMs - Math.max(gone.sinceMs, work.heldSinceMs, repliedAtMs);
  const verdict = { reason: gone.reason };
  const shortestMs = Math.min(SHORTEST_ABSENCE_MS, giveBackMs);
  if (state === "ringing") return goneForMs >= shortestMs ? verdict : null;
  if (channel === "realtime") return goneForMs >= giveBackMs ? verdict : null;
  if (!isUnanswered) return null;
  const wroteToNobody = lastWord.atMs > gone.sinceMs;
  return goneForMs >= (wroteToNobody ? shortestMs : giveBackMs) ? verdict : null;
}

function goneSince({ isConnected, seenAtMs, idleSinceMs }: Holder): { reason: AbsenceReason; sinceMs: number } | null {
  if (!isConnected) return { reason: "not_connected", sinceMs: seenAtMs };
  return idleSinceMs === null ? null : { reason: "idle", sinceMs: idleSinceMs };
}
