import { parseArgs } from "node:util";
import { readPositive } from "../measuring/arguments.ts";
import { describeMachine, publish } from "../measuring/results.ts";
import type { Load } from "./load.ts";
import { type Measurement, measureSystem } from "./measure.ts";
import { describeMeasurements, titleOf } from "./report.ts";
import { describePostgresql } from "./scratch-database.ts";
import { createSystems } from "./systems.ts";

// How many messages the server takes, and how soon they arrive, beside servers that do nothing else.
//   --seconds N      of each load, after a warm-up of a third (10)
//   --connections N  visitors, each with a thread; one agent watches twenty (500)
//   --rounds N       of which the table shows the medians (3)
//   --only NAME      one system alone, such as Beckon
//   --profile FOLDER gets CPU profiles of the server, which slows it
//   --write          adds the table to bench/RESULTS.md

const LOADS: readonly Load[] = [
  { kind: "closed", inFlight: 256 },
  { kind: "closed", inFlight: 1_024 },
  { kind: "open", perSecond: 1_000 },
  { kind: "open", perSecond: 5_000 },
];

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "10" },
    connections: { type: "string", default: "500" },
    rounds: { type: "string", default: "3" },
    only: { type: "string" },
    profile: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
const measuredMs = readPositive("seconds", values.seconds) * 1_000;
const roundCount = readPositive("rounds", values.rounds);
const connections = readPositive("connections", values.connections);
const plan = { loads: LOADS, connections, warmUpMs: measuredMs / 3, measuredMs };

const postgresql = await describePostgresql().catch((error: unknown) => {
  console.error(`This measurement needs PostgreSQL (DATABASE_URL): ${error instanceof Error ? error.message : error}`);
  process.exit(1);
});

const measured = createSystems(values.profile)
  .filter(({ name }) => values.only === undefined || name === values.only)
  .map((system) => ({ system, name: system.name, rounds: [] as Measurement[][] }));
if (measured.length === 0) {
  console.error(
    `--only is "${values.only}"; there are: ${createSystems(undefined)
      .map(({ name }) => name)
      .join("; ")}.`,
  );
  process.exit(1);
}
for (let round = 1; round <= roundCount; round += 1) {
  for (const { system, name, rounds } of measured) {
    const run = await measureSystem(system, plan);
    rounds.push(run);
    for (const [index, { messagesPerSecond, deliveredMs }] of run.entries()) {
      const load = LOADS[index];
      if (load === undefined) continue;
      const figures = `${Math.round(messagesPerSecond)} msg/s, p99 ${deliveredMs.p99.toFixed(1)} ms`;
      console.error(`round ${round}, ${name}, ${titleOf(load)}: ${figures}`);
    }
  }
}

const conditions = [
  `${connections} visitors with a thread each, rounds: ${roundCount} of ${values.seconds} s, medians. Lost 0, doubled 0, gaps 0.`,
  `${describeMachine()}. ${postgresql}.`,
].join("\n");
publish("Delivery", `${conditions}\n\n${describeMeasurements(LOADS, measured)}`, values.write);
