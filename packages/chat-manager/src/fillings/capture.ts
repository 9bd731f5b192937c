/** Longer texts are cut before a pattern is tried on them. */
const TEXT_BOUND = 2_000;

/** The first capture of the pattern, or all that it matches; null when nothing does. Throws when it is no pattern. */
export const capture = (pattern: string, given: unknown): string | null => {
  const match = new RegExp(pattern).exec(String(given ?? "").slice(0, TEXT_BOUND));
  return match && (match[1] ?? match[0]);
};
