const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

export const SESSION_LIMITS = {
  /** Without any request for this long, a session ends. */
  idleMs: 14 * DAY_MS,
  /** However much it is used, a session ends this long after its login. */
  absoluteMs: 60 * DAY_MS,
  /** A session's secret is replaced when it is older than this. */
  rotateAfterMs: DAY_MS,
  /** A replaced secret still serves requests that were on their way when it was replaced. */
  replacedGraceMs: MINUTE_MS,
  /** Use is noted at most this often, so that a busy console does not write at each request. */
  noteUseAfterMs: 5 * MINUTE_MS,
} as const;

export interface SessionTimes {
  createdAtMs: number;
  lastUsedAtMs: number;
  rotatedAtMs: number;
}

export type SessionVerdict = { kind: "ended" } | { kind: "live"; rotate: boolean; noteUse: boolean };

/** Whether a session still stands at `nowMs`, and what its use then asks for. */
export function judgeSession(times: SessionTimes, nowMs: number): SessionVerdict {
  const isEnded =
    nowMs - times.lastUsedAtMs >= SESSION_LIMITS.idleMs || nowMs - times.createdAtMs >= SESSION_LIMITS.absoluteMs;
  if (isEnded) return { kind: "ended" };
  return {
    kind: "live",
    rotate: nowMs - times.rotatedAtMs >= SESSION_LIMITS.rotateAfterMs,
    noteUse: nowMs - times.lastUsedAtMs >= SESSION_LIMITS.noteUseAfterMs,
  };
}
