import { readFileSync } from "node:fs";
import type { Condition, LoaderTrigger } from "@beckon/protocol";
import { expect, type Page, test } from "@playwright/test";
import { LISTENING, openTargetWebsite, type TargetWebsite, triggerOf } from "../src/target-website.ts";

/**
 * The cases that packages run as functions, decided by the built manager on a page: in turn N only trigger N can be
 * activated if its case holds, and only the one behind it if not.
 */

interface ConditionCase {
  readonly name: string;
  readonly kind: "string" | "number" | "boolean" | "day" | "time";
  readonly operator: Condition["operator"];
  readonly value: NonNullable<Condition["value"]>;
  readonly seen?: unknown;
  readonly expect: boolean;
}

interface PositionCase {
  readonly name: string;
  readonly pages: number;
  readonly current: number;
  readonly position: NonNullable<Condition["position"]>;
  readonly expect: readonly number[];
}

interface Turn {
  readonly name: string;
  readonly condition: Condition;
  readonly expected: boolean;
  /** What `custom_seen_…` holds by then. */
  readonly fill?: readonly [name: string, value: unknown];
}

const readCases = <Case>(name: string): readonly Case[] =>
  JSON.parse(readFileSync(new URL(`../../spec/cases/${name}.json`, import.meta.url), "utf8"));

test.use({ timezoneId: "UTC" });

let website: TargetWebsite;
test.afterEach(() => website.close());

const turnCondition = (turn: number): Condition => ({ criterion: "custom_turn", operator: "is", value: turn });

const triggersFor = (turns: readonly Turn[]): LoaderTrigger[] =>
  turns.flatMap(({ condition }, turn) => [
    triggerOf(2 * turn, { label: `holds ${turn}`, conditions: [turnCondition(turn), condition] }),
    triggerOf(2 * turn + 1, { label: `fails ${turn}`, conditions: [turnCondition(turn)] }),
  ]);

async function open(turns: readonly Turn[]): Promise<void> {
  website = await openTargetWebsite(
    { "/": { script: LISTENING } },
    {
      triggers: triggersFor(turns),
      custom_variables: [
        { name: "custom_turn", type: "number", filling: null },
        { name: "custom_page", type: "number", filling: null },
        { name: "custom_seen_string", type: "string", filling: null },
        { name: "custom_seen_number", type: "number", filling: null },
        { name: "custom_seen_boolean", type: "boolean", filling: null },
      ],
    },
  );
}

/** The names of the turns of which the manager decided otherwise. */
async function playTurns(page: Page, turns: readonly Turn[]): Promise<string[]> {
  await page.waitForFunction(() => "Beckon" in window);
  const held = await page.evaluate(
    async (fills) => {
      const { _chatq, events } = window as unknown as {
        _chatq: unknown[];
        events: { event: string; trigger_label: string }[];
      };
      const decided: boolean[] = [];
      for (const [turn, fill] of fills.entries()) {
        const before = events.length;
        // What makes no sense is refused, and what was there before would stay.
        if (fill) _chatq.push(["_fillCustomVariable", fill[0], null], ["_fillCustomVariable", ...fill]);
        _chatq.push(["_fillCustomVariable", "custom_turn", turn]);
        for (let tries = 0; events.length === before && tries < 1_000; tries += 1) {
          await new Promise((resolve) => setTimeout(resolve));
        }
        const activated = events.slice(before).filter(({ event }) => event === "trigger_activated");
        if (activated.length !== 1) throw new Error(`turn ${turn}: ${JSON.stringify(activated)}`);
        decided.push(activated[0]?.trigger_label === `holds ${turn}`);
      }
      return decided;
    },
    turns.map(({ fill }) => fill ?? null),
  );
  return turns.filter(({ expected }, turn) => held[turn] !== expected).map(({ name }) => name);
}

/** A text, number or boolean; all else a website cannot fill in, and reads as undefined. */
const isFillable = (seen: unknown): boolean => /^(string|number|boolean)$/.test(typeof seen);

test("CON1–CON12: the manager decides every case of texts, numbers and booleans as the packages do", async ({
  page,
}) => {
  const turns = readCases<ConditionCase>("conditions")
    .filter(({ kind }) => kind !== "day" && kind !== "time")
    .map(({ name, kind, operator, value, seen, expect: expected }): Turn => {
      const variable = `custom_seen_${kind}`;
      const fill = [variable, isFillable(seen) ? seen : null] as const;
      return { name, condition: { criterion: variable, operator, value }, expected, fill };
    });
  expect(turns.length).toBeGreaterThan(100);
  await open(turns);
  await page.goto(website.url);
  expect(await playTurns(page, turns)).toEqual([]);
});

test("CON5–CON7: days and times of the visitor's clock are decided as the packages do", async ({ page }) => {
  const byClock = Map.groupBy(
    readCases<ConditionCase>("conditions").filter(({ kind, seen }) => clockOf(kind, seen) !== null),
    ({ kind, seen }) => clockOf(kind, seen),
  );
  expect(byClock.size).toBeGreaterThan(15);
  await open([]);
  const wrong: string[] = [];
  for (const [clock, cases] of byClock) {
    const turns = cases.map(({ name, kind, operator, value, expect: expected }): Turn => {
      return { name, condition: { criterion: kind === "day" ? "day_of_week" : "time", operator, value }, expected };
    });
    website.configuration = { ...website.configuration, triggers: triggersFor(turns) };
    await page.clock.setFixedTime(clock ?? 0);
    await page.goto(website.url);
    wrong.push(...(await playTurns(page, turns)));
    await page.evaluate(() => localStorage.clear());
  }
  expect(wrong).toEqual([]);
});

/** A moment at which the visitor's clock shows that; null for what no clock shows. */
function clockOf(kind: ConditionCase["kind"], seen: unknown): string | null {
  if (typeof seen !== "string") return null;
  const day = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].indexOf(
    seen.toLowerCase(),
  );
  if (kind === "day") return day < 0 ? null : `2026-01-${String(5 + day).padStart(2, "0")}T12:00:00Z`;
  const isTime = kind === "time" && /^\d\d:\d\d(:\d\d)?$/.test(seen);
  return isTime ? `2026-01-05T${seen.length === 5 ? `${seen}:00` : seen}Z` : null;
}

test("VIS12: on the fifteenth page each position holds the pages of its table", async ({ page }) => {
  const PAGES = 15;
  const turns = readCases<PositionCase>("positions")
    .filter(({ pages, current }) => pages === PAGES && current === PAGES)
    .flatMap(({ name, position, expect: held }) =>
      Array.from({ length: PAGES }, (_, index): Turn => {
        const condition: Condition = { criterion: "custom_page", position, operator: "is", value: index + 1 };
        return { name: `${name}: page ${index + 1}`, condition, expected: held.includes(index + 1) };
      }),
    );
  expect(turns.length).toBeGreaterThan(15 * PAGES);
  await open(turns);
  await page.goto(website.url);
  await page.waitForFunction(() => "Beckon" in window);
  await page.evaluate(async (pages) => {
    const { _chatq } = window as unknown as { _chatq: unknown[] };
    for (let number = 1; number <= pages; number += 1) {
      if (number > 1) _chatq.push(["_pageChange"]);
      _chatq.push(["_fillCustomVariable", "custom_page", number]);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }, PAGES);
  expect(await playTurns(page, turns)).toEqual([]);
});
