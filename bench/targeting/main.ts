import { parseArgs } from "node:util";
import type { LoaderTrigger } from "@beckon/protocol";
import {
  type DecisionInput,
  decideNext,
  factsAt,
  type PreparedTrigger,
  prepareTriggers,
  type VisitStore,
} from "@beckon/targeting";
import { readPositive } from "../measuring/arguments.ts";
import { describeMachine, figure, markdownTable, publish } from "../measuring/results.ts";
import { makeDearTriggers, makeUsualTriggers, makeVisit, momentOf, pageIdOf } from "./visits.ts";

// What deciding costs: 50 triggers of 5 conditions each, on the 50th page of a visit.
//   --rounds N   of which the table shows the median (200)
//   --write      adds the table to bench/RESULTS.md

const PAGES = 50;
const TRIGGERS = 50;
const CONDITIONS = 5;
const WARM_CALLS = 2_000;

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "200" }, write: { type: "boolean", default: false } },
});
const rounds = readPositive("rounds", values.rounds);
const visit = makeVisit(PAGES);

function inputOf(store: VisitStore, triggers: readonly PreparedTrigger[]): DecisionInput {
  const atMs = momentOf(PAGES - 1) + 5_000;
  const facts = factsAt(store, pageIdOf(PAGES - 1), atMs);
  if (facts === null) throw new Error("the visit does not hold its page");
  return {
    mode: "live_chat",
    embedded: false,
    openThreads: "none",
    triggers,
    facts,
    now: { atMs, utcOffsetMinutes: 60 },
  };
}

function microseconds(call: () => unknown, calls = 1): number {
  const startedNs = process.hrtime.bigint();
  for (let index = 0; index < calls; index += 1) call();
  return Number(process.hrtime.bigint() - startedNs) / 1_000 / calls;
}

const median = (numbers: number[]): number =>
  numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

interface Costs {
  first: number;
  fresh: number;
  changed: number;
  warm: number;
}

function measure(written: readonly LoaderTrigger[]): Costs {
  const fresh: number[] = [];
  const changed: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    // Prepared as a page does it once, then decided for the first time.
    const prepared = prepareTriggers(written, [{ name: "custom_cart_amount", type: "number" }]);
    const input = inputOf(visit, prepared);
    fresh.push(microseconds(() => decideNext(input)));
    warm.push(microseconds(() => decideNext(input), WARM_CALLS));
    // Something was recorded: no answer that was kept is of any use.
    const after = inputOf({ ...visit, visit: visit.visit && { ...visit.visit } }, prepared);
    changed.push(microseconds(() => decideNext(after)));
  }
  const first = fresh.shift() ?? Number.NaN;
  return { first, fresh: median(fresh), changed: median(changed), warm: median(warm) };
}

const usual = measure(makeUsualTriggers(TRIGGERS, CONDITIONS));
const dear = measure(makeDearTriggers(TRIGGERS, CONDITIONS));
const row = (name: string, of: (costs: Costs) => number, target: string) => [
  name,
  figure(of(usual)),
  figure(of(dear)),
  target,
];

publish(
  "Targeting",
  [
    `${TRIGGERS} triggers × ${CONDITIONS} conditions, ${PAGES} pages; ${rounds} rounds, medians. Dearest: each condition searches all pages. ${describeMachine()}.`,
    markdownTable(
      ["one decision, µs", "usual triggers", "the dearest", "target"],
      [
        row("again, nothing having changed", ({ warm }) => warm, "≤ 5"),
        row("for the first time on a page, the code being warm", ({ fresh }) => fresh, "≤ 150"),
        row("after a change of the visit", ({ changed }) => changed, ""),
        row("the very first, nothing compiled", ({ first }) => first, ""),
      ],
    ),
  ].join("\n\n"),
  values.write,
);
