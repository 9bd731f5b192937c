/** What a service has to answer: `{text, from?}`. Null for anything else. */
export function readTranslation(answer: string): { text: string; from: string | null } | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(answer);
  } catch {
    return null;
  }
  if (typeof parsed !== "object" || parsed === null || !("text" in parsed)) return null;
  const { text } = parsed;
  if (typeof text !== "string" || text.trim() === "" || text.length > LONGEST_TEXT) return null;
  const from = "from" in parsed ? parsed.from : null;
  return { text, from: typeof from === "string" && LANGUAGE.test(from) ? from : null };
}

/** Translations are longer than what they are of, but not by much. */
const LONGEST_TEXT = 32_000;
const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/;
