import { figure, markdownTable } from "../measuring/results.ts";
import { median } from "../measuring/statistics.ts";
import type { Load } from "./load.ts";
import type { Measurement } from "./measure.ts";

/** The measurements of one system: per load, one from each round. */
export interface SystemRounds {
  name: string;
  rounds: readonly (readonly Measurement[])[];
}

/** Per load a table of all systems, medians over the rounds; then what the first is to the others. */
export function describeMeasurements(loads: readonly Load[], systems: readonly SystemRounds[]): string {
  return loads.map((load, index) => describeLoad(load, index, systems)).join("\n\n");
}

function describeLoad(load: Load, index: number, systems: readonly SystemRounds[]): string {
  const rows = systems.map(({ name, rounds }) => {
    const runs = rounds.map((round) => round[index]).filter((run) => run !== undefined);
    return { name, of: (read: (run: Measurement) => number) => median(runs.map(read)) };
  });
  const cells = rows.map(({ name, of }) => [
    name,
    figure(of((run) => run.messagesPerSecond)),
    figure(of((run) => run.messagesPerBusyCore)),
    `${figure(of((run) => run.acknowledgedMs.p50))} / ${figure(of((run) => run.acknowledgedMs.p99))}`,
    `${figure(of((run) => run.deliveredMs.p50))} / ${figure(of((run) => run.deliveredMs.p99))}`,
    figure(of((run) => run.deliveredMs.max)),
    [
      of((run) => run.serverCores),
      of((run) => run.databaseCores),
      of((run) => run.generatorCores),
      of((run) => run.otherCores),
    ]
      .map(figure)
      .join(" / "),
    figure(of((run) => run.catchUpMs)),
    ...(load.kind === "open" ? [figure(of((run) => run.latenessMs.p99))] : []),
  ]);
  const [ours, ...baselines] = rows;
  const ratios = baselines.map(({ name, of }) => {
    const rate = (ours?.of((run) => run.messagesPerBusyCore) ?? Number.NaN) / of((run) => run.messagesPerBusyCore);
    const wait = (ours?.of((run) => run.deliveredMs.p99) ?? Number.NaN) / of((run) => run.deliveredMs.p99);
    return `against ${name}: ${figure(rate)} × the messages per busy core, ${figure(wait)} × the p99`;
  });
  const header = [
    titleOf(load),
    "msg/s",
    "msg/s per busy core",
    "acknowledged ms p50 / p99",
    "delivered ms p50 / p99",
    "max",
    "cores: server / database / generator / others",
    "catch-up ms",
    ...(load.kind === "open" ? ["generator late ms p99"] : []),
  ];
  return [markdownTable(header, cells), "", ratios.length === 0 ? "" : `${ours?.name} ${ratios.join("; ")}.`].join(
    "\n",
  );
}

export function titleOf(load: Load): string {
  return load.kind === "closed"
    ? `closed loop, ${load.inFlight} under way`
    : `open loop, ${figure(load.perSecond)} msg/s`;
}
