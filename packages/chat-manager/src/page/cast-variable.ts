import { castNumber } from "@beckon/conditions";
import type { LoaderCustomVariable } from "@beckon/protocol";
import type { SeenValue } from "@beckon/targeting";

/** Longer texts are cut before a pattern is tried on them. */
const TEXT_BOUND = 2_000;

/**
 * What a custom variable of this type holds when it is given that: null when it makes no sense. Texts are trimmed; a
 * number may have a decimal comma; a boolean is also given as 1, 0, "true" or "false".
 */
export const castVariable = (type: LoaderCustomVariable["type"], given: unknown): SeenValue | null => {
  if (!/^(str|num|boo)/.test(typeof given)) return null;
  const text = String(given).trim();
  if (type === "string") return text;
  const number = castNumber(type, type === "number" ? text.replace(",", ".") : text);
  if (Number.isNaN(number)) return null;
  return type === "number" ? number : number === 1;
};

/** The first capture of the pattern, or all that it matches; null when nothing does. Throws when it is no pattern. */
export const capture = (pattern: string, given: unknown): string | null => {
  const match = new RegExp(pattern).exec(String(given ?? "").slice(0, TEXT_BOUND));
  return match && (match[1] ?? match[0]);
};
