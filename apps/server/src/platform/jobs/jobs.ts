import { type Clock as BossClock, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { classifyDatabaseError, type Database, type Executor, inTransaction } from "../database/index.ts";
import { createBossDatabase } from "./boss-database.ts";

/** One piece of work for a later time. A second one of the same name and key takes the place of the first. */
export interface JobDraft {
  name: string;
  key: string;
  at: Date;
  data: Record<string, unknown>;
}

export interface Job {
  key: string;
  data: Record<string, unknown>;
}

/**
 * Does the work within the transaction that ends the job: both happen, or neither. It uses nothing but the given
 * executor. A throw undoes its writes, and the job is tried again, ever more seldom. What it returns is called after
 * the commit, for hints, and may be skipped by a crash.
 */
export type JobHandler = (transaction: Executor, job: Job) => Promise<(() => void) | undefined>;

export interface Jobs {
  /** Once for each name, before `begin`. */
  handle(name: string, handler: JobHandler): void;
  /** From now on this node does what is due. Others may begin before it, so every node has to know every name. */
  begin(): void;
  /** Within the caller's transaction, which must commit for the job to be. */
  schedule(transaction: Executor, job: JobDraft): Promise<void>;
  /** Takes back what has not begun. Nothing to take back is no error. */
  cancel(transaction: Executor, name: string, key: string): Promise<void>;
  /** Does everything that is due now, and resolves when it is done. Failures stay for later. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

export interface JobsOptions {
  database: Database;
  logger: Logger;
  /** Tests bring one that they move. */
  clock?: BossClock;
}

const SCHEMA = "jobs";
const QUEUE = "timed";
const LOOK_EVERY_MS = 1_000;
const KEPT_WHEN_DONE_S = 60 * 60;
/** What fails is tried again for days: after seconds first, then every few minutes. What is given up stays to be seen. */
const RETRIES = { retryLimit: 1_000, retryDelay: 2, retryBackoff: true, retryDelayMax: 300 };

/** What stands in a row: the name and key that the caller gave, apart from what the handler gets. */
interface Stored {
  name: string;
  key: string;
  data: Record<string, unknown>;
}

/**
 * Work at a time, kept in the database: done once, by one node, whatever is restarted meanwhile. A node takes a due
 * job, does it and ends it in one transaction, so that one that dies in the middle leaves the job as it was, for the
 * next look of any node.
 */
export async function startJobs({ database, logger, clock }: JobsOptions): Promise<Jobs> {
  const bossDatabase = createBossDatabase(database);
  const handlers = new Map<string, JobHandler>();
  const boss = new PgBoss({
    db: bossDatabase,
    schema: SCHEMA,
    backend: database.kind === "embedded" ? "pglite" : "postgres",
    schedule: false,
    ...(clock === undefined ? {} : { clock }),
  });
  boss.on("error", (error) => {
    if (classifyDatabaseError(error) !== "unavailable") logger.error({ err: error }, "the upkeep of the jobs failed");
  });
  await boss.start();
  await boss.createQueue(QUEUE, { policy: "short", deleteAfterSeconds: KEPT_WHEN_DONE_S, ...RETRIES });
  // The queue is known from here on: looking it up within a transaction would wait for a second connection.
  await boss.findJobs(QUEUE, { key: "", queued: true });

  let stopped = false;
  let looking: Promise<void> | null = null;

  /** Does one due job. False when none is due, or when it failed and waits for its next try. */
  async function doOne(): Promise<boolean> {
    let taken: { id: string; stored: Stored } | undefined;
    let afterCommit: (() => void) | undefined;
    try {
      await inTransaction(database, async (transaction) => {
        const db = bossDatabase.within(transaction);
        const [job] = await boss.fetch<Stored>(QUEUE, { db });
        if (job === undefined) return;
        taken = { id: job.id, stored: job.data };
        afterCommit = await handlerOf(job.data.name)(transaction, job.data);
        await boss.complete(QUEUE, job.id, null, { db });
      });
    } catch (error) {
      if (taken === undefined || classifyDatabaseError(error) === "unavailable") throw error;
      logger.error(
        { err: error, job: taken.stored.name, key: taken.stored.key },
        "a job failed and will be tried again",
      );
      await boss.fail(QUEUE, taken.id, { message: String(error) });
      return true;
    }
    afterCommit?.();
    return taken !== undefined;
  }

  function handlerOf(name: string): JobHandler {
    const handler = handlers.get(name);
    if (handler === undefined) throw new Error(`nobody handles jobs of the name ${name}`);
    return handler;
  }

  async function doAll(): Promise<void> {
    try {
      while (!stopped && (await doOne()));
    } catch (error) {
      // The next look finds the same jobs.
      if (classifyDatabaseError(error) !== "unavailable") logger.error({ err: error }, "due jobs could not be taken");
    }
  }

  function look(): Promise<void> {
    const before = looking ?? Promise.resolve();
    const mine = before.then(doAll).finally(() => {
      if (looking === mine) looking = null;
    });
    looking = mine;
    return mine;
  }

  let timer: NodeJS.Timeout | undefined;

  return {
    handle(name, handler) {
      if (handlers.has(name)) throw new Error(`jobs of the name ${name} have a handler already`);
      handlers.set(name, handler);
    },
    begin() {
      timer = setInterval(() => {
        if (looking === null) void look();
      }, LOOK_EVERY_MS);
      timer.unref();
    },
    async schedule(transaction, { name, key, at, data }) {
      const stored: Stored = { name, key, data };
      await boss.upsert(QUEUE, stored, {
        singletonKey: keyOf(name, key),
        startAfter: at,
        db: bossDatabase.within(transaction),
      });
    },
    async cancel(transaction, name, key) {
      const db = bossDatabase.within(transaction);
      const waiting = await boss.findJobs(QUEUE, { key: keyOf(name, key), queued: true, db });
      if (waiting.length > 0)
        await boss.deleteJob(
          QUEUE,
          waiting.map((job) => job.id),
          { db },
        );
    },
    look,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
      await boss.stop({ graceful: false });
    },
  };
}

function keyOf(name: string, key: string): string {
  return `${name}:${key}`;
}
