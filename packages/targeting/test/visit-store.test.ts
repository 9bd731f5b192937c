import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyOperation,
  decideNext,
  explainTriggers,
  factsAt,
  freshVisitStore,
  LIST_BOUND,
  nextMomentAt,
  PAGE_VIEW_BOUND,
  parseVisitStore,
  prepareTriggers,
  TEXT_BOUND,
  type VisitOperation,
  type VisitStore,
} from "../src/index.ts";
import { ORIGIN_MS, play, triggerOf } from "./cases.ts";

const copy = (store: unknown): unknown => JSON.parse(JSON.stringify(store));

const expectValid = (store: VisitStore): void => {
  const { visit } = store;
  expect(store.lot >= 0 && store.lot < 1).toBe(true);
  expect(Number.isInteger(store.visitCount) && store.visitCount >= (visit ? 1 : 0)).toBe(true);
  expect(store.sentAutomaticMessageIds.length).toBeLessThanOrEqual(LIST_BOUND);
  if (!visit) return;
  expect(visit.pageViews.length).toBeGreaterThan(0);
  expect(visit.pageViews.length).toBeLessThanOrEqual(PAGE_VIEW_BOUND);
  expect(visit.pageViewCount).toBeGreaterThanOrEqual(visit.pageViews.length);
  expect(visit.activatedTriggerIds.length).toBeLessThanOrEqual(LIST_BOUND);
  expect(new Set(visit.pageViews.map(({ id }) => id)).size).toBe(visit.pageViews.length);
  const starts = visit.pageViews.map(({ startedAtMs }) => startedAtMs);
  expect(starts).toEqual([...starts].sort((one, other) => one - other));
  for (const { values } of visit.pageViews) {
    expect(Object.keys(values).length).toBeLessThanOrEqual(LIST_BOUND);
    for (const value of Object.values(values)) {
      expect(["string", "number", "boolean"]).toContain(typeof value);
      expect(String(value).length).toBeLessThanOrEqual(TEXT_BOUND);
    }
  }
};

const started = (pageViewId: string, atMs: number): VisitOperation => ({
  kind: "page_view_started",
  pageViewId,
  atMs,
  utcOffsetMinutes: 60,
  visible: true,
  values: { page_url: `https://shop.test/${pageViewId}`, page_title: pageViewId },
});

/** Steps of three tabs, each on the page view that it started last, with clocks that jump. */
const steps = fc.array(
  fc.record({
    tab: fc.nat(2),
    waitMs: fc.oneof(
      fc.nat(60_000),
      fc.integer({ min: -7_200_000, max: 7_200_000 }),
      fc.integer({ min: -1e8, max: 1e8 }),
    ),
    what: fc.oneof(
      { weight: 3, arbitrary: fc.constant("start" as const) },
      fc.constantFrom(
        "values",
        "activity",
        "hidden",
        "trigger",
        "chat",
        "engaged",
        "closed",
        "identity",
        "dismissed",
        "message",
      ),
    ),
    text: fc.string({ maxLength: 8 }),
  }),
  { maxLength: 150 },
);

const operationOf = (what: string, pageViewId: string, atMs: number, text: string): VisitOperation => {
  const on = { pageViewId, atMs };
  switch (what) {
    case "values":
      return { ...on, kind: "values_changed", values: { [`custom_${text}`]: text, exit_intent: true } };
    case "hidden":
      return { ...on, kind: "page_hidden" };
    case "trigger":
      return { ...on, kind: "trigger_activated", triggerId: text, noOtherTrigger: text.length > 6 };
    case "chat":
      return { ...on, kind: "values_changed", values: { chat_shown: true, chat_opened: text.length > 4 } };
    case "engaged":
      return { ...on, kind: "chat_engaged", threadId: text, triggerId: null };
    case "closed":
      return { ...on, kind: "values_changed", values: { chat_shown: false, chat_opened: false } };
    case "identity":
      return { ...on, kind: "values_changed", values: { identity: true, signed_identity: false } };
    case "dismissed":
      return { atMs, kind: "item_dismissed", itemId: text };
    case "message":
      return { atMs, kind: "automatic_message_sent", automaticMessageId: text };
    default:
      return { ...on, kind: "activity" };
  }
};

describe("tabs that share a visit", () => {
  it("VIS4: whatever the order of tabs, pages and clocks, the store stays valid, counts never fall and no page view is lost", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        // What all tabs see: each reads it, changes it and writes it back as JSON.
        let stored = copy(freshVisitStore(0.5));
        let atMs = ORIGIN_MS;
        const pages = ["none", "none", "none"];
        let begun: string[] = [];
        for (const [place, { tab, waitMs, what, text }] of taken.entries()) {
          atMs += waitMs;
          const before = parseVisitStore(stored, 0);
          if (what === "start") pages[tab] = `page ${place}`;
          const page = pages[tab] ?? "";
          const after = applyOperation(
            before,
            what === "start" ? started(page, atMs) : operationOf(what, page, atMs, text),
          );
          expectValid(after);
          expect(parseVisitStore(copy(after), 0)).toEqual(after);
          expect(after.visitCount).toBeGreaterThanOrEqual(before.visitCount);
          if (after.visitCount > before.visitCount) begun = [];
          else expect(after.visit?.pageViewCount ?? 0).toBeGreaterThanOrEqual(before.visit?.pageViewCount ?? 0);
          if (what === "start") begun.push(page);
          expect(after.visit?.pageViews.map(({ id }) => id) ?? []).toEqual(
            begun.length > PAGE_VIEW_BOUND ? [begun[0], ...begun.slice(1 - PAGE_VIEW_BOUND)] : begun,
          );
          expect(after.visit?.pageViewCount ?? 0).toBe(begun.length);
          stored = copy(after);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("VIS4: operations do not edit the store that they are applied to", () => {
    const store = applyOperation(freshVisitStore(0.5), started("a", ORIGIN_MS));
    const before = copy(store);
    for (const what of [
      "values",
      "activity",
      "hidden",
      "trigger",
      "chat",
      "engaged",
      "closed",
      "identity",
      "dismissed",
      "message",
    ]) {
      applyOperation(store, operationOf(what, "a", ORIGIN_MS + 1000, "long text"));
    }
    applyOperation(store, started("b", ORIGIN_MS + 1000));
    expect(store).toEqual(before);
  });
});

describe("a store that somebody else wrote", () => {
  const triggers = prepareTriggers(
    [
      triggerOf({
        id: "t",
        conditions: [
          { criterion: "page_url", position: "any", operator: "not_contains", value: "x" },
          { criterion: "page_visit_duration", position: "any", operator: "lte", value: 3 },
          { criterion: "time", operator: "gte", value: "00:00" },
        ],
      }),
    ],
    [],
  );

  /** Nothing throws on any of its page views, whatever its numbers and texts say. */
  const useWhole = (store: VisitStore): void => {
    for (const view of store.visit?.pageViews ?? []) {
      const atMs = store.visit?.lastActivityAtMs ?? 0;
      const facts = factsAt(store, view.id, atMs);
      if (!facts) continue;
      const input = {
        mode: "messaging",
        embedded: false,
        openThreads: "none",
        triggers,
        facts,
        now: { atMs, utcOffsetMinutes: 0 },
      } as const;
      decideNext(input);
      explainTriggers(input);
      const next = nextMomentAt(input);
      expect(next === null || next > atMs).toBe(true);
    }
    const after = applyOperation(store, started("new", ORIGIN_MS));
    expect(after.visit?.pageViews.at(-1)?.values.page_title).toBe("new");
    expect(after.visit?.pageViews.length).toBeLessThanOrEqual(PAGE_VIEW_BOUND);
  };

  it("VIS17: anything at all gives a store that can be used", () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (stored) => {
        useWhole(parseVisitStore(stored, 0.25));
      }),
    );
  });

  it("VIS17: a store with any of its parts replaced by anything gives one that can be used", () => {
    const store = play([
      {
        kind: "page_view_started",
        pageViewId: "a",
        at: 0,
        utcOffsetMinutes: 0,
        visible: true,
        values: { page_url: "https://shop.test/" },
      },
      {
        kind: "page_view_started",
        pageViewId: "b",
        at: 9,
        utcOffsetMinutes: 0,
        visible: true,
        values: { page_url: "https://shop.test/" },
      },
      { kind: "values_changed", pageViewId: "b", at: 10, values: { chat_shown: true, chat_opened: true } },
      { kind: "chat_engaged", pageViewId: "b", at: 11, threadId: "x", triggerId: "t" },
    ]);
    const places = ["", "visit", "visit.chat", "visit.pageViews.0", "visit.pageViews.1", "visit.pageViews.1.values"];
    const names = [
      "version",
      "visit",
      "visitCount",
      "lot",
      "pageViews",
      "0",
      "id",
      "startedAtMs",
      "lastActivityAtMs",
      "pageViewCount",
      "visibleMs",
      "countedAtMs",
      "utcOffsetMinutes",
      "activatedTriggerIds",
      "values",
      "page_url",
      "chat",
      "afterPageViews",
      "onlyTriggerId",
    ];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(...names), fc.jsonValue(), (place, name, value) => {
        const edited = copy(store);
        const parts = place.split(".").filter((part) => part !== "");
        const target = parts.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], edited);
        (target as Record<string, unknown>)[name] = value;
        useWhole(parseVisitStore(edited, 0.25));
      }),
      { numRuns: 400 },
    );
  });

  it("VIS17: a store that lacks a field, or has one of another type, in any place gives a fresh one", () => {
    const store = applyOperation(freshVisitStore(0.5), started("a", ORIGIN_MS));
    expect(parseVisitStore(copy(store), 0.25)).toEqual(store);
    for (const [written, other] of [
      ['"visitCount":1', '"visitCount":"1"'],
      ['"pageViewCount":1', '"pageViewCount":null'],
      ['"onlyTriggerId":""', '"onlyTriggerId":["t"]'],
      ['"dismissedItemIds":[]', '"dismissedItemIds":[5]'],
      ['"visibleMs":0', '"hiddenMs":0'],
      ['"page_title":"a"', '"page_title":{"toString":1}'],
      ['"chat":null', '"chat":{"opened":true}'],
    ] as const) {
      const text = JSON.stringify(store).replace(written, other);
      expect(text).toContain(other);
      expect(parseVisitStore(JSON.parse(text), 0.25)).toEqual(freshVisitStore(0.25));
    }
  });

  it("VIS17: a store from before offers were counted goes on", () => {
    const store = applyOperation(freshVisitStore(0.5), started("a", ORIGIN_MS));
    const before = JSON.parse(JSON.stringify(store), (name, value) => (name === "counted" ? undefined : value));
    expect(before.visit).not.toHaveProperty("counted");
    expect(parseVisitStore(before, 0.25)).toEqual(store);
  });

  it("VIS17: a prototype cannot be reached", () => {
    const store = applyOperation(freshVisitStore(0.5), started("a", ORIGIN_MS));
    const text = JSON.stringify(store).replace('"page_title"', '"__proto__":"polluted","page_title"');
    const after = applyOperation(parseVisitStore(JSON.parse(text), 0.25), {
      kind: "values_changed",
      pageViewId: "a",
      atMs: ORIGIN_MS + 1,
      values: { page_title: "a" },
    });
    expect(after.visit?.pageViews[0]?.values.page_title).toBe("a");
    expect(Object.getPrototypeOf(after.visit?.pageViews[0]?.values)).toBe(Object.prototype);
    expect("polluted" in {}).toBe(false);
  });

  it("VIS17: another version, and no store, give a fresh one with the new lot", () => {
    expect(parseVisitStore({ ...freshVisitStore(0.5), version: 2, visitCount: 3 }, 0.25)).toEqual(
      freshVisitStore(0.25),
    );
    expect(parseVisitStore(null, 0.25)).toEqual(freshVisitStore(0.25));
  });

  it("VIS5: texts are cut, and values beyond the bound are left out", () => {
    const values = Object.fromEntries(Array.from({ length: 400 }, (_, place) => [`custom_${place}`, "x".repeat(3000)]));
    const store = applyOperation(applyOperation(freshVisitStore(0.5), started("a", ORIGIN_MS)), {
      kind: "values_changed",
      pageViewId: "a",
      atMs: ORIGIN_MS,
      values,
    });
    expectValid(store);
    expect(store.visit?.pageViews[0]?.values.custom_7).toHaveLength(TEXT_BOUND);
  });
});
