import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EngineStream } from "../../src/platform/database/embedded/engine-stream.ts";
import { watchFreeSpace } from "../../src/platform/database/embedded/free-space.ts";
import { superviseEngine } from "../../src/platform/database/embedded/supervision.ts";
import { openDatabase } from "../../src/platform/database/index.ts";
import { createStateKeeper } from "../../src/platform/database/state.ts";
import { copyEmbeddedTemplate, openTestDatabase, type TestDatabase } from "../database.ts";

const logger = pino({ level: "silent" });

describe("the embedded database", { timeout: 60_000 }, () => {
  const cleanups: (() => Promise<unknown>)[] = [];

  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  async function open(): Promise<TestDatabase> {
    const database = await openTestDatabase("embedded");
    cleanups.push(() => database.close());
    return database;
  }

  async function copyTemplate(): Promise<string> {
    const { dataDir, remove } = await copyEmbeddedTemplate();
    cleanups.push(remove);
    return dataDir;
  }

  it("refuses a second opener of its directory, naming the holder, and goes on undisturbed", async () => {
    const database = await open();
    await expect(openDatabase({ ...database.location, logger })).rejects.toThrow(`the process ${process.pid}`);
    expect((await database.query({ text: "select 1 as n" })).rows).toEqual([{ n: 1 }]);
  });

  it("keeps every acknowledged row when its process is killed, round after round", async () => {
    const dataDir = await copyTemplate();
    const program = fileURLToPath(new URL("./programs/write-rows.ts", import.meta.url));
    const acknowledged: number[] = [];
    for (const rowsUntilTheKill of [1, 40, 7, 150, 23]) {
      const writer = fork(program, [dataDir], { execArgv: [] });
      const { found, added } = await collectAndKill(writer, rowsUntilTheKill);
      expect(found.slice(0, acknowledged.length)).toEqual(acknowledged);
      acknowledged.splice(0, acknowledged.length, ...found, ...added);
    }
    const database = await openDatabase({ dataDir, logger });
    cleanups.push(() => database.close());
    const { rows } = await database.query<{ id: number }>({ text: "select id from kept order by id" });
    expect(rows.map((row) => row.id).slice(0, acknowledged.length)).toEqual(acknowledged);
  });

  /** What the writer found at its start, and what was acknowledged before it was killed. */
  async function collectAndKill(writer: ChildProcess, count: number): Promise<{ found: number[]; added: number[] }> {
    let found: number[] = [];
    const added: number[] = [];
    const exited = once(writer, "exit");
    await new Promise<void>((resolve, reject) => {
      writer.on("message", (message: { kind: "found"; ids: number[] } | { kind: "acknowledged"; id: number }) => {
        if (message.kind === "found") found = message.ids;
        else added.push(message.id);
        if (added.length >= count) resolve();
      });
      exited.then(() => reject(new Error("the writer ended by itself")), reject);
    });
    writer.kill("SIGKILL");
    await exited;
    return { found, added };
  }

  it("that breaks says so at once, refuses with the typed error, and is started again until it works", async () => {
    const database = await open();
    await database.query({ text: "create table kept (id int)" });
    await database.query({ text: "insert into kept values (1)" });
    const wal = join(database.location.dataDir, "database", "pg_wal");
    await rename(wal, `${wal}.away`);

    await expect(
      database
        .query({ text: "select pg_switch_wal(), pg_switch_wal()" })
        .then(() => database.query({ text: "insert into kept select generate_series(1, 300000)" })),
    ).rejects.toMatchObject({ code: "database_unavailable", retry: true });
    expect(database.state()).toMatchObject({ kind: "unavailable", reason: expect.stringContaining("PANIC") });
    await expect(database.query({ text: "select 1" })).rejects.toMatchObject({ code: "database_unavailable" });

    await rename(`${wal}.away`, wal);
    await vi.waitFor(() => expect(database.state()).toEqual({ kind: "ready" }), { timeout: 20_000, interval: 50 });
    expect((await database.query({ text: "select id from kept" })).rows).toEqual([{ id: 1 }]);
  });

  it("ends a statement that runs too long, and serves the next one", async () => {
    const directory = join(await copyTemplate(), "database");
    const state = createStateKeeper(logger);
    // What is to be served takes as long as it takes on a busy machine.
    let answerDeadlineMs = Number.POSITIVE_INFINITY;
    const engine = await superviseEngine({ directory, state, answerDeadlineMs: () => answerDeadlineMs });
    cleanups.push(() => engine.close());
    const connect = async () => {
      const client = new pg.Client({
        user: "postgres",
        database: "postgres",
        password: "",
        ssl: false,
        stream: () => new EngineStream(engine.current()),
      });
      client.on("error", () => {});
      await client.connect();
      return client;
    };
    const client = await connect();
    answerDeadlineMs = 500;
    await expect(client.query("select count(*) from generate_series(1, 1000000000)")).rejects.toThrow("ran too long");
    answerDeadlineMs = Number.POSITIVE_INFINITY;
    expect(state.current()).toMatchObject({ kind: "unavailable", reason: expect.stringContaining("ran too long") });
    await vi.waitFor(() => expect(state.current()).toEqual({ kind: "ready" }), { timeout: 20_000, interval: 50 });
    const next = await connect();
    expect((await next.query("select 1 as n")).rows).toEqual([{ n: 1 }]);
    await next.end();
  });

  it("leaves nothing of one connection to the next", async () => {
    const database = await open();
    const connection = await database.connect();
    await connection.query({ text: "begin" });
    await connection.query({ text: "set search_path to nowhere" });
    await connection.query({ text: "create temporary table scratch (id int)" });
    connection.release();
    const { rows } = await database.query({
      text: "select current_setting('search_path') as path, to_regclass('scratch') as scratch",
    });
    expect(rows).toEqual([{ path: "public", scratch: null }]);
  });

  it("that is made anew is whole, though an earlier attempt was interrupted", async () => {
    const { dataDir, remove } = await copyEmbeddedTemplate();
    cleanups.push(remove);
    await rename(join(dataDir, "database"), join(dataDir, "database.unfinished-1"));
    const database = await openDatabase({ dataDir, logger });
    cleanups.push(() => database.close());
    const { rows } = await database.query({ text: "select to_regclass('kysely_migration') as table" });
    expect(rows).toEqual([{ table: null }]);
  });
});

describe("the disk under the embedded database", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is full before the last bytes are gone, and has room again a little later than that", async () => {
    const state = createStateKeeper(logger);
    const megabyte = 1024 * 1024;
    let free = 500 * megabyte;
    const watch = watchFreeSpace({ state, freeBytes: async () => free });
    const kindsSeen: string[] = [];
    for (const megabytes of [500, 65, 63, 70, 79, 81, 63]) {
      free = megabytes * megabyte;
      await vi.advanceTimersByTimeAsync(1_000);
      kindsSeen.push(state.current().kind);
    }
    expect(kindsSeen).toEqual(["ready", "ready", "full", "full", "full", "ready", "full"]);
    watch.stop();
  });
});
