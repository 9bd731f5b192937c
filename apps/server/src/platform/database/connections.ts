import type pg from "pg";
import { classifyDatabaseError, DatabaseUnavailableError, toDatabaseError } from "./errors.ts";
import type { StateKeeper } from "./state.ts";

/** `name` makes it a prepared statement: parsed once per connection, so one name must always mean one text. */
export interface Statement {
  name?: string;
  text: string;
  values?: unknown[];
}

/**
 * One connection, taken out of the pool. Whoever took it gives it back in a `finally`. A connection that is given
 * back in the middle of a transaction is thrown away rather than reused, which rolls that transaction back.
 */
export interface Connection {
  /** Statements that do not wait for each other's answers go to the database together, and are executed in this order. */
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(statement: Statement): Promise<pg.QueryResult<Row>>;
  release(): void;
}

/**
 * The way to the database for hot, prepared statements. Errors of the connection and of full disks arrive as
 * DatabaseUnavailableError, at once when the database is known to be gone; all others are the driver's.
 */
export interface Connections {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(statement: Statement): Promise<pg.QueryResult<Row>>;
  /** A connection of one's own, for a transaction. Never ask for another one while holding it: see `Database`. */
  connect(): Promise<Connection>;
}

export interface PoolAccess {
  acquire(): Promise<Lease>;
}

/** A connection with its driver client, for the query builder's adapter and for Connections. */
export interface Lease {
  client: pg.PoolClient;
  /** Runs a statement, telling the state keeper when it failed for lack of a database. */
  run<Row extends pg.QueryResultRow>(statement: Statement): Promise<pg.QueryResult<Row>>;
  release(destroy?: boolean): void;
}

export interface PoolAccessOptions {
  pool(): pg.Pool;
  state: StateKeeper;
  /** Hears of each failure that may mean that the database is gone. */
  onSuspicion(error: unknown): void;
}

/** Guards a driver's pool: refuses while the database is known to be gone, and sorts what fails. */
export function createPoolAccess({ pool, state, onSuspicion }: PoolAccessOptions): PoolAccess {
  function note(error: unknown): unknown {
    const kind = classifyDatabaseError(error);
    if (kind === "unavailable") onSuspicion(error);
    const typed = toDatabaseError(error);
    if (kind === "full" && typed instanceof Error) state.becomeFull(typed.message);
    return typed;
  }

  return {
    async acquire() {
      refuseWhenGone(state);
      const client = await pool()
        .connect()
        .catch((error: unknown) => {
          throw note(error);
        });
      let broken = false;
      // A client that breaks while it is held says so by this event too, which would otherwise end the process.
      const onError = () => {
        broken = true;
      };
      client.on("error", onError);
      return {
        client,
        async run<Row extends pg.QueryResultRow>(statement: Statement) {
          try {
            return await client.query<Row>(statement);
          } catch (error) {
            if (classifyDatabaseError(error) === "unavailable") broken = true;
            throw note(error);
          }
        },
        release(destroy = false) {
          client.off("error", onError);
          client.release(destroy || broken || client.getTransactionStatus() !== "I");
        },
      };
    },
  };
}

/** The statements' side of a guarded pool. */
export function createConnections(access: PoolAccess): Connections {
  return {
    async query<Row extends pg.QueryResultRow>(statement: Statement) {
      const lease = await access.acquire();
      try {
        return await lease.run<Row>(statement);
      } finally {
        lease.release();
      }
    },
    async connect() {
      const lease = await access.acquire();
      return { query: (statement) => lease.run(statement), release: () => lease.release() };
    },
  };
}

function refuseWhenGone(state: StateKeeper): void {
  const current = state.current();
  if (current.kind === "unavailable") throw new DatabaseUnavailableError("database_unavailable", current.reason);
  if (current.kind === "closed") throw new DatabaseUnavailableError("database_unavailable", "the database is closed");
}
