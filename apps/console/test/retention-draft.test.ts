import { expect, it } from "vitest";
import {
  changesOfRetention,
  draftOfRetention,
  findRetentionErrors,
  type RetentionDraft,
  sayExpired,
  settingsOfDraft,
} from "../src/admin/privacy/retention-draft.decisions.ts";

const nothing = { closed_threads: 0, anonymous_identities: 0, audit_events: 0 };
const stored = { closed_threads_days: 0, anonymous_identities_days: 30, audit_days: 0 };
const draft = draftOfRetention(stored);

function withClosed(days: number | string, agreed = false): RetentionDraft {
  return { periods: { ...draft.periods, closed_threads_days: { isKept: false, days } }, agreed };
}

it("PRV8: keeps for ever what has no period, and sends only what differs", () => {
  expect(settingsOfDraft(draft)).toEqual(stored);
  const wanted = settingsOfDraft(withClosed(365)) ?? stored;
  expect(changesOfRetention(wanted, stored)).toEqual({ closed_threads_days: 365 });
  expect(settingsOfDraft(withClosed(""))).toBeNull();
});

it("PRV8: takes whole days up to ten years", () => {
  for (const days of ["", 0, 1.5, 3_651]) {
    expect(findRetentionErrors(withClosed(days), nothing), String(days)).toHaveProperty("closed_threads_days");
  }
  expect(findRetentionErrors(withClosed(3_650), nothing)).toEqual({});
});

it("PRV8: asks before anything goes, also while it is not counted yet", () => {
  const some = { ...nothing, closed_threads: 1 };
  expect(findRetentionErrors(withClosed(30), some)).toHaveProperty("agreed");
  expect(findRetentionErrors(withClosed(30), null)).toHaveProperty("agreed");
  expect(findRetentionErrors(withClosed(30, true), some)).toEqual({});
  expect(findRetentionErrors(draftOfRetention({ ...stored, anonymous_identities_days: 0 }), null)).toEqual({});
});

it("says what would go", () => {
  expect(sayExpired(nothing)).toBeNull();
  expect(sayExpired({ ...nothing, closed_threads: 1 })).toBe("1 conversation");
  expect(sayExpired({ closed_threads: 2, anonymous_identities: 10_000, audit_events: 1 })).toBe(
    "2 conversations, at least 10,000 visitors and 1 entry of the audit log",
  );
});
