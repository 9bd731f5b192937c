import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DatabaseNewerError, migrateToLatest, openDatabase } from "../../src/platform/database/index.ts";
import { migrations } from "../../src/platform/database/migrations/index.ts";
import { availableDatabaseKinds, openTestDatabase, type TestDatabase } from "../database.ts";

const { kinds } = await availableDatabaseKinds();

function migration(text: string): Migration {
  return { up: async (database: Kysely<unknown>) => void (await sql.raw(text).execute(database)) };
}

describe.each(kinds)("migrations of the %s database", { timeout: 60_000 }, (kind) => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await openTestDatabase(kind);
  }, 180_000);

  afterEach(() => database.close());

  async function tableExists(name: string): Promise<boolean> {
    const { rows } = await database.query({ text: "select to_regclass($1) is not null as exists", values: [name] });
    return rows[0]?.exists === true;
  }

  it("have nothing to do on a database that is up to date", async () => {
    expect(await migrateToLatest(database)).toEqual([]);
  });

  it("apply what is missing, in the order of their names", async () => {
    const more = {
      ...migrations,
      "9002-second": migration("alter table added add column name text"),
      "9001-first": migration("create table added (id int)"),
    };
    expect(await migrateToLatest(database, more)).toEqual(["9001-first", "9002-second"]);
    expect(await migrateToLatest(database, more)).toEqual([]);
  });

  it("that fail leave everything as it was, and work once they are mended", async () => {
    const first = migration("create table added (id int)");
    const broken = { ...migrations, "9001-first": first, "9002-broken": migration("create table added (id int)") };
    await expect(migrateToLatest(database, broken)).rejects.toMatchObject({ code: "42P07" });
    expect(await tableExists("added")).toBe(false);
    const mended = { ...migrations, "9001-first": first, "9002-broken": migration("create table also (id int)") };
    expect(await migrateToLatest(database, mended)).toEqual(["9001-first", "9002-broken"]);
  });

  it("refuse a database that a newer version has migrated, naming what they do not know", async () => {
    await migrateToLatest(database, { ...migrations, "9001-newer": migration("create table newer (id int)") });
    const refusal = migrateToLatest(database);
    await expect(refusal).rejects.toBeInstanceOf(DatabaseNewerError);
    await expect(refusal).rejects.toThrow("newer version of Beckon (it has 9001-newer");
  });

  it("run once when several nodes start together", async () => {
    const nodes = kind === "embedded" ? [database, database] : [database, await openSecondNode(database)];
    const more = { ...migrations, "9001-first": migration("create table added as select pg_sleep(0.2)::text as x") };
    const applied = await Promise.all(
      nodes.flatMap((node) => [migrateToLatest(node, more), migrateToLatest(node, more)]),
    );
    expect(applied.flat()).toEqual(["9001-first"]);
    for (const node of nodes) if (node !== database) await node.close();
  });

  async function openSecondNode(first: TestDatabase) {
    return openDatabase({ ...first.location, logger: pino({ level: "silent" }) });
  }
});
