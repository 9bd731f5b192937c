import { normaliseText } from "./normalise.ts";

/** What sort of value a criterion has. It decides how values are cast and which operators there are. */
export type ValueKind = "string" | "number" | "boolean" | "day" | "time";

/** Monday is the first day and Sunday the last, so that "≥ saturday" is the weekend. */
export const DAYS: readonly string[] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** Texts that stand for numbers: by their place. */
const NAMED: Readonly<Partial<Record<ValueKind, readonly string[]>>> = { day: DAYS, boolean: ["false", "true"] };

/**
 * The form in which values of a kind are compared: a normalised text, or a number (booleans 1 and 0, days 0 for Monday
 * to 6, times the minute of the day, seconds cut off). Undefined for what makes no sense as that kind.
 */
export const cast = (kind: ValueKind, value: unknown): string | number | undefined => {
  if (!/^(str|num|boo)/.test(typeof value)) return undefined;
  const text = normaliseText(String(value));
  if (kind === "string") return text;
  const time = kind === "time" && /^([01]?\d|2[0-3]):([0-5]\d)(:[0-5]\d)?$/.exec(text);
  if (time) return Number(time[1]) * 60 + Number(time[2]);
  const place = NAMED[kind]?.indexOf(text) ?? -1;
  const number = place < 0 ? Number(text || Number.NaN) : place;
  return Number.isFinite(number) ? number : undefined;
};

/** The same as a number for the kinds but `string`; NaN for what makes no sense. */
export const castNumber = (kind: Exclude<ValueKind, "string">, value: unknown): number =>
  Number(cast(kind, value) ?? Number.NaN);
