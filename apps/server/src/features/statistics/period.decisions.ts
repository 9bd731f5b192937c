const DAY_MS = 86_400_000;
const MOST_DAYS = 366;

interface Fault {
  field: string;
  reason: string;
}

/** Why the days cannot be counted, or null. */
export function judgePeriod(from: string, to: string, timeZone: string): Fault | null {
  const [first, last] = [readDay(from), readDay(to)];
  if (first === null) return { field: "from", reason: "Write a day such as 2026-05-12." };
  if (last === null) return { field: "to", reason: "Write a day such as 2026-05-12." };
  if (last < first) return { field: "to", reason: "The last day comes before the first." };
  if ((last - first) / DAY_MS >= MOST_DAYS) return { field: "from", reason: `Ask for at most ${MOST_DAYS} days.` };
  if (!isTimeZone(timeZone)) return { field: "time_zone", reason: "Write a time zone such as Europe/Paris." };
  return null;
}

/** Of a week at most one sees the hours. */
export function chooseStep(from: string, to: string): "hour" | "day" {
  return ((readDay(to) ?? 0) - (readDay(from) ?? 0)) / DAY_MS < 7 ? "hour" : "day";
}

function readDay(day: string): number | null {
  const readMs = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(readMs) || new Date(readMs).toISOString().slice(0, 10) !== day ? null : readMs;
}

/** By its name: an offset such as +02:00 would mean the contrary to the database. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
