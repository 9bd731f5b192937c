/** Times as people read them, in the browser's time zone. All arguments are milliseconds since the epoch. */
export interface TimeLabels {
  /** "14:05" */
  time(atMs: number): string;
  /** "Today 14:05", "Yesterday 14:05", "Monday 14:05" within a week, then the date. */
  separator(atMs: number, nowMs: number): string;
}

const DAY_MS = 86_400_000;

/** Formatters are made once for a locale: making one is slow. */
export function createTimeLabels(locale: string): TimeLabels {
  const time = createFormat(locale, { timeStyle: "short" });
  const day = createDayFormat(locale, "long");
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return {
    time,
    separator(atMs, nowMs) {
      const days = daysBetween(atMs, nowMs);
      const name = days === 0 || days === 1 ? relative.format(-days, "day") : day(atMs, nowMs);
      return `${name.charAt(0).toLocaleUpperCase(locale)}${name.slice(1)} ${time(atMs)}`;
    },
  };
}

/** A weekday within the last week, else the date, with its year when that is another. */
export function createDayFormat(locale: string, width: "long" | "short"): (atMs: number, nowMs: number) => string {
  const weekday = createFormat(locale, { weekday: width });
  const date = createFormat(locale, { day: "numeric", month: width });
  const dateWithYear = createFormat(locale, { day: "numeric", month: width, year: "numeric" });
  return (atMs, nowMs) => {
    const days = daysBetween(atMs, nowMs);
    if (days > 0 && days < 7) return weekday(atMs);
    return (new Date(atMs).getFullYear() === new Date(nowMs).getFullYear() ? date : dateWithYear)(atMs);
  };
}

function createFormat(locale: string, options: Intl.DateTimeFormatOptions): (atMs: number) => string {
  const formatter = new Intl.DateTimeFormat(locale, options);
  return (atMs) => formatter.format(atMs);
}

/** Whether both are on one day of the visitor's calendar. */
export function isSameDay(oneMs: number, otherMs: number): boolean {
  return daysBetween(oneMs, otherMs) === 0;
}

/** Calendar days from one to the other, whatever the hours; rounded, since a day of a clock change is not 24 hours. */
function daysBetween(fromMs: number, toMs: number): number {
  return Math.round((new Date(toMs).setHours(0, 0, 0, 0) - new Date(fromMs).setHours(0, 0, 0, 0)) / DAY_MS);
}
