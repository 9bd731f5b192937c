import type { Kysely } from "kysely";
import type { Connections } from "./connections.ts";
import { DatabaseUnavailableError } from "./errors.ts";
import type { Schema } from "./schema.ts";
import type { DatabaseState } from "./state.ts";

/**
 * The database, PostgreSQL or embedded, behind one driver and one dialect.
 *
 * The embedded one has a single connection: statements and transactions wait for each other. Whoever is inside a
 * transaction therefore uses nothing but that transaction's executor. Asking `kysely`, `query` or `connect` for a
 * second connection from there waits for itself until it fails (after 30 s), on PostgreSQL too when all others do
 * the same.
 */
export interface Database extends Connections {
  readonly kind: "embedded" | "postgresql";
  readonly kysely: Kysely<Schema>;
  state(): DatabaseState;
  /** Runs long work (migrations, backups) on connections without the usual deadlines for statements. */
  withoutDeadlines<Result>(work: (kysely: Kysely<Schema>) => Promise<Result>): Promise<Result>;
  /** Waits for what runs, closes every connection and gives the directory back. Idempotent. */
  close(): Promise<void>;
}

/** What every writer asks before it begins: throws DatabaseUnavailableError unless writes can be taken now. */
export function assertWritable(database: Pick<Database, "state">): void {
  const state = database.state();
  switch (state.kind) {
    case "ready":
      return;
    case "full":
      throw new DatabaseUnavailableError("database_full", state.reason);
    case "unavailable":
      throw new DatabaseUnavailableError("database_unavailable", state.reason);
    case "closed":
      throw new DatabaseUnavailableError("database_unavailable", "the database is closed");
  }
}
