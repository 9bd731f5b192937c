import { normaliseText } from "./normalise.ts";

/** What sort of value a criterion has. It decides how values are cast and which operators there are. */
export type ValueKind = "string" | "number" | "boolean" | "day" | "time";

/** Monday is the first day and Sunday the last, so that "≥ saturday" is the weekend. */
export const DAYS: readonly string[] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/**
 * The form in which values of a kind are compared: a normalised text, or a number (booleans 1 and 0, days 0 for Monday
 * to 6, times the minute of the day). Undefined for what makes no sense as that kind. Days and times are seen as numbers
 * on a page, and are not read as texts here: every website would load how.
 */
export const castSeen = (kind: ValueKind, value: unknown): string | number | undefined => {
  if (!/^(str|num|boo)/.test(typeof value)) return undefined;
  const text = normaliseText(String(value));
  if (kind === "string") return text;
  const place = kind === "boolean" ? ["false", "true"].indexOf(text) : -1;
  const number = place < 0 ? Number(text || Number.NaN) : place;
  return Number.isFinite(number) ? number : undefined;
};

/** The same of a value as people write it: also "saturday", and "20:15" (seconds are cut off). */
export const cast = (kind: ValueKind, value: unknown): string | number | undefined => {
  const text = typeof value === "string" ? normaliseText(value) : "";
  const day = kind === "day" ? DAYS.indexOf(text) : -1;
  if (day >= 0) return day;
  const time = kind === "time" && /^([01]?\d|2[0-3]):([0-5]\d)(:[0-5]\d)?$/.exec(text);
  return time ? Number(time[1]) * 60 + Number(time[2]) : castSeen(kind, value);
};

/** The same as a number for the kinds but `string`; NaN for what makes no sense. */
export const castNumber = (kind: Exclude<ValueKind, "string">, value: unknown): number =>
  Number(cast(kind, value) ?? Number.NaN);
