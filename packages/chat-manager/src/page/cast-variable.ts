import { castSeen } from "@beckon/conditions";
import type { LoaderCustomVariable } from "@beckon/protocol";
import type { SeenValue } from "@beckon/targeting";

/**
 * What a custom variable of this type holds when it is given that: null when it makes no sense. Texts are trimmed; a
 * number may have a decimal comma; a boolean is also given as 1, 0, "true" or "false".
 */
export const castVariable = (type: LoaderCustomVariable["type"], given: unknown): SeenValue | null => {
  if (castSeen("string", given) === undefined) return null;
  const text = String(given).trim();
  if (type === "string") return text;
  const number = castSeen(type, type === "number" ? text.replace(",", ".") : text);
  if (number === undefined) return null;
  return type === "number" ? number : number === 1;
};
