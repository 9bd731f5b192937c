import type { Texts } from "../text/texts.ts";
import { createDayFormat, isSameDay } from "../text/time-labels.ts";

let formatted: { texts: Texts; day: ReturnType<typeof createDayFormat> } | null = null;

/** The shortest that still says when: "14:05" today, "Mon" within a week, then the date. */
export function briefTime(texts: Texts, atMs: number, nowMs: number): string {
  if (isSameDay(atMs, nowMs)) return texts.times.time(atMs);
  if (formatted?.texts !== texts) formatted = { texts, day: createDayFormat(texts.locale, "short") };
  return formatted.day(atMs, nowMs);
}
