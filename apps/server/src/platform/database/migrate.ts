import { sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type { Database } from "./database.ts";
import { migrations as ownMigrations } from "./migrations/index.ts";

/** The database was migrated by a newer Beckon; this one must not touch it. */
export class DatabaseNewerError extends Error {
  override readonly name = "DatabaseNewerError";
  readonly unknownMigrations: readonly string[];

  constructor(unknownMigrations: readonly string[]) {
    super(
      `the database belongs to a newer version of Beckon (it has ${unknownMigrations.join(", ")}, which this version ` +
        "does not know): start that version, or restore a backup made before the upgrade",
    );
    this.unknownMigrations = unknownMigrations;
  }
}

/**
 * Applies what is missing, all of it or nothing, and returns the names of what it applied. Several nodes may start
 * at once: an advisory lock lets one work while the others wait and then find nothing to do. Rejects with
 * DatabaseNewerError, or with the error of the migration that failed.
 */
export async function migrateToLatest(
  database: Database,
  migrations: Record<string, Migration> = ownMigrations,
): Promise<string[]> {
  return database.withoutDeadlines(async (kysely) => {
    await refuseNewer(database, migrations);
    const migrator = new Migrator({ db: kysely, provider: { getMigrations: async () => migrations } });
    const { error, results } = await migrator.migrateToLatest();
    if (error !== undefined) {
      // Another node of a newer version may have come first while this one waited for the lock.
      await refuseNewer(database, migrations);
      throw error;
    }
    return (results ?? []).filter((result) => result.status === "Success").map((result) => result.migrationName);
  });
}

async function refuseNewer(database: Database, migrations: Record<string, Migration>): Promise<void> {
  const table = await sql<{ exists: boolean }>`select to_regclass('kysely_migration') is not null as exists`.execute(
    database.kysely,
  );
  if (table.rows[0]?.exists !== true) return;
  const applied = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(database.kysely);
  const unknown = applied.rows.map((row) => row.name).filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length > 0) throw new DatabaseNewerError(unknown);
}
