import { CLOSE_CODES, FINAL_CLOSES } from "@beckon/protocol/constants";

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;
const QUICK_BACKOFF_MS = 1_000;
/** A connection that was welcomed and lasted so long forgets the attempts before it. */
const STABLE_AFTER_MS = 10_000;
/** A server that keeps sending clients away quickly is no longer asked quickly. */
const QUICK_ATTEMPTS = 3;

export type Reconnection = { kind: "never"; reason: string } | { kind: "after"; delayMs: number; attempt: number };

/**
 * What to do after a close: `attempt` counts the connections that failed or broke early in a row, `openForMs` is how
 * long after its welcome this one lasted (null: never welcomed), `random` is from 0 up to 1. Delays are
 * spread over their whole span, so that many clients cut at once come back apart.
 */
export function decideReconnection(
  attempt: number,
  closed: { code: number; openForMs: number | null },
  random: number,
): Reconnection {
  const final = FINAL_CLOSES[closed.code];
  if (final !== undefined) return { kind: "never", reason: final };
  const failures = closed.openForMs !== null && closed.openForMs >= STABLE_AFTER_MS ? 0 : attempt;
  const sentAway = closed.code === CLOSE_CODES.server_stopping || closed.code === CLOSE_CODES.resume_later;
  const isQuick = sentAway && closed.openForMs !== null && failures < QUICK_ATTEMPTS;
  const delayMs = isQuick ? Math.round(random * QUICK_BACKOFF_MS) : backoffMs(failures, random);
  return { kind: "after", delayMs, attempt: failures + 1 };
}

/** Exponential backoff with full jitter: somewhere below 0.5 s, 1 s, 2 s … 30 s. */
export function backoffMs(failures: number, random: number): number {
  return Math.round(random * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failures));
}
