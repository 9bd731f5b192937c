const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * The pause before the next attempt: doubling, bounded, and spread over its upper half so that the consoles of a
 * restarted server do not all come back at once. `random`: 0 ≤ random < 1.
 */
export function pauseBeforeAttemptMs(failedAttempts: number, random: number): number {
  const longestMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failedAttempts, 10));
  return Math.round(longestMs * (0.5 + random / 2));
}
