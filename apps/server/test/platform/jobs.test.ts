import { TestClock } from "pg-boss";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../../src/platform/database/index.ts";
import { type Jobs, startJobs } from "../../src/platform/jobs/index.ts";
import { availableDatabaseKinds, openTestDatabase, type TestDatabase } from "../database.ts";
import { silent } from "../delivery/world.ts";

const { kinds } = await availableDatabaseKinds();
const MINUTE_MS = 60_000;

describe.each(kinds)("jobs on the %s database", (kind) => {
  let database: TestDatabase;
  let clock: TestClock;
  let jobs: Jobs;

  beforeAll(async () => {
    database = await openTestDatabase(kind);
    await database.query({ text: "create table done (name text not null, key text not null, data jsonb not null)" });
    clock = new TestClock();
    jobs = await startNode();
  });
  afterAll(async () => {
    await jobs.stop();
    await database.close();
  });

  /** A node whose jobs write what they did. */
  async function startNode(): Promise<Jobs> {
    const node = await startJobs({ database, logger: silent, clock });
    for (const name of ["write", "once"]) {
      node.handle(name, async (transaction, { key, data }) => {
        await transaction.query({ text: "insert into done values ($1, $2, $3)", values: [name, key, data] });
        return undefined;
      });
    }
    return node;
  }

  const inMinutes = (minutes: number) => new Date(clock.now() + minutes * MINUTE_MS);
  const moveOn = (minutes: number) => clock.setTime(clock.now() + minutes * MINUTE_MS);

  function schedule(name: string, key: string, at: Date, data = {}): Promise<void> {
    return inTransaction(database, (transaction) => jobs.schedule(transaction, { name, key, at, data }));
  }

  async function readDone(key: string): Promise<object[]> {
    const done = await database.query<{ data: object }>({
      text: "select data from done where key = $1",
      values: [key],
    });
    return done.rows.map((row) => row.data);
  }

  test("JOB1: a job is done at its time, not before, and once", async () => {
    await schedule("write", "timely", inMinutes(8), { number: 1 });
    await jobs.look();
    expect(await readDone("timely")).toEqual([]);
    await moveOn(9);
    await jobs.look();
    await jobs.look();
    expect(await readDone("timely")).toEqual([{ number: 1 }]);
  });

  test("JOB2: a second job of one name and key takes the first one's place; a cancelled one is not done", async () => {
    await schedule("write", "replaced", inMinutes(5), { number: 1 });
    await schedule("write", "replaced", inMinutes(20), { number: 2 });
    await schedule("write", "cancelled", inMinutes(5));
    await inTransaction(database, (transaction) => jobs.cancel(transaction, "write", "cancelled"));
    await moveOn(10);
    await jobs.look();
    expect(await readDone("replaced")).toEqual([]);
    await moveOn(15);
    await jobs.look();
    expect(await readDone("replaced")).toEqual([{ number: 2 }]);
    expect(await readDone("cancelled")).toEqual([]);
  });

  test("JOB3: a job whose transaction is rolled back never was", async () => {
    const rolledBack = inTransaction(database, async (transaction) => {
      await jobs.schedule(transaction, { name: "write", key: "undone", at: inMinutes(0), data: {} });
      throw new Error("changed its mind");
    });
    await expect(rolledBack).rejects.toThrow("changed its mind");
    await moveOn(1);
    await jobs.look();
    expect(await readDone("undone")).toEqual([]);
  });

  test("JOB4: of a job that fails nothing stays, it is tried again, and told of once it is done", async () => {
    let tries = 0;
    let told = 0;
    jobs.handle("stumbling", async (transaction, { key }) => {
      await transaction.query({ text: "insert into done values ('stumbling', $1, '{}')", values: [key] });
      tries += 1;
      if (tries < 3) throw new Error("stumbled");
      return () => {
        told += 1;
      };
    });
    await schedule("stumbling", "retried", inMinutes(0));
    for (let look = 0; look < 3; look += 1) {
      await jobs.look();
      await moveOn(6);
    }
    expect([tries, told]).toEqual([3, 1]);
    expect(await readDone("retried")).toHaveLength(1);
  });

  test("JOB5: several nodes do each of many due jobs once, also after a restart", async () => {
    for (let number = 0; number < 30; number += 1) await schedule("once", `job ${number}`, inMinutes(3));
    const others = [await startNode(), await startNode()];
    await moveOn(4);
    await Promise.all([jobs, ...others].map((node) => node.look()));
    const counted = await database.query({ text: "select from done where name = 'once'" });
    const distinct = await database.query({ text: "select distinct key from done where name = 'once'" });
    for (const node of others) await node.stop();
    expect([counted.rowCount, distinct.rowCount]).toEqual([30, 30]);

    await schedule("write", "restarted", inMinutes(3));
    await jobs.stop();
    jobs = await startNode();
    await moveOn(4);
    await jobs.look();
    expect(await readDone("restarted")).toHaveLength(1);
  });
});
