import { describe, expect, it } from "vitest";
import {
  CRITERIA,
  factsAt,
  ordinalOf,
  type PageViewRecord,
  POSITIONS,
  pagesBack,
  rangeOf,
  readAllValues,
} from "../src/index.ts";
import { momentOf, play, readCases, type WrittenOperation } from "./cases.ts";

interface VisitCase {
  readonly name: string;
  readonly rule: string;
  readonly operations: readonly WrittenOperation[];
  readonly expect: Readonly<Record<string, unknown>>;
}

interface CriteriaCase extends VisitCase {
  readonly page: string;
  readonly at: number;
  readonly utcOffsetMinutes: number;
}

interface PositionCase {
  readonly name: string;
  readonly rule: string;
  readonly pages: number;
  readonly current: number;
  readonly position: string;
  readonly expect: readonly number[];
}

/** What stands at a dotted path; null for nothing. */
const at = (root: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], root) ?? null;

describe("what happens in a visit", () => {
  for (const { name, rule, operations, expect: expected } of readCases<VisitCase>("visit")) {
    it(`${rule}: ${name}`, () => {
      const store = play(operations);
      const seen = Object.fromEntries(Object.keys(expected).map((path) => [path, at(store, path)]));
      expect(seen).toEqual(expected);
    });
  }
});

describe("values of the criteria", () => {
  for (const written of readCases<CriteriaCase>("visit-criteria")) {
    it(`${written.rule}: ${written.name}`, () => {
      const store = play(written.operations);
      const atMs = momentOf(written.at);
      const views: readonly PageViewRecord[] = store.visit?.pageViews ?? [];
      const index = views.findIndex(({ id }) => id === written.page);
      const facts = factsAt(store, views.at(-1)?.id ?? "", atMs);
      if (!facts) throw new Error("the visit has ended");
      const values = readAllValues(facts, index, { atMs, utcOffsetMinutes: written.utcOffsetMinutes });
      const seen = Object.fromEntries(
        Object.keys(written.expect).map((criterion) => [criterion, values[criterion] ?? null]),
      );
      expect(seen).toEqual(written.expect);
    });
  }

  it("VIS15: every criterion can be read", () => {
    const store = play([
      { kind: "page_view_started", pageViewId: "a", at: 0, utcOffsetMinutes: 0, visible: true, values: {} },
    ]);
    const now = { atMs: momentOf(1), utcOffsetMinutes: 0 };
    const facts = factsAt(store, "a", now.atMs);
    expect(facts && Object.keys(readAllValues(facts, 0, now))).toEqual(CRITERIA);
    expect(facts && readAllValues(facts, 7, now)).toEqual({});
  });
});

describe("historical positions", () => {
  const cases = readCases<PositionCase>("positions");
  for (const { name, rule, pages, current, position, expect: expected } of cases) {
    it(`${rule}: ${name}`, () => {
      const store = play(
        Array.from({ length: pages }, (_, place) => ({
          kind: "page_view_started",
          pageViewId: `page ${place + 1}`,
          at: place,
          utcOffsetMinutes: 0,
          visible: true,
          values: {},
        })),
      );
      const facts = factsAt(store, `page ${current}`, momentOf(pages));
      if (!facts) throw new Error("the page view is not held");
      const [last, first] = rangeOf(pagesBack(position), facts.current);
      const held: number[] = [];
      for (let index = last; index >= first; index--) held.push(ordinalOf(facts.visit, index));
      expect(held).toEqual(expected);
      expect(held.map((ordinal) => `page ${ordinal}`)).toEqual(
        facts.visit.pageViews
          .slice(first, Math.max(first, last + 1))
          .map(({ id }) => id)
          .reverse(),
      );
    });
  }

  it("VIS12: the cases cover every position", () => {
    expect(new Set(cases.map(({ position }) => position))).toEqual(new Set(POSITIONS));
  });
});

describe("page views that are not held", () => {
  it("VIS5: a page view that was dropped, or belongs to an ended visit, gives no facts", () => {
    const store = play(
      Array.from({ length: 60 }, (_, place) => ({
        kind: "page_view_started",
        pageViewId: `page ${place + 1}`,
        at: place,
        utcOffsetMinutes: 0,
        visible: true,
        values: {},
      })),
    );
    expect(factsAt(store, "page 2", momentOf(60))).toBeNull();
    expect(factsAt(store, "page 60", momentOf(60))?.visit.pageViewCount).toBe(60);
    expect(factsAt(store, "page 60", momentOf(60 + 86_400))).toBeNull();
  });
});
