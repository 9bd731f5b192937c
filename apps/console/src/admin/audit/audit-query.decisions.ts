/** What is looked for in the audit log, as its form holds it. */
export interface AuditFilter {
  text: string;
  /** Empty: everybody. */
  userId: string;
  /** Days of the calendar, such as `2026-05-04`; empty: open. */
  from: string;
  to: string;
}

export const everything: AuditFilter = { text: "", userId: "", from: "", to: "" };

/** The query's filters. Days are those of the person who looks, the last one included. */
export function wantedOf({ text, userId, from, to }: AuditFilter): Record<string, string> {
  const start = startOfDay(from, 0);
  const end = startOfDay(to, 1);
  return {
    ...(text.trim() !== "" && { search: text.trim().slice(0, 200) }),
    ...(userId !== "" && { user_id: userId }),
    ...(start !== null && { from: new Date(start).toISOString() }),
    ...(end !== null && { to: new Date(end - 1).toISOString() }),
  };
}

/** By the clock of the person, so that a day of 23 hours ends when it does. Null for what is no day. */
function startOfDay(day: string, daysLater: number): number | null {
  const [year, month, date] = day.split("-").map(Number);
  if (year === undefined || month === undefined || date === undefined || year < 1_000) return null;
  const time = new Date(year, month - 1, date + daysLater).getTime();
  return Number.isNaN(time) ? null : time;
}

export function findsEverything(filter: AuditFilter): boolean {
  return Object.keys(wantedOf(filter)).length === 0;
}
