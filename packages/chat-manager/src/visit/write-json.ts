const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/**
 * JSON of plain data. Ours, since old libraries on target websites replace `JSON.stringify` or give arrays a `toJSON`
 * that turns them into texts.
 */
export const writeJson = (value: unknown): string => {
  if (typeof value === "string") return `"${value.replace(/["\\\p{Cc}\p{Cs}]/gu, escaped)}"`;
  if (Object(value) !== value) return String(value);
  const isList = Array.isArray(value);
  const entries = Object.entries(value as object).map(
    ([name, entry]) => (isList ? "" : `${writeJson(name)}:`) + writeJson(entry),
  );
  return isList ? `[${entries}]` : `{${entries}}`;
};
