import pg from "pg";
import type { Logger } from "pino";
import { createConnections, createPoolAccess } from "./connections.ts";
import type { Database } from "./database.ts";
import { describeError } from "./errors.ts";
import { PLANNER_PARAMETERS } from "./planner.ts";
import { watchPostgresql } from "./postgresql-watch.ts";
import { createQueryBuilder } from "./query-builder.ts";
import { createStateKeeper } from "./state.ts";
import { valueTypes } from "./value-types.ts";

/** A small server's PostgreSQL takes 100 connections; this leaves room for several nodes and for people. */
const MAX_CONNECTIONS = 16;
/** Covers both opening a connection and waiting for one that is in use. */
const CONNECTION_TIMEOUT_MS = 2_000;
/** A server that takes longer for the watch's tiny query gets a second chance on a fresh connection. */
const WATCH_TIMEOUT_MS = 1_000;
const STATEMENT_TIMEOUT_MS = 30_000;
/** Later than the server's own deadline, which has the better message: this one is for a silent network. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;

/** The options that every connection shares, whatever it is for. */
function connectionOptions(databaseUrl: string): pg.ClientConfig {
  return {
    connectionString: databaseUrl,
    application_name: "beckon",
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // Days and hours in SQL mean the same on every server, and on the embedded database.
    options: ["-c", "TimeZone=UTC", ...PLANNER_PARAMETERS].join(" "),
    types: valueTypes,
  };
}

/** Opens PostgreSQL; rejects with DatabaseUnavailableError when it cannot be reached now. */
export async function openPostgresql(databaseUrl: string, logger: Logger): Promise<Database> {
  const state = createStateKeeper(logger);
  const leased = new Set<pg.PoolClient>();
  let pool = openPool();

  function openPool(): pg.Pool {
    const opened = new pg.Pool({
      ...connectionOptions(databaseUrl),
      pipeline: true,
      max: MAX_CONNECTIONS,
      idleTimeoutMillis: 60_000,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    });
    // Without a listener, a connection that breaks while nobody uses it would end the process.
    opened.on("error", (error) => watch.look(error));
    opened.on("acquire", (client) => leased.add(client));
    opened.on("release", (_error, client) => leased.delete(client));
    opened.on("remove", (client) => leased.delete(client));
    return opened;
  }

  /** Fails everything that waits on connections which may never answer again. */
  function abandonConnections(): void {
    const abandoned = pool;
    pool = openPool();
    for (const client of leased) cut(client);
    leased.clear();
    abandoned.end().catch((error: unknown) => logger.debug({ error: describeError(error) }, "closing a pool failed"));
  }

  const watch = watchPostgresql({
    createClient: () => new pg.Client({ ...connectionOptions(databaseUrl), query_timeout: WATCH_TIMEOUT_MS }),
    state,
    onGone: abandonConnections,
  });
  const access = createPoolAccess({ pool: () => pool, state, onSuspicion: (error) => watch.look(error) });

  async function close(): Promise<void> {
    await watch.stop();
    await pool.end();
    state.close();
  }

  try {
    await watch.start();
  } catch (error) {
    await close();
    throw error;
  }

  let closed: Promise<void> | undefined;
  return {
    kind: "postgresql",
    kysely: createQueryBuilder(access),
    ...createConnections(access),
    state: state.current,
    async withoutDeadlines(work) {
      const patient = new pg.Pool({ ...connectionOptions(databaseUrl), max: 2 });
      patient.on("error", (error) => watch.look(error));
      const patientAccess = createPoolAccess({ pool: () => patient, state, onSuspicion: (error) => watch.look(error) });
      try {
        return await work(createQueryBuilder(patientAccess));
      } finally {
        await patient.end();
      }
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}

// Rejects what waits, by cutting the connection: the driver's own end would wait for the answers. Only the pool's clients
// are typed without a connection, so that nobody cuts what the pool still hands out; this pool hands out nothing any more.
function cut(client: pg.PoolClient): void {
  if (client instanceof pg.Client) client.connection.stream.destroy();
}
