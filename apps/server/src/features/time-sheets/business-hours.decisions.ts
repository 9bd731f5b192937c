import type { TimeSheet, Weekday } from "@beckon/protocol";

export type Hours = Pick<TimeSheet, "time_zone" | "weekly" | "holidays">;

/** What clocks and calendars on a wall say at a moment. */
export interface LocalTime {
  /** `2026-11-30` */
  date: string;
  day: Weekday;
  /** `09:05` */
  time: string;
}

const DAYS: readonly Weekday[] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** Making one is slow; there are some hundred time zones, and a server meets few of them. */
const formats = new Map<string, Intl.DateTimeFormat>();

export function localTimeAt(nowMs: number, timeZone: string): LocalTime {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(nowMs).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? "";
  const date = `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
  return {
    date,
    day: DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "monday",
    time: `${part("hour")}:${part("minute")}`,
  };
}

/**
 * Whether it is open at a moment, by the clocks of the sheet's time zone: an hour that is skipped in spring is never,
 * and one that comes twice in autumn is open both times.
 */
export function isOpen({ time_zone, weekly, holidays }: Hours, nowMs: number): boolean {
  const { date, day, time } = localTimeAt(nowMs, time_zone);
  if (holidays.some((holiday) => holiday.date === date)) return false;
  // As texts of equal length they stand in the order of the day.
  return weekly.some((interval) => interval.day === day && interval.from <= time && time < interval.to);
}

/** What is wrong with hours that have the right shape, and where; null when nothing is. */
export function findFault({ time_zone, weekly, holidays }: Hours): { field: string; reason: string } | null {
  if (!isTimeZone(time_zone)) return { field: "time_zone", reason: "There is no such time zone." };
  for (const [index, { from, to }] of weekly.entries()) {
    if (from >= to) {
      const reason = "The end has to be after the beginning. What goes past midnight is written as two.";
      return { field: `weekly.${index}.to`, reason };
    }
  }
  const index = holidays.findIndex(({ date }) => !isDate(date));
  return index === -1 ? null : { field: `holidays.${index}.date`, reason: "There is no such day." };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function isDate(date: string): boolean {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}
