/**
 * JSON text of plain data. Old libraries on a website give arrays a `toJSON` that turns them into strings, which
 * JSON.stringify obeys; so it is asked for primitive values only.
 */
export function encodeJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(encodeJson).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${encodeJson(member)}`).join()}}`;
}

/** An object out of a JSON text; null for whatever is not one. Its members are unknown until somebody has looked. */
export function decodeObject(text: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
