import { parseArgs } from "node:util";
import { readPositive } from "../measuring/arguments.ts";
import { describeMachine, figure, markdownTable, publish } from "../measuring/results.ts";
import { type Figures, measure } from "./measure.ts";
import { paced, threshold } from "./policies.ts";
import { JUMP_EVERY_SECONDS, jumping, others, steady } from "./worlds.ts";

// How well offers keep their word: a simulated source, with the product's own policies.
//   --seeds N   runs of each kind, with other randomness (5)
//   --write     adds the tables to bench/RESULTS.md

const { values } = parseArgs({
  options: { seeds: { type: "string", default: "5" }, write: { type: "boolean", default: false } },
});
const seeds = Array.from({ length: readPositive("seeds", values.seeds) }, (_, index) => index + 1);

const header = ["policy", "visitors per s", "utilisation", "engaged who waited", "mean wait s", "target"];
const row = (policy: string, rate: string, figures: Figures, target: string) => [
  policy,
  rate,
  `${figure(figures.utilisation * 100)} %`,
  `${figure(figures.waitedShare * 100)} %`,
  figure(figures.meanWaitSeconds),
  target,
];
const TARGET = "≥ 92 %, ≤ 5 %, ≤ 1.5 s";
const usual = paced(0.7);

const rates = [1, 5, 20, 100];
const steadyRows = [threshold, usual].flatMap((policy) =>
  rates.map((rate) =>
    row(policy.name, String(rate), measure(steady(rate), policy, seeds), policy === usual && rate >= 5 ? TARGET : ""),
  ),
);
const frontier = [0, 0.25, 0.5, 0.7, 0.85, 1].map((caution) =>
  row(paced(caution).name, "20", measure(steady(20), paced(caution), seeds), ""),
);
const sinceJump = (seconds: number) => seconds % JUMP_EVERY_SECONDS;
const afterFilling = (seconds: number) => seconds >= 600;
const changing = [
  row(
    "threshold",
    "5 ↔ 50, 2 min after a jump and later",
    measure(jumping, threshold, seeds, (at) => afterFilling(at) && sinceJump(at) >= 120),
    "",
  ),
  row(
    usual.name,
    "5 ↔ 50, 2 min after a jump and later",
    measure(jumping, usual, seeds, (at) => afterFilling(at) && sinceJump(at) >= 120),
    TARGET,
  ),
  row(
    usual.name,
    "5 ↔ 50, the first 2 min after a jump",
    measure(jumping, usual, seeds, (at) => afterFilling(at) && sinceJump(at) < 120),
    "",
  ),
  row(usual.name, "20, people unlike the first belief", measure(others, usual, seeds), ""),
];
const estimates = [threshold, usual].flatMap((policy) =>
  [5, 20, 100].map((rate) => [
    policy.name,
    String(rate),
    `${figure(measure(steady(rate), policy, seeds).estimatesRight * 100)} %`,
    "80 %",
  ]),
);

publish(
  "Pacing",
  [
    `30 slots, 6 h, ${seeds.length} seeds, the first 10 min left out; the policies are the product's own code. ${describeMachine()}.`,
    markdownTable(header, steadyRows),
    `The slider, at 20 per second:\n\n${markdownTable(header, frontier)}`,
    `Changing rates and other people:\n\n${markdownTable(header, changing)}`,
    `Estimated wait, of those who wait:\n\n${markdownTable(["policy", "visitors per s", "first estimate within ± 30 %", "target"], estimates)}`,
  ].join("\n\n"),
  values.write,
);
