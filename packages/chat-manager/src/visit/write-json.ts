const escaped = (character: string): string => `\\u${(0x10000 + character.charCodeAt(0)).toString(16).slice(1)}`;

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
