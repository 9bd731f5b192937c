const DAY_MS = 24 * 60 * 60_000;

/** What is older than this has been kept for so many days. */
export function dayBefore(nowMs: number, days: number): Date {
  return new Date(nowMs - days * DAY_MS);
}
