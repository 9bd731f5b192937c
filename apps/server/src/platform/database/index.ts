export type { Connection, Connections, Statement } from "./connections.ts";
export { assertWritable, type Database } from "./database.ts";
export { DirectoryLockedError, lockDirectory } from "./directory-lock.ts";
export { classifyDatabaseError, DatabaseUnavailableError } from "./errors.ts";
export { DatabaseNewerError, migrateToLatest } from "./migrate.ts";
export { type OpenDatabaseOptions, openDatabase } from "./open-database.ts";
export type { Schema } from "./schema.ts";
export type { DatabaseState } from "./state.ts";
export { type Executor, inTransaction } from "./transaction.ts";
