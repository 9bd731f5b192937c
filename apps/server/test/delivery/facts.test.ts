import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  type FactFeed,
  type Follower,
  insertFacts,
  openFactFeed,
  type WrittenFact,
} from "../../src/delivery/facts/index.ts";
import { createHints } from "../../src/delivery/hints.ts";
import { openBus } from "../../src/platform/bus/index.ts";
import { inTransaction } from "../../src/platform/database/index.ts";
import { newId } from "../../src/platform/identifiers.ts";
import { availableDatabaseKinds, openTestDatabase, type TestDatabase } from "../database.ts";
import { silent } from "./world.ts";

const { kinds } = await availableDatabaseKinds();

describe.each(kinds)("followers of the facts on the %s database", (kind) => {
  let database: TestDatabase;
  const domainId = newId();
  /** One of the installation's nodes. */
  async function openNode(): Promise<FactFeed> {
    const bus = await openBus({ redisUrl: undefined, namespace: "test", logger: silent });
    return openFactFeed(database, createHints(bus), silent);
  }

  beforeAll(async () => {
    database = await openTestDatabase(kind);
    await database.query({ text: "insert into domains (id, name) values ($1, 'Facts')", values: [domainId] });
    await database.query({ text: "create table effects (position bigint primary key)" });
  }, 180_000);
  afterAll(() => database.close());

  const touchDomain = { text: "update domains set name = name where id = $1", values: [domainId] };
  const fact = (number: number) =>
    ({ domainId, threadId: null, type: "thread_read", payload: { reader: "agent", number } }) as const;

  async function tell(number: number): Promise<void> {
    await inTransaction(database, async (transaction) => {
      await transaction.query(touchDomain);
      await insertFacts(transaction, [fact(number)]);
    });
  }

  /** Keeps what it applied in a table, within the transaction that moves its cursor. */
  function createRecorder(name: string, onApply: (facts: readonly WrittenFact[]) => void): Follower {
    return {
      name,
      pace: "at_once",
      concerns: () => true,
      async apply(transaction, facts) {
        await transaction.query({
          text: "insert into effects (position) select unnest($1::bigint[])",
          values: [facts.map((each) => each.position)],
        });
        onApply(facts);
      },
      afterCommit: () => undefined,
    };
  }

  const readNumbers = (facts: readonly WrittenFact[]) =>
    facts.map((each) => (each.type === "thread_read" ? each.payload.number : -1));

  test("FCT1, FCT2: every fact is applied once and in order, also when the effect fails in between", async () => {
    const seen: number[] = [];
    let failures = 3;
    const node = await openNode();
    const following = node.follow(
      createRecorder("order", (facts) => {
        // A failure after the effect was written: neither effect nor cursor may stay.
        if (failures-- > 0) throw Object.assign(new Error("the follower's process stumbled"), { code: "ECONNRESET" });
        seen.push(...readNumbers(facts));
      }),
    );
    for (let number = 1; number <= 20; number += 1) await tell(number);
    await following.catchUp();
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    await node.stop();
    await database.query({ text: "truncate effects" });
  });

  test("FCT2: a follower that starts again goes on behind its cursor", async () => {
    const seen: number[] = [];
    const recorder = createRecorder("restart", (facts) => seen.push(...readNumbers(facts)));
    const first = await openNode();
    const before = first.follow(recorder);
    await tell(101);
    await before.catchUp();
    await first.stop();
    await tell(102);
    const second = await openNode();
    await second.follow(recorder).catchUp();
    await second.stop();
    expect(seen.slice(-2)).toEqual([101, 102]);
    expect(new Set(seen).size).toBe(seen.length);
    await database.query({ text: "truncate effects" });
  });

  test("FCT6: what does not concern a follower is passed over, and its cursor goes along", async () => {
    const seen: number[] = [];
    const node = await openNode();
    const recorder = createRecorder("concerned", (facts) => seen.push(...readNumbers(facts)));
    const isOdd = (fact: WrittenFact) => (readNumbers([fact])[0] ?? 0) % 2 === 1;
    const following = node.follow({ ...recorder, concerns: isOdd });
    await following.catchUp();
    seen.length = 0;
    for (let number = 150; number < 160; number += 1) await tell(number);
    await following.catchUp();
    expect(seen).toEqual([151, 153, 155, 157, 159]);
    await tell(160);
    await vi.waitFor(async () => {
      const { rows } = await database.query<{ lag: number }>({
        text: `select (select max(position) from facts) - position as lag from fact_followers where name = 'concerned'`,
      });
      expect(rows[0]?.lag).toBe(0);
    }, 20_000);
    await node.stop();
    await database.query({ text: "truncate effects" });
  });

  test("FCT6: what leads to nothing, as a look without a lock tells, is passed over too", async () => {
    const seen: number[] = [];
    const node = await openNode();
    const recorder = createRecorder("sifting", (facts) => seen.push(...readNumbers(facts)));
    const following = node.follow({
      ...recorder,
      async sift(executor, facts) {
        const { rows } = await executor.query<{ position: number }>({
          text: "select position from facts where position = any($1::bigint[]) and (payload ->> 'number')::integer % 2 = 0",
          values: [facts.map(({ position }) => position)],
        });
        return facts.filter(({ position }) => rows.some((row) => row.position === position));
      },
    });
    await following.catchUp();
    seen.length = 0;
    for (let number = 170; number < 180; number += 1) await tell(number);
    await following.catchUp();
    expect(seen).toEqual([170, 172, 174, 176, 178]);
    await node.stop();
    await database.query({ text: "truncate effects" });
  });

  test("FCT7: of one line the second comes to a fact when the first has seen it, also when that one stumbles", async () => {
    const order: string[] = [];
    let stumbles = 2;
    const first = createRecorder("first in line", (facts) => {
      if (stumbles-- > 0) throw Object.assign(new Error("the first one stumbled"), { code: "ECONNRESET" });
      order.push(...readNumbers(facts).map((number) => `first ${number}`));
    });
    const second = createRecorder("second in line", () => undefined);
    const node = await openNode();
    const following = node.follow(first, {
      ...second,
      async apply(_transaction, facts) {
        order.push(...readNumbers(facts).map((number) => `second ${number}`));
      },
    });
    for (let number = 180; number < 190; number += 1) await tell(number);
    await following.catchUp();
    for (let number = 180; number < 190; number += 1) {
      expect(order.filter((each) => each.endsWith(` ${number}`))).toEqual([`first ${number}`, `second ${number}`]);
    }
    await node.stop();
    await database.query({ text: "truncate effects" });
  });

  // Two transactions at once need two connections, which the embedded database does not have.
  if (kind === "embedded") return;

  test("FCT3: a fact whose transaction commits later than one with a greater position is not skipped", async () => {
    const seen: number[] = [];
    const node = await openNode();
    const following = node.follow(createRecorder("late", (facts) => seen.push(...readNumbers(facts))));
    await following.catchUp();
    seen.length = 0;
    const early = await database.connect();
    await early.query({ text: "begin" });
    await early.query({ text: "create temporary table marks (id integer) on commit drop" });
    await insertFacts(early, [fact(201)]);
    await tell(202);
    const caughtUp = following.catchUp();
    await early.query({ text: "commit" });
    early.release();
    await caughtUp;
    expect(seen).toEqual([201, 202]);
    await node.stop();
    await database.query({ text: "truncate effects" });
  });

  test("FCT3: a fact whose transaction is the newest of all, and runs while it is looked for, is not skipped", async () => {
    const seen: number[] = [];
    const node = await openNode();
    const following = node.follow(createRecorder("newest", (facts) => seen.push(...readNumbers(facts))));
    await following.catchUp();
    seen.length = 0;
    const numbers = Array.from({ length: 20 }, (_, index) => 250 + index);
    for (const number of numbers) {
      const running = await database.connect();
      await running.query({ text: "begin" });
      await running.query(touchDomain);
      await insertFacts(running, [fact(number)]);
      const caughtUp = following.catchUp();
      for (let looks = 0; looks < 10; looks += 1) await running.query({ text: "select 1" });
      await running.query({ text: "commit" });
      running.release();
      await caughtUp;
    }
    expect(seen).toEqual(numbers);
    await node.stop();
    await database.query({ text: "truncate effects" });
  });

  test("FCT4: of several nodes one applies each fact", async () => {
    const seen: number[] = [];
    const recorder = createRecorder("nodes", (facts) => seen.push(...readNumbers(facts)));
    const nodes = await Promise.all([1, 2, 3].map(openNode));
    const followings = nodes.map((node) => node.follow(recorder));
    await Promise.all(Array.from({ length: 30 }, (_, index) => tell(300 + index)));
    await Promise.race(followings.map((following) => following.catchUp()));
    await Promise.all(nodes.map((node) => node.stop()));
    const told = seen.filter((number) => number >= 300);
    expect(told.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => 300 + index));
  });
});
