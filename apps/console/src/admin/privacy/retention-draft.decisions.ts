import type { DomainSettings, RetentionPreview } from "@beckon/protocol";

/** What goes after a time, as the API names it. */
export type Period = keyof DomainSettings;

export const periods: readonly Period[] = ["closed_threads_days", "anonymous_identities_days", "audit_days"];

/** A period as its form holds it: not a number while it is being typed. */
export interface PeriodDraft {
  isKept: boolean;
  days: number | string;
}

export interface RetentionDraft {
  periods: Readonly<Record<Period, PeriodDraft>>;
  /** That what is older now may go. */
  agreed: boolean;
}

/** As the API says: ten years. */
const LONGEST_DAYS = 3_650;
/** Stands in the field when somebody begins to let go. */
const FIRST_DAYS: Readonly<Record<Period, number>> = {
  closed_threads_days: 730,
  anonymous_identities_days: 90,
  audit_days: 730,
};
/** Past this nobody counts on. */
const COUNTED_AT_MOST = 10_000;

export function draftOfRetention(settings: DomainSettings): RetentionDraft {
  const draftOf = (period: Period): PeriodDraft => ({
    isKept: settings[period] === 0,
    days: settings[period] === 0 ? FIRST_DAYS[period] : settings[period],
  });
  return {
    periods: {
      closed_threads_days: draftOf("closed_threads_days"),
      anonymous_identities_days: draftOf("anonymous_identities_days"),
      audit_days: draftOf("audit_days"),
    },
    agreed: false,
  };
}

/** Null while a number of days is none. */
export function settingsOfDraft({ periods: drafted }: RetentionDraft): DomainSettings | null {
  const days = (period: Period): number | null => {
    const { isKept, days: typed } = drafted[period];
    if (isKept) return 0;
    return isDays(typed) ? typed : null;
  };
  const [closed_threads_days, anonymous_identities_days, audit_days] = periods.map(days);
  if (closed_threads_days == null || anonymous_identities_days == null || audit_days == null) return null;
  return { closed_threads_days, anonymous_identities_days, audit_days };
}

function isDays(typed: number | string): typed is number {
  return typeof typed === "number" && Number.isInteger(typed) && typed >= 1 && typed <= LONGEST_DAYS;
}

/** Only what differs is sent. */
export function changesOfRetention(wanted: DomainSettings, before: DomainSettings): Partial<DomainSettings> {
  return Object.fromEntries(periods.filter((period) => wanted[period] !== before[period]).map((p) => [p, wanted[p]]));
}

/** `expired`: what the periods would take now; null while it is counted, when it may be anything. */
export function findRetentionErrors(draft: RetentionDraft, expired: RetentionPreview | null): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const period of periods) {
    const { isKept, days } = draft.periods[period];
    if (!isKept && !isDays(days)) errors[period] = "Write a number of days from 1 to 3,650, or keep them for ever.";
  }
  if (Object.keys(errors).length === 0 && !draft.agreed && takesSomething(draft, expired)) {
    errors.agreed = "What is deleted cannot be brought back. Say that you mean it.";
  }
  return errors;
}

export function takesSomething({ periods: drafted }: RetentionDraft, expired: RetentionPreview | null): boolean {
  if (periods.every((period) => drafted[period].isKept)) return false;
  return expired === null || Object.values(expired).some((count) => count > 0);
}

const counted: readonly (readonly [keyof RetentionPreview, string, string])[] = [
  ["closed_threads", "conversation", "conversations"],
  ["anonymous_identities", "visitor", "visitors"],
  ["audit_events", "entry of the audit log", "entries of the audit log"],
];

/** “3 conversations and at least 10,000 visitors”; null when it is nothing. */
export function sayExpired(expired: RetentionPreview): string | null {
  const parts = counted.flatMap(([kind, one, many]) => {
    const count = expired[kind];
    if (count === 0) return [];
    const bound = count >= COUNTED_AT_MOST ? "at least " : "";
    return [`${bound}${count.toLocaleString("en")} ${count === 1 ? one : many}`];
  });
  const last = parts.pop();
  if (last === undefined) return null;
  return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}
