import { setTimeout as delay } from "node:timers/promises";
import { readMachineBusySeconds, readProcessTimes } from "../measuring/process-cpu.ts";
import { type Distribution, describeDistribution } from "../measuring/statistics.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import { type Load, runLoad, type Span } from "./load.ts";
import { openConversations } from "./peers.ts";
import { createScratchDatabase, type ScratchDatabase } from "./scratch-database.ts";
import type { System } from "./systems.ts";

const REST_LIMIT_MS = 60_000;

export interface Measurement {
  messagesPerSecond: number;
  /** Messages per CPU second of server and database together; NaN when PostgreSQL runs elsewhere. */
  messagesPerBusyCore: number;
  /** CPU seconds per second while the load was on and until the system was at rest again. */
  serverCores: number;
  databaseCores: number;
  generatorCores: number;
  /** What other programs took of the machine at the same time: the noise. */
  otherCores: number;
  /** From the end of the load until nothing was left to do; infinite when that took too long to wait for. */
  catchUpMs: number;
  acknowledgedMs: Distribution;
  deliveredMs: Distribution;
  latenessMs: Distribution;
}

export interface Plan {
  loads: readonly Load[];
  connections: number;
  warmUpMs: number;
  measuredMs: number;
}

/**
 * Puts each load on a fresh server over a fresh database, one after the other, and compares what clients saw with what
 * is stored. Throws when a message was lost, doubled, out of order or in the wrong thread.
 */
export async function measureSystem(system: System, plan: Plan): Promise<Measurement[]> {
  const database = await createScratchDatabase();
  try {
    const server = await system.start(database);
    try {
      const ledger = createLedger();
      const conversations = await openConversations(server, plan.connections, ledger);
      const readCpu = () => readCpuSeconds(server.pid, database);
      const measurements: Measurement[] = [];
      for (const load of plan.loads) {
        await untilAtRest(system, database);
        let before = readCpu();
        const span = await runLoad(load, conversations, ledger, {
          warmUpMs: plan.warmUpMs,
          measuredMs: plan.measuredMs,
          onMeasured() {
            before = readCpu();
          },
        });
        const catchUpMs = await untilAtRest(system, database);
        measurements.push(summarise(span, ledger, before, readCpu(), catchUpMs));
      }
      await conversations.close();
      const faults = ledger.compare(await database.listMessages(), conversations.threadIds);
      if (faults.length > 0)
        throw new Error(`${system.name}: ${faults.length} faults\n${faults.slice(0, 10).join("\n")}`);
      return measurements;
    } finally {
      await server.stop();
    }
  } finally {
    await database.drop();
  }
}

interface CpuReading {
  atMs: number;
  server: number;
  database: number;
  generator: number;
  machine: number;
}

function readCpuSeconds(serverPid: number, database: ScratchDatabase): CpuReading {
  return {
    atMs: performance.now(),
    server: readProcessTimes(serverPid)?.cpuSeconds ?? Number.NaN,
    database: database.processes?.readOwn() ?? Number.NaN,
    generator: readProcessTimes(process.pid)?.cpuSeconds ?? Number.NaN,
    machine: readMachineBusySeconds(),
  };
}

function summarise(span: Span, ledger: Ledger, before: CpuReading, after: CpuReading, catchUpMs: number): Measurement {
  const acknowledged: number[] = [];
  const delivered: number[] = [];
  let doneInTime = 0;
  for (let serial = span.first; serial <= span.last; serial += 1) {
    const { dueMs, acknowledgedMs, deliveredMs } = ledger.timesOf(serial);
    acknowledged.push(acknowledgedMs - dueMs);
    delivered.push(deliveredMs - dueMs);
    if (acknowledgedMs <= span.endedMs && deliveredMs <= span.endedMs) doneInTime += 1;
  }
  const seconds = (after.atMs - before.atMs) / 1_000;
  const server = after.server - before.server;
  const database = after.database - before.database;
  const generator = after.generator - before.generator;
  const others = after.machine - before.machine - server - database - generator;
  return {
    messagesPerSecond: (doneInTime * 1_000) / (span.endedMs - span.beganMs),
    messagesPerBusyCore: (span.last - span.first + 1) / (server + database),
    serverCores: server / seconds,
    databaseCores: database / seconds,
    generatorCores: generator / seconds,
    otherCores: Math.max(0, others / seconds),
    catchUpMs,
    acknowledgedMs: describeDistribution(acknowledged),
    deliveredMs: describeDistribution(delivered),
    latenessMs: describeDistribution(span.latenessMs),
  };
}

/** Resolves to how long it took; infinite when the limit passed before. */
async function untilAtRest(system: System, database: ScratchDatabase): Promise<number> {
  const beganMs = performance.now();
  while (!(await system.isAtRest(database))) {
    if (performance.now() - beganMs > REST_LIMIT_MS) return Number.POSITIVE_INFINITY;
    await delay(20);
  }
  return performance.now() - beganMs;
}
