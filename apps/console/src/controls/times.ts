const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short" });
const dayAndMonth = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const dayMonthYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const longDay = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });

const DAY_MS = 86_400_000;

export function sayClock(timestamp: string): string {
  return clock.format(Date.parse(timestamp));
}

export function sayFull(timestamp: string): string {
  return full.format(Date.parse(timestamp));
}

/** As short as a row of a list needs: the time today, the weekday within a week, then the date. */
export function sayBriefly(timestamp: string, nowMs: number): string {
  const time = Date.parse(timestamp);
  const days = daysBetween(time, nowMs);
  if (days <= 0) return clock.format(time);
  if (days < 7) return weekday.format(time);
  return new Date(time).getFullYear() === new Date(nowMs).getFullYear()
    ? dayAndMonth.format(time)
    : dayMonthYear.format(time);
}

export function sayDay(timestamp: string, nowMs: number): string {
  const time = Date.parse(timestamp);
  const days = daysBetween(time, nowMs);
  if (days <= 0) return "Today";
  if (days === 1) return "Yesterday";
  return days < 300 ? longDay.format(time) : dayMonthYear.format(time);
}

export function isSameDay(left: string, right: string): boolean {
  return startOfDay(Date.parse(left)) === startOfDay(Date.parse(right));
}

export function sayDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}

function startOfDay(timeMs: number): number {
  return new Date(timeMs).setHours(0, 0, 0, 0);
}

/** Calendar days, so that a change of the clocks does not count as one. */
function daysBetween(earlierMs: number, laterMs: number): number {
  return Math.round((startOfDay(laterMs) - startOfDay(earlierMs)) / DAY_MS);
}
