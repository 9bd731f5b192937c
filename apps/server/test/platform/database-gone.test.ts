import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Database, DatabaseUnavailableError, openDatabase } from "../../src/platform/database/index.ts";
import { availableDatabaseKinds, openTestDatabase, type TestDatabase } from "../database.ts";
import { startTcpProxy, type TcpProxy } from "../tcp-proxy.ts";

const { kinds } = await availableDatabaseKinds();
const logger = pino({ level: "silent" });

describe("a PostgreSQL server that is not there", () => {
  it("is an error that says so when the database is opened", async () => {
    const proxy = await startTcpProxy({ host: "127.0.0.1", port: 9 });
    await proxy.close();
    const databaseUrl = `postgres://postgres@127.0.0.1:${proxy.port}/postgres`;
    const failure = openDatabase({ dataDir: "unused", databaseUrl, logger });
    await expect(failure).rejects.toBeInstanceOf(DatabaseUnavailableError);
    await expect(failure).rejects.toThrow("ECONNREFUSED");
  });
});

describe.each(kinds.filter((kind) => kind === "postgresql"))(
  "a %s server that goes away",
  { timeout: 30_000 },
  (kind) => {
    let template: TestDatabase;
    let proxy: TcpProxy;
    let database: Database;

    beforeAll(async () => {
      template = await openTestDatabase(kind);
    }, 180_000);

    afterAll(() => template.close());

    beforeEach(async () => {
      const url = new URL(template.location.databaseUrl ?? "");
      proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port || 5432) });
      url.hostname = "127.0.0.1";
      url.port = String(proxy.port);
      database = await openDatabase({ dataDir: "unused", databaseUrl: url.href, logger });
    });

    afterEach(async () => {
      await database.close();
      await proxy.close();
    });

    const ask = () => database.query<{ n: number }>({ name: "one", text: "select 1 as n" });

    async function becomes(state: "ready" | "unavailable"): Promise<void> {
      await vi.waitFor(() => expect(database.state().kind).toBe(state), { timeout: 10_000, interval: 20 });
    }

    async function comesBack(): Promise<void> {
      await becomes("ready");
      expect((await ask()).rows).toEqual([{ n: 1 }]);
    }

    it("is noticed without traffic, refuses at once with a typed error, and recovers by itself", async () => {
      await ask();
      await proxy.cut();
      await becomes("unavailable");
      await expect(ask()).rejects.toMatchObject({ code: "database_unavailable", retry: true });
      expect(database.state()).toMatchObject({ kind: "unavailable", reason: expect.stringContaining("ECONNREFUSED") });
      await proxy.mend();
      await comesBack();
    });

    it("ends what is under way, transactions too, with the typed error", async () => {
      const connection = await database.connect();
      await connection.query({ text: "begin" });
      const slow = expect(database.query({ text: "select pg_sleep(20)" })).rejects.toBeInstanceOf(
        DatabaseUnavailableError,
      );
      await proxy.cut();
      await slow;
      await expect(connection.query({ text: "commit" })).rejects.toBeInstanceOf(DatabaseUnavailableError);
      connection.release();
      await proxy.mend();
      await comesBack();
    });

    it("is noticed when the network only falls silent: nobody waits for ever", async () => {
      await ask();
      const connection = await database.connect();
      proxy.stall();
      const answers = [ask(), ask(), connection.query({ text: "select 1" })];
      const outcomes = await Promise.allSettled(answers);
      expect(outcomes.map((outcome) => outcome.status)).toEqual(["rejected", "rejected", "rejected"]);
      expect(database.state().kind).toBe("unavailable");
      connection.release();
      await proxy.mend();
      await comesBack();
    });

    it("is not what one ended connection means", async () => {
      const connection = await database.connect();
      const { rows } = await connection.query<{ pid: number }>({ text: "select pg_backend_pid() as pid" });
      await template.query({ text: "select pg_terminate_backend($1)", values: [rows[0]?.pid] });
      await expect(connection.query({ text: "select 1" })).rejects.toBeInstanceOf(DatabaseUnavailableError);
      connection.release();
      await comesBack();
    });
  },
);
