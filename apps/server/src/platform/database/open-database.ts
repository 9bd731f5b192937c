import type { Logger } from "pino";
import type { Database } from "./database.ts";
import { openEmbedded } from "./embedded-store.ts";
import { openPostgresql } from "./postgresql-store.ts";

export interface OpenDatabaseOptions {
  /** Where the embedded database lives; not touched with a `databaseUrl`. */
  dataDir: string;
  /** `postgres://…`; the embedded database without it. */
  databaseUrl?: string | undefined;
  logger: Logger;
}

/**
 * Opens the database, as it is: `migrateToLatest` brings its tables up to date. Rejects with
 * DatabaseUnavailableError when PostgreSQL cannot be reached, with DirectoryLockedError when another process has
 * the data directory.
 */
export function openDatabase({ dataDir, databaseUrl, logger }: OpenDatabaseOptions): Promise<Database> {
  return databaseUrl === undefined ? openEmbedded(dataDir, logger) : openPostgresql(databaseUrl, logger);
}
