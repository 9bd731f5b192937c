const DAY_MS = 24 * 60 * 60_000;
/** A token that does not say when it was issued may be as old as this. */
const UNDATED_TOKEN_AGE_MS = 30 * DAY_MS;

/** Whoever was erased at this time or later did not bear this token yet: it may say what was erased. */
export function erasuresThatBar(token: { issuedAtMs: number | null }, nowMs: number): Date {
  return new Date(token.issuedAtMs ?? nowMs - UNDATED_TOKEN_AGE_MS);
}
