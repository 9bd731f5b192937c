import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Follower, followFacts, insertFacts, type WrittenFact } from "../../src/delivery/facts/index.ts";
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
  const hintsFor = async () => createHints(await openBus({ redisUrl: undefined, namespace: "test", logger: silent }));

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
    const following = followFacts(
      createRecorder("order", (facts) => {
        // A failure after the effect was written: neither effect nor cursor may stay.
        if (failures-- > 0) throw Object.assign(new Error("the follower's process stumbled"), { code: "ECONNRESET" });
        seen.push(...readNumbers(facts));
      }),
      database,
      await hintsFor(),
      silent,
    );
    for (let number = 1; number <= 20; number += 1) await tell(number);
    await following.catchUp();
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    await following.stop();
    await database.query({ text: "truncate effects" });
  });

  test("FCT2: a follower that starts again goes on behind its cursor", async () => {
    const seen: number[] = [];
    const recorder = createRecorder("restart", (facts) => seen.push(...readNumbers(facts)));
    const first = followFacts(recorder, database, await hintsFor(), silent);
    await tell(101);
    await first.catchUp();
    await first.stop();
    await tell(102);
    const second = followFacts(recorder, database, await hintsFor(), silent);
    await second.catchUp();
    await second.stop();
    expect(seen.slice(-2)).toEqual([101, 102]);
    expect(new Set(seen).size).toBe(seen.length);
    await database.query({ text: "truncate effects" });
  });

  // Two transactions at once need two connections, which the embedded database does not have.
  if (kind === "embedded") return;

  test("FCT3: a fact whose transaction commits later than one with a greater position is not skipped", async () => {
    const seen: number[] = [];
    const following = followFacts(
      createRecorder("late", (facts) => seen.push(...readNumbers(facts))),
      database,
      await hintsFor(),
      silent,
    );
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
    await following.stop();
    await database.query({ text: "truncate effects" });
  });

  test("FCT4: of several nodes one applies each fact", async () => {
    const seen: number[] = [];
    const recorder = createRecorder("nodes", (facts) => seen.push(...readNumbers(facts)));
    const followings = await Promise.all(
      [1, 2, 3].map(async () => followFacts(recorder, database, await hintsFor(), silent)),
    );
    await Promise.all(Array.from({ length: 30 }, (_, index) => tell(300 + index)));
    await Promise.race(followings.map((following) => following.catchUp()));
    await Promise.all(followings.map((following) => following.stop()));
    const told = seen.filter((number) => number >= 300);
    expect(told.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => 300 + index));
  });
});
