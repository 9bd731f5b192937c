import { describe, expect, it } from "vitest";
import {
  type DecisionInput,
  decideNext,
  explainTriggers,
  factsAt,
  isHeldOut,
  itemModeOf,
  lotFactorOf,
  nextMomentAt,
  prepareTriggers,
} from "../src/index.ts";
import { momentOf, play, readCases, triggerOf, type WrittenOperation, type WrittenTrigger } from "./cases.ts";

interface TriggerCase {
  readonly name: string;
  readonly rule: string;
  readonly operations: readonly WrittenOperation[];
  readonly page: string;
  readonly at: number;
  readonly mode: DecisionInput["mode"];
  readonly embedded: boolean;
  readonly openThreads: DecisionInput["openThreads"];
  readonly triggers: readonly WrittenTrigger[];
  readonly expect: unknown;
  readonly expectNextAt?: number | null;
}

interface ItemsCase {
  readonly name: string;
  readonly rule: string;
  readonly item_ids: string[];
  readonly executes: boolean;
  readonly mode: DecisionInput["mode"];
  readonly expect: unknown;
}

const inputOf = (written: TriggerCase): DecisionInput => {
  const atMs = momentOf(written.at);
  const facts = factsAt(play(written.operations), written.page, atMs);
  if (!facts) throw new Error("the page view is not held");
  return {
    mode: written.mode,
    embedded: written.embedded,
    openThreads: written.openThreads,
    triggers: prepareTriggers(written.triggers.map(triggerOf), []),
    facts,
    now: { atMs, utcOffsetMinutes: 0 },
  };
};

describe("what to do next", () => {
  for (const written of readCases<TriggerCase>("triggers")) {
    it(`${written.rule}: ${written.name}`, () => {
      const input = inputOf(written);
      const decision = decideNext(input);
      const named = "trigger" in decision ? { ...decision, trigger: decision.trigger.id } : decision;
      expect(named).toEqual(written.expect);
      if (written.expectNextAt !== undefined) {
        const next = written.expectNextAt === null ? null : momentOf(written.expectNextAt);
        expect(nextMomentAt(input)).toBe(next);
      }
      // Asked a second time, from memory, the answer is the same; and the explanation agrees with it.
      expect(decideNext(input)).toEqual(decision);
      const reports = explainTriggers(input);
      if (decision.kind === "activate" || decision.kind === "hold_out") {
        const first = reports.find((report) => report.gate === "open" && report.conditionsHold);
        expect(first?.trigger.id).toBe(decision.trigger.id);
        expect(first?.heldOut).toBe(decision.kind === "hold_out");
      }
    });
  }
});

describe("items of an activated trigger", () => {
  for (const { name, rule, item_ids, executes, mode, expect: expected } of readCases<ItemsCase>("triggers-items")) {
    it(`${rule}: ${name}`, () => {
      const modeOf = (id: string, online_offline: boolean) =>
        itemModeOf({ id, online_offline }, { item_ids }, mode, executes);
      expect({ plain: modeOf("plain", false), both: modeOf("both", true) }).toEqual(expected);
    });
  }
});

describe("the explanation", () => {
  it("TRG15: says page by page what each condition saw, in words, and which page matched", () => {
    const input = inputOf({
      name: "",
      rule: "",
      operations: [
        {
          kind: "page_view_started",
          pageViewId: "a",
          at: 0,
          utcOffsetMinutes: 0,
          visible: true,
          values: { page_url: "https://shop.test/cart" },
        },
        {
          kind: "page_view_started",
          pageViewId: "b",
          at: 60,
          utcOffsetMinutes: 0,
          visible: true,
          values: { page_url: "https://shop.test/" },
        },
      ],
      page: "b",
      at: 60,
      mode: "live_chat",
      embedded: false,
      openThreads: "none",
      triggers: [
        {
          id: "t",
          conditions: [
            { criterion: "page_path", position: "any", operator: "is", value: "/cart" },
            { criterion: "time", position: "current", operator: "gte", value: "20:00" },
            { criterion: "day_of_week", position: "previous_2", operator: "is", value: "monday" },
          ],
        },
      ],
      expect: null,
    });
    const [report] = explainTriggers(input);
    expect(report?.conditionsHold).toBe(false);
    expect(
      report?.conditions.map(({ holds, pages, matched }) => ({ holds, pages, matched: matched?.ordinal })),
    ).toEqual([
      {
        holds: true,
        pages: [
          { pageViewId: "b", ordinal: 2, seen: "/", holds: false },
          { pageViewId: "a", ordinal: 1, seen: "/cart", holds: true },
        ],
        matched: 1,
      },
      { holds: false, pages: [{ pageViewId: "b", ordinal: 2, seen: "10:01", holds: false }], matched: undefined },
      { holds: false, pages: [{ pageViewId: null, ordinal: null, seen: undefined, holds: false }], matched: undefined },
    ]);
  });
});

describe("custom variables", () => {
  it("TRG10: are compared as the kind that they are defined with", () => {
    const written: WrittenTrigger = {
      id: "t",
      conditions: [{ criterion: "custom_cart", position: "current", operator: "gte", value: "58" }],
    };
    const store = play([
      {
        kind: "page_view_started",
        pageViewId: "a",
        at: 0,
        utcOffsetMinutes: 0,
        visible: true,
        values: { custom_cart: "100" },
      },
    ]);
    const now = { atMs: momentOf(0), utcOffsetMinutes: 0 };
    const facts = factsAt(store, "a", now.atMs);
    if (!facts) throw new Error("the page view is not held");
    const decide = (type: "string" | "number"): string =>
      decideNext({
        mode: "live_chat",
        embedded: false,
        openThreads: "none",
        triggers: prepareTriggers([triggerOf(written)], [{ name: "custom_cart", type }]),
        facts,
        now,
      }).kind;
    expect(decide("number")).toBe("activate");
    expect(decide("string")).toBe("nothing");
  });
});

describe("holdouts", () => {
  it("TRG9: the share of visitors is met for each trigger, and draws for two triggers are independent", () => {
    const visitors = Array.from({ length: 20_000 }, (_, place) => (place * 0.6180339887498949) % 1);
    const first = "01930000-0000-7000-8000-00000000000a";
    const second = "01930000-0000-7000-8000-00000000000b";
    const share = (holds: (lot: number) => boolean): number => visitors.filter(holds).length / visitors.length;
    expect(share((lot) => isHeldOut(lot, lotFactorOf(first), 0.2))).toBeCloseTo(0.2, 1.5);
    expect(share((lot) => isHeldOut(lot, lotFactorOf(second), 0.2))).toBeCloseTo(0.2, 1.5);
    expect(
      share((lot) => isHeldOut(lot, lotFactorOf(first), 0.2) && isHeldOut(lot, lotFactorOf(second), 0.2)),
    ).toBeCloseTo(0.04, 1.5);
  });
});
