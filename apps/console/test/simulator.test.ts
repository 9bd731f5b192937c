import { readFileSync } from "node:fs";
import type { Condition, LoaderTrigger } from "@beckon/protocol";
import { applyOperation, freshVisitStore, type VisitOperation, type VisitStore } from "@beckon/targeting";
import { describe, expect, it } from "vitest";
import { exampleVisits } from "../src/admin/simulator/example-visits.ts";
import { judgePage, type Setting } from "../src/admin/simulator/judge-page.decisions.ts";
import { readVisit } from "../src/admin/simulator/read-visit.decisions.ts";
import { simulateVisit } from "../src/admin/simulator/simulate-visit.decisions.ts";
import { verdictOf } from "../src/admin/simulator/verdict.decisions.ts";
import { draftOfStore, storeOfDraft } from "../src/admin/simulator/visit-draft.decisions.ts";

/** Moments in the case files are seconds after this one, a Monday. */
const ORIGIN_MS = Date.UTC(2026, 0, 5, 10);
const momentOf = (seconds: number): number => ORIGIN_MS + Math.round(seconds * 1000);

const readCases = <Case>(name: string): readonly Case[] =>
  JSON.parse(readFileSync(new URL(`../../../spec/cases/${name}.json`, import.meta.url), "utf8"));

type Untimed<Operation> = Operation extends unknown ? Omit<Operation, "atMs"> : never;
type WrittenOperation = Untimed<VisitOperation> & { readonly at: number };

const play = (operations: readonly WrittenOperation[]): VisitStore =>
  operations.reduce(
    (store, { at, ...operation }) => applyOperation(store, { ...operation, atMs: momentOf(at) }),
    freshVisitStore(0.5),
  );

function makeTrigger(id: string, conditions: Condition[], fields: Partial<LoaderTrigger> = {}): LoaderTrigger {
  return {
    id,
    label: id,
    conditions,
    actions: { show_chat: "open", item_ids: [], automatic_message_id: null, hide_items: false },
    after: { no_other_trigger: false, once_per_visit: false },
    only_if_agents_available: false,
    holdout_share: 0,
    category_ids: [],
    language: null,
    ...fields,
  };
}

const settingOf = (triggers: readonly LoaderTrigger[], fields: Partial<Setting> = {}): Setting => ({
  mode: "live_chat",
  embedded: false,
  openThreads: "none",
  triggers,
  customVariables: [],
  ...fields,
});

interface TriggerCase {
  name: string;
  rule: string;
  operations: readonly WrittenOperation[];
  page: string;
  at: number;
  mode: Setting["mode"];
  embedded: boolean;
  openThreads: Setting["openThreads"];
  triggers: readonly (Partial<LoaderTrigger> & Pick<LoaderTrigger, "id" | "conditions">)[];
  expect: unknown;
}

describe("the simulator decides as the website does", () => {
  for (const written of readCases<TriggerCase>("triggers")) {
    it(`${written.rule}: ${written.name}`, () => {
      const { mode, embedded, openThreads } = written;
      const triggers = written.triggers.map((trigger) => makeTrigger(trigger.id, trigger.conditions, trigger));
      const now = { atMs: momentOf(written.at), utcOffsetMinutes: 0 };
      const setting = settingOf(triggers, { mode, embedded, openThreads });
      const judgement = judgePage(play(written.operations), written.page, now, setting);
      const decision = judgement?.decision;
      const named =
        decision !== undefined && "trigger" in decision ? { ...decision, trigger: decision.trigger.id } : decision;
      expect(named).toEqual(written.expect);
    });
  }
});

interface ConditionCase {
  name: string;
  rule: string;
  kind: string;
  operator: Condition["operator"];
  value: NonNullable<Condition["value"]> | null;
  seen?: unknown;
  expect: boolean;
}

const isPlain = (value: unknown): value is string | number | boolean =>
  ["string", "number", "boolean"].includes(typeof value);

describe("the simulator tests values as the website does", () => {
  for (const { name, rule, kind, operator, value, seen, expect: expected } of readCases<ConditionCase>("conditions")) {
    const type = (["string", "number", "boolean"] as const).find((each) => each === kind);
    // Days and times come from the clock, and what is no plain value is not in a visit.
    if (type === undefined || (seen !== undefined && !isPlain(seen))) continue;
    it(`${rule}: ${name}`, () => {
      const values: Record<string, string | number | boolean> = seen === undefined ? {} : { custom_seen: seen };
      const store = play(viewed(1).map((operation) => ({ ...operation, values })));
      const setting = settingOf([makeTrigger("t", [{ criterion: "custom_seen", operator, value }])], {
        customVariables: [{ name: "custom_seen", type }],
      });
      const judgement = judgePage(store, "page-1", { atMs: momentOf(1), utcOffsetMinutes: 0 }, setting);
      expect(judgement?.reports[0]?.conditionsHold).toBe(expected);
    });
  }
});

interface PositionCase {
  name: string;
  rule: string;
  pages: number;
  current: number;
  position: NonNullable<Condition["position"]>;
  expect: readonly number[];
}

const viewed = (count: number): readonly WrittenOperation[] =>
  Array.from({ length: count }, (_, index) => ({
    kind: "page_view_started",
    pageViewId: `page-${index + 1}`,
    at: index,
    utcOffsetMinutes: 0,
    visible: true,
    values: { page_url: `https://shop.test/${index + 1}` },
  }));

describe("the simulator looks at the pages of a position", () => {
  for (const { name, rule, pages, current, position, expect: expected } of readCases<PositionCase>("positions")) {
    it(`${rule}: ${name}`, () => {
      const condition: Condition = { criterion: "page_url", position, operator: "contains", value: "shop" };
      const now = { atMs: momentOf(pages), utcOffsetMinutes: 0 };
      const setting = settingOf([makeTrigger("t", [condition])]);
      const judgement = judgePage(play(viewed(pages)), `page-${current}`, now, setting);
      const seen = judgement?.reports[0]?.conditions[0]?.pages.map(({ ordinal }) => ordinal);
      expect(seen?.filter((ordinal) => ordinal !== null)).toEqual(expected);
    });
  }
});

const [cartLeaverDraft] = exampleVisits;
if (cartLeaverDraft === undefined) throw new Error("There is no example visit.");
const cartLeaver = storeOfDraft(cartLeaverDraft, 60);

const leavesOrder: Condition[] = [
  { criterion: "page_url", position: "previous", operator: "contains", value: "/order/" },
  { criterion: "page_url", position: "current", operator: "not_contains", value: "/order/" },
];

describe("a visit played page by page", () => {
  it("TRG4: takes a trigger on the page on which its conditions come to hold, and says which pages matched", () => {
    const pages = simulateVisit(cartLeaver, settingOf([makeTrigger("leavers", leavesOrder)]));
    expect(pages.map(({ ordinal, taken }) => [ordinal, taken.length]).filter(([, count]) => count !== 0)).toEqual([
      [15, 1],
    ]);
    const report = pages.at(-1)?.reports[0];
    expect(report?.conditions.map(({ matched }) => matched?.ordinal)).toEqual([14, 15]);
  });

  it("TRG11: waits on a page for the moment at which time makes a condition hold", () => {
    const patient: Condition = { criterion: "page_visit_duration", operator: "gte", value: 60 };
    const pages = simulateVisit(cartLeaver, settingOf([makeTrigger("patient", [patient])]));
    const taken = pages.flatMap((page) => page.taken.map(({ afterMs }) => [page.ordinal, afterMs]));
    expect(taken).toEqual([3, 10, 13, 14].map((ordinal) => [ordinal, 60_000]));
  });

  it("TRG8: a trigger that is once per visit is used up on the pages after the one that took it", () => {
    const once = makeTrigger("once", [], { after: { no_other_trigger: false, once_per_visit: true } });
    const pages = simulateVisit(cartLeaver, settingOf([once]));
    const kinds = pages.map((page) => page.reports.map((report) => verdictOf(page, report).kind));
    expect(kinds[0]).toEqual(["taken"]);
    expect(new Set(kinds.slice(1).flat())).toEqual(new Set(["used"]));
  });

  it("TRG6: one that is met below another one that is met says which one comes before it", () => {
    const pages = simulateVisit(cartLeaver, settingOf([makeTrigger("first", []), makeTrigger("second", [])]));
    const [page] = pages;
    const report = page?.reports[1];
    expect(page && report && verdictOf(page, report)).toEqual({ kind: "preceded", by: "first" });
  });

  it("TRG7: after a trigger with no other trigger, the others are excluded", () => {
    const only = makeTrigger("only", [{ criterion: "page_visit_count", operator: "is", value: 2 }], {
      after: { no_other_trigger: true, once_per_visit: false },
    });
    const pages = simulateVisit(cartLeaver, settingOf([only, makeTrigger("other", [])]));
    const other = pages.map((page) => page.reports[1] && verdictOf(page, page.reports[1]).kind);
    expect(other.slice(0, 3)).toEqual(["taken", "excluded", "excluded"]);
  });

  it("TRG2: on the pages after the one on which the chat engaged, triggers have no turn", () => {
    const engaged = play([
      ...viewed(2),
      { kind: "chat_engaged", at: 3, pageViewId: "page-2", threadId: "x", triggerId: null },
      { ...viewed(3)[2], at: 4 } as WrittenOperation,
    ]);
    const pages = simulateVisit(engaged, settingOf([makeTrigger("always", [])]));
    expect(pages.map(({ taken, instead }) => instead ?? taken.length)).toEqual([1, 1, "continue"]);
  });

  it("VIS12: no visit, no pages", () => {
    expect(simulateVisit(freshVisitStore(0.5), settingOf([]))).toEqual([]);
  });
});

describe("visits in and out", () => {
  it("VIS1: an exported visit is read as what it was", () => {
    expect(readVisit(JSON.stringify(cartLeaver))).toEqual({ kind: "visit", store: cartLeaver });
  });

  it.each(["", "{", "[]", "null", '{"visit":null}', '{"version":99,"visit":{"pageViews":[]}}'])(
    "VIS1: what is no visit is refused with a reason: %s",
    (text) => {
      expect(readVisit(text)).toMatchObject({ kind: "unreadable", reason: expect.stringMatching(/\.$/) });
    },
  );

  it("VIS15: a visit made by hand, stored and made into a draft again, is the same visit", () => {
    const draft = draftOfStore(cartLeaver, cartLeaverDraft.name);
    expect(draft.startsAt).toBe(cartLeaverDraft.startsAt);
    expect(storeOfDraft({ ...draft, referrer: cartLeaverDraft.referrer }, 60)).toEqual(cartLeaver);
  });
});
