import type { TimeSheet, TimeSheetDraft, Weekday } from "@beckon/protocol";

export interface IntervalDraft {
  key: number;
  day: Weekday;
  from: string;
  to: string;
}

export interface HolidayDraft {
  key: number;
  date: string;
  label: string;
}

export interface HoursFields {
  label: string;
  timeZone: string;
  intervals: readonly IntervalDraft[];
  holidays: readonly HolidayDraft[];
  sourceIds: readonly string[];
}

export const WEEKDAYS: readonly Weekday[] = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
];

/** From Monday to Friday, nine to six: what most change least. */
export function freshHours(timeZone: string): HoursFields {
  const intervals = WEEKDAYS.slice(0, 5).map((day, key) => ({ key, day, from: "09:00", to: "18:00" }));
  return { label: "", timeZone, intervals, holidays: [], sourceIds: [] };
}

export function draftOfHours({ label, time_zone, weekly, holidays, source_ids }: TimeSheet): HoursFields {
  return {
    label,
    timeZone: time_zone,
    // A field for times knows no 24:00; the form shows the end of a day as its first minute.
    intervals: weekly.map((interval, key) => ({
      ...interval,
      key,
      to: interval.to === "24:00" ? "00:00" : interval.to,
    })),
    holidays: holidays.map((holiday, key) => ({ ...holiday, key })),
    sourceIds: source_ids,
  };
}

export function bodyOfHours(draft: HoursFields): Required<TimeSheetDraft> {
  return {
    label: draft.label.trim(),
    time_zone: draft.timeZone,
    weekly: draft.intervals
      .map(({ day, from, to }) => ({ day, from, to: to === "00:00" ? "24:00" : to }))
      .sort(
        (left, right) =>
          WEEKDAYS.indexOf(left.day) - WEEKDAYS.indexOf(right.day) || left.from.localeCompare(right.from),
      ),
    holidays: draft.holidays
      .map(({ date, label }) => ({ date, label: label.trim() }))
      .sort((left, right) => left.date.localeCompare(right.date)),
    source_ids: [...draft.sourceIds],
  };
}

export const pathOfInterval = ({ key }: IntervalDraft): string => `intervals.${key}`;
export const pathOfHoliday = ({ key }: HolidayDraft): string => `holidays.${key}`;

export function findHoursErrors({ label, timeZone, intervals, holidays }: HoursFields): Record<string, string> {
  const errors: Record<string, string> = {};
  if (label.trim() === "") errors.label = "Give the hours a name.";
  if (timeZone === "") errors.time_zone = "Choose a time zone.";
  for (const interval of intervals) {
    const { from, to } = interval;
    if (from === "" || to === "") errors[pathOfInterval(interval)] = "Write both times.";
    else if (to !== "00:00" && from >= to) errors[pathOfInterval(interval)] = "The end has to be after the beginning.";
  }
  for (const holiday of holidays) {
    if (holiday.date === "") errors[pathOfHoliday(holiday)] = "Choose the day.";
    else if (holiday.label.trim() === "") errors[pathOfHoliday(holiday)] = "Say which day it is, such as Christmas.";
  }
  return errors;
}

/** The week in a line, for lists. */
export function sayWeek({ weekly, holidays, time_zone }: TimeSheet): string {
  const days = WEEKDAYS.filter((day) => weekly.some((interval) => interval.day === day)).length;
  const open =
    days === 0 ? "Never open" : days === 7 ? "Open every day" : `Open on ${days} ${days === 1 ? "day" : "days"} a week`;
  const closed = holidays.length === 0 ? "" : ` · ${holidays.length} ${holidays.length === 1 ? "holiday" : "holidays"}`;
  return `${open} · ${time_zone}${closed}`;
}
