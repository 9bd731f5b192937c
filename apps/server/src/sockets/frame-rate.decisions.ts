/**
 * How many frames one peer may have handled. A flood is slowed down rather than refused: what waits stays in order,
 * and TCP holds the sender back.
 */
export interface FrameAllowance {
  tokens: number;
  atMs: number;
}

/** Sustained; nobody types or clicks a fiftieth of it. */
const FRAMES_PER_SECOND = 100;
/** At once: an outbox that waited, a thread that is read up. */
const BURST = 400;

export function fullAllowance(nowMs: number): FrameAllowance {
  return { tokens: BURST, atMs: nowMs };
}

/** Takes one frame's allowance. `waitMs` is how long the frame has to wait for it, 0 as a rule. */
export function takeAllowance(allowance: FrameAllowance, nowMs: number): { rest: FrameAllowance; waitMs: number } {
  // A clock that was set back gives nothing and takes nothing.
  const elapsedMs = Math.max(0, nowMs - allowance.atMs);
  const tokens = Math.min(BURST, allowance.tokens + (elapsedMs * FRAMES_PER_SECOND) / 1000) - 1;
  return { rest: { tokens, atMs: nowMs }, waitMs: tokens >= 0 ? 0 : (-tokens * 1000) / FRAMES_PER_SECOND };
}
