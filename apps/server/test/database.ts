/**
 * Fresh, migrated databases for tests, of every kind that can run here. Making one from a template takes a
 * fraction of a second; the templates are made once for each state of the migrations.
 */
import { createHash, randomBytes } from "node:crypto";
import { constants, cpSync } from "node:fs";
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { pino } from "pino";
import serverPackage from "../package.json" with { type: "json" };
import {
  type Database,
  DirectoryLockedError,
  lockDirectory,
  migrateToLatest,
  openDatabase,
} from "../src/platform/database/index.ts";
import { startJobs } from "../src/platform/jobs/index.ts";

export type DatabaseKind = Database["kind"];

export interface TestDatabase extends Database {
  /** What `openDatabase` was given: a second node opens the same data with it. */
  readonly location: { dataDir: string; databaseUrl?: string };
}

const CACHE = fileURLToPath(new URL("../../../node_modules/.cache/beckon/databases/", import.meta.url));
const SOURCES = fileURLToPath(new URL("../src/platform/database/", import.meta.url));
const LOCAL_SERVER = "postgres://postgres@127.0.0.1:5432/postgres";
/** Any number; it keeps test runs on one server from making or using the template at the same time. */
const TEMPLATE_LOCK = 7_203_551;
const TEMPLATE_KEPT_MS = 60 * 60 * 1_000;

const silent = pino({ level: "silent" });

/** The kinds that can run here, and why the others cannot. */
export async function availableDatabaseKinds(): Promise<{ kinds: DatabaseKind[]; missing: string[] }> {
  const server = serverUrl();
  const client = new pg.Client({ connectionString: server, connectionTimeoutMillis: 1_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const version = await client.query<{ number: number; creates: boolean }>(
      "select current_setting('server_version_num')::int as number, rolcreatedb or rolsuper as creates " +
        "from pg_roles where rolname = current_user",
    );
    const { number = 0, creates = false } = version.rows[0] ?? {};
    if (number < 150_000) return embeddedOnly(`the server is version ${Math.floor(number / 10_000)}, 15 is needed`);
    if (!creates) return embeddedOnly("its user may not create databases");
    return { kinds: ["embedded", "postgresql"], missing: [] };
  } catch (error) {
    return embeddedOnly(error instanceof Error ? error.message || error.name : String(error));
  } finally {
    await client.end().catch(() => {});
  }
}

/** A migrated, empty database of its own; `close` also removes it. */
export function openTestDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  return kind === "embedded" ? openEmbeddedTestDatabase() : openPostgresqlTestDatabase();
}

function embeddedOnly(reason: string): { kinds: DatabaseKind[]; missing: string[] } {
  const { host } = new URL(serverUrl());
  return { kinds: ["embedded"], missing: [`postgresql: not on ${host} (set DATABASE_URL): ${reason}`] };
}

function serverUrl(): string {
  return process.env.DATABASE_URL ?? LOCAL_SERVER;
}

/** A data directory with a migrated, empty database that nobody has opened. */
export async function copyEmbeddedTemplate(): Promise<{ dataDir: string; remove(): Promise<void> }> {
  const template = await embeddedTemplate();
  const dataDir = await mkdtemp(join(tmpdir(), "beckon-test-"));
  copyDirectory(template, join(dataDir, "database"));
  return { dataDir, remove: () => rm(dataDir, { recursive: true, force: true }) };
}

async function openEmbeddedTestDatabase(): Promise<TestDatabase> {
  const { dataDir, remove } = await copyEmbeddedTemplate();
  const location = { dataDir };
  const database = await openDatabase({ ...location, logger: silent });
  return {
    ...database,
    location,
    async close() {
      await database.close();
      await remove();
    },
  };
}

async function openPostgresqlTestDatabase(): Promise<TestDatabase> {
  const name = `beckon_test_${process.pid}_${randomBytes(4).toString("hex")}`;
  const template = `beckon_template_${await stampOf(["migrations"])}`;
  await administer(async (client) => {
    await client.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK]);
    const existing = await client.query("select from pg_database where datname = $1", [template]);
    if (existing.rowCount === 0) await makeTemplate(client, template);
    await client.query(`create database ${name} template ${template}`);
  });
  // Its own folder: files of other tests, or of this machine, are none of its data.
  const dataDir = await mkdtemp(join(tmpdir(), "beckon-test-"));
  const location = { dataDir, databaseUrl: urlOf(name) };
  const database = await openDatabase({ ...location, logger: silent });
  return {
    ...database,
    location,
    async close() {
      await database.close();
      await administer((client) => client.query(`drop database if exists ${name} with (force)`));
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(client: pg.Client, template: string): Promise<void> {
  const unfinished = `${template}_unfinished`;
  await client.query(`drop database if exists ${unfinished} with (force)`);
  await client.query(`create database ${unfinished} template template0`);
  await migrateAndClose(await openDatabase({ dataDir: tmpdir(), databaseUrl: urlOf(unfinished), logger: silent }));
  await client.query(`alter database ${unfinished} rename to ${template}`);
  const outdated = await client.query<{ name: string }>(
    "select datname as name from pg_database where datname ~ '^beckon_template_[0-9a-f]{16}$' and datname <> $1",
    [template],
  );
  for (const { name } of outdated.rows) await client.query(`drop database if exists ${name}`);
}

async function administer(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl(), connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

/** The directory of a migrated database: a fresh one, made once for each engine, migrated for each migration. */
async function embeddedTemplate(): Promise<string> {
  const fresh = join(CACHE, `database-fresh-${await stampOf(["embedded"])}`);
  const migrated = join(CACHE, `database-migrated-${await stampOf(["embedded", "migrations"])}`);
  if (await exists(migrated)) return migrated;
  await inTurn(async () => {
    if (await exists(migrated)) return;
    const dataDir = join(CACHE, "database-unfinished");
    const database = join(dataDir, "database");
    await rm(dataDir, { recursive: true, force: true });
    await mkdir(dataDir, { recursive: true });
    if (await exists(fresh)) {
      copyDirectory(fresh, database);
    } else {
      await (await openDatabase({ dataDir, logger: silent })).close();
      const unfinished = join(dataDir, "fresh");
      copyDirectory(database, unfinished);
      await rename(unfinished, fresh);
    }
    await migrateAndClose(await openDatabase({ dataDir, logger: silent }));
    await rename(database, migrated);
    await rm(dataDir, { recursive: true, force: true });
    await removeOutdatedTemplates();
  });
  return migrated;
}

/** Templates of earlier migrations; young ones stay, because another test run may be copying them. */
async function removeOutdatedTemplates(): Promise<void> {
  for (const name of await readdir(CACHE)) {
    if (!name.startsWith("database-")) continue;
    const { mtimeMs } = await stat(join(CACHE, name));
    if (Date.now() - mtimeMs > TEMPLATE_KEPT_MS && !(await isCurrent(name))) {
      await rm(join(CACHE, name), { recursive: true, force: true });
    }
  }
}

async function isCurrent(template: string): Promise<boolean> {
  return template.endsWith(await stampOf(["embedded"])) || template.endsWith(await stampOf(["embedded", "migrations"]));
}

async function migrateAndClose(database: Database): Promise<void> {
  try {
    await migrateToLatest(database);
    // The jobs' own tables, which their library makes, would cost each test a second.
    await (await startJobs({ database, logger: silent })).stop();
  } finally {
    await database.close();
  }
}

/** Lets one process at a time make a template; the others wait until it is done. */
async function inTurn(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      const lock = await lockDirectory(CACHE);
      try {
        return await work();
      } finally {
        lock.release();
      }
    } catch (error) {
      if (!(error instanceof DirectoryLockedError)) throw error;
      await delay(100);
    }
  }
}

/** A name for the state of these folders, the engine and the jobs' tables, whose versions are pinned exactly. */
async function stampOf(folders: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  hash.update(serverPackage.dependencies["@electric-sql/pglite"]);
  if (folders.includes("migrations")) hash.update(serverPackage.dependencies["pg-boss"]);
  for (const folder of folders) {
    for (const name of (await readdir(join(SOURCES, folder))).sort()) {
      hash.update(name).update(await readFile(join(SOURCES, folder, name)));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

// Synchronous because that is fifteen times as fast for a thousand small files.
function copyDirectory(from: string, to: string): void {
  cpSync(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
