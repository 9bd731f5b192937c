import { parseArgs } from "node:util";
import { describePostgresql } from "../delivery/scratch-database.ts";
import { readPositive } from "../measuring/arguments.ts";
import { describeMachine, figure, markdownTable, publish } from "../measuring/results.ts";
import { median } from "../measuring/statistics.ts";
import { type Measurement, measureSystem, type Plan } from "./measure.ts";
import { SYSTEMS } from "./systems.ts";

// How soon what a visitor writes rings at an agent's desk, beside a server that hands it to the next one in turn.
//   --visitors N     connected (5000)
//   --agents N       at their desks, all of whom hear of every task (500)
//   --rate N         messages a second (200)
//   --beginning N    per cent of them begin a conversation, which is what rings (10)
//   --seconds N      of the load, after a warm-up of a third (15)
//   --rounds N       of which the table shows the medians (3)
//   --write          adds the table to bench/RESULTS.md

const { values } = parseArgs({
  options: {
    visitors: { type: "string", default: "5000" },
    agents: { type: "string", default: "500" },
    rate: { type: "string", default: "200" },
    beginning: { type: "string", default: "10" },
    seconds: { type: "string", default: "15" },
    rounds: { type: "string", default: "3" },
    write: { type: "boolean", default: false },
  },
});
const measuredMs = readPositive("seconds", values.seconds) * 1_000;
const plan: Plan = {
  visitors: readPositive("visitors", values.visitors),
  agents: readPositive("agents", values.agents),
  perSecond: readPositive("rate", values.rate),
  beginningShare: readPositive("beginning", values.beginning) / 100,
  warmUpMs: measuredMs / 3,
  measuredMs,
};
const roundCount = readPositive("rounds", values.rounds);

const postgresql = await describePostgresql().catch((error: unknown) => {
  console.error(`This measurement needs PostgreSQL (DATABASE_URL): ${error instanceof Error ? error.message : error}`);
  process.exit(1);
});

const measured = SYSTEMS.map((system) => ({ system, rounds: [] as Measurement[] }));
for (let round = 1; round <= roundCount; round += 1) {
  for (const { system, rounds } of measured) {
    const run = await measureSystem(system, plan);
    rounds.push(run);
    console.error(`round ${round}, ${system.name}: rings p99 ${figure(run.rangMs.p99)} ms`);
  }
}

const rows = measured.map(({ system, rounds }) => {
  const of = (read: (run: Measurement) => number) => figure(median(rounds.map(read)));
  return [
    system.name,
    of((run) => run.conversations),
    `${of((run) => run.rangMs.p50)} / ${of((run) => run.rangMs.p99)}`,
    of((run) => run.rangMs.max),
    `${of((run) => run.acknowledgedMs.p50)} / ${of((run) => run.acknowledgedMs.p99)}`,
    `${of((run) => run.serverCores)} / ${of((run) => run.generatorCores)}`,
    of((run) => run.latenessMs.p99),
  ];
});
const header = [
  `${values.rate} msg/s, ${values.beginning} % of them begin a conversation`,
  "conversations",
  "rings after ms p50 / p99",
  "max",
  "acknowledged ms p50 / p99",
  "cores: server / generator",
  "generator late ms p99",
];
const conditions = [
  `${values.visitors} visitors and ${values.agents} agents connected, rounds: ${roundCount} of ${values.seconds} s, medians. Each conversation rang at one agent.`,
  `${describeMachine()}. ${postgresql}.`,
].join("\n");
publish("Routing", `${conditions}\n\n${markdownTable(header, rows)}`, values.write);
