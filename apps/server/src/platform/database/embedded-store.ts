/**
 * The embedded database: PostgreSQL as WebAssembly in a thread of this process, in `<data directory>/database`.
 *
 * What is acknowledged survives the death of the process, however sudden, because it was handed to the operating
 * system before. It does not promise to survive the loss of power: nothing is forced to the disk (no fsync).
 */
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import type { Logger } from "pino";
import { createConnections, createPoolAccess } from "./connections.ts";
import type { Database } from "./database.ts";
import { lockDirectory } from "./directory-lock.ts";
import { EngineStream } from "./embedded/engine-stream.ts";
import { watchFreeSpace } from "./embedded/free-space.ts";
import { initialiseWhenAbsent } from "./embedded/initialisation.ts";
import { superviseEngine } from "./embedded/supervision.ts";
import { createQueryBuilder } from "./query-builder.ts";
import { createStateKeeper } from "./state.ts";
import { valueTypes } from "./value-types.ts";

/** How long one statement may take. The engine knows no deadlines of its own, and everybody waits for it. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** How long anyone waits for the only connection. */
const CONNECTION_TIMEOUT_MS = 30_000;

/** Opens the embedded database, making it on the first start. Throws DirectoryLockedError when it is in use. */
export async function openEmbedded(dataDir: string, logger: Logger): Promise<Database> {
  const lock = await lockDirectory(dataDir);
  try {
    return await openLocked(dataDir, logger, () => lock.release());
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function openLocked(dataDir: string, logger: Logger, unlock: () => void): Promise<Database> {
  const directory = join(dataDir, "database");
  if (await initialiseWhenAbsent(dataDir, directory)) logger.info({ directory }, "made the embedded database");

  const state = createStateKeeper(logger);
  let longWorks = 0;
  const engine = await superviseEngine({
    directory,
    state,
    answerDeadlineMs: () => (longWorks > 0 ? Number.POSITIVE_INFINITY : STATEMENT_TIMEOUT_MS),
  });
  const freeSpace = watchFreeSpace({ state, freeBytes: () => readFreeBytes(dataDir) });

  const pool = new pg.Pool({
    // Every value that the driver would otherwise take from PG… variables of the environment.
    user: "postgres",
    database: "postgres",
    host: "embedded",
    port: 5432,
    password: "",
    ssl: false,
    options: "",
    stream: () => new EngineStream(engine.current()),
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    types: valueTypes,
    pipeline: true,
  });
  pool.on("error", (error) => logger.debug({ reason: error.message }, "the embedded database's connection broke"));

  // The supervisor knows by itself when the engine is gone.
  const access = createPoolAccess({ pool: () => pool, state, onSuspicion: () => {} });
  const kysely = createQueryBuilder(access);

  async function close(): Promise<void> {
    freeSpace.stop();
    await pool.end();
    await engine.close();
    state.close();
    unlock();
  }

  let closed: Promise<void> | undefined;
  return {
    kind: "embedded",
    kysely,
    ...createConnections(access),
    state: state.current,
    async withoutDeadlines(work) {
      longWorks += 1;
      try {
        return await work(kysely);
      } finally {
        longWorks -= 1;
      }
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}

async function readFreeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}
