import type { QueueStatistics, Statistics } from "@beckon/protocol";

/** The last so many days, today included, as days of the person at the screen. */
export function periodOf(days: number, nowMs: number): { from: string; to: string } {
  const today = new Date(nowMs);
  const first = new Date(today.getFullYear(), today.getMonth(), today.getDate() - (days - 1));
  return { from: toDay(first), to: toDay(today) };
}

/** Every day of a period, those without conversations too. */
export function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  const [year = 0, month = 1, date = 1] = from.split("-").map(Number);
  for (let offset = 0; days.at(-1) !== to && offset < 400; offset += 1) {
    days.push(toDay(new Date(year, month - 1, date + offset)));
  }
  return days;
}

const dayAndMonth = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });

/** A day such as `2026-05-12` as people write it. */
export function sayDay(day: string): string {
  return dayAndMonth.format(new Date(`${day}T00:00:00Z`));
}

const dayOfPoint = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const hourOfPoint = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});

/** When a point of the queue begins, by the clock of the person at the screen. */
export function sayPoint(at: string, step: QueueStatistics["step"]): string {
  return (step === "hour" ? hourOfPoint : dayOfPoint).format(Date.parse(at));
}

/** `at most 3 waited at once, 0.4 on average` */
export function sayWaiting({ most, mean }: { most: number; mean: number }): string {
  const rounded = mean > 0 && mean < 0.05 ? "less than 0.1" : String(Math.round(mean * 10) / 10);
  return `at most ${most} waited at once, ${rounded} on average`;
}

/** Seconds as people say them: `45 s`, `3 min`, `1 h 20 min`; a dash where there is nothing to tell. */
export function sayTime(seconds: number | null): string {
  if (seconds === null) return "–";
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} days`;
}

export function sayShare(part: number, whole: number): string {
  return whole === 0 ? "–" : `${Math.round((part / whole) * 100)} %`;
}

/** 24 hours for each weekday from Monday on. */
export function weekOf(hours: Statistics["by_hour"]): number[][] {
  const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const { weekday, hour, conversations } of hours) {
    const day = week[weekday - 1];
    if (day !== undefined) day[hour] = conversations;
  }
  return week;
}

function toDay(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
