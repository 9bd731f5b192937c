import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DatabaseUnavailableError } from "../../src/platform/database/index.ts";
import { availableDatabaseKinds, openTestDatabase, type TestDatabase } from "../database.ts";

const { kinds, missing } = await availableDatabaseKinds();
for (const reason of missing) console.info(`does not run here: ${reason}`);

describe.each(kinds)("statements on the %s database", (kind) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase(kind);
    await database.query({ text: "create table fruit (id bigint primary key, name text not null, at timestamptz)" });
  }, 180_000);

  afterAll(() => database.close());

  it("take parameters of every kind that is used, and give them back", async () => {
    const values = [
      ["a", "b,\"c'"],
      [1, 2],
      { deep: [{ text: "✓" }] },
      new Date(0),
      Buffer.from([0, 255]),
      "018f0000-0000-7000-8000-000000000000",
      null,
      true,
    ];
    const text =
      "select $1::text[] as texts, $2::int[] as numbers, $3::jsonb as json, $4::timestamptz as at, " +
      "$5::bytea as bytes, $6::uuid as id, $7::text as nothing, $8::boolean as flag";
    const [texts, numbers, json, at, bytes, id, nothing, flag] = values;
    const { rows } = await database.query({ text, values });
    expect(rows).toEqual([{ texts, numbers, json, at, bytes, id, nothing, flag }]);
  });

  it("read bigint and counts as numbers, and time in UTC", async () => {
    const { rows } = await database.query({
      text: "select 9007199254740991::bigint as big, count(*) as count, current_setting('TimeZone') as zone from fruit",
    });
    expect(rows).toEqual([{ big: 9007199254740991, count: 0, zone: "UTC" }]);
  });

  it("are prepared once by name and used again, on every connection", async () => {
    const statement = (n: number) => ({ name: "twice", text: "select $1::int * 2 as n", values: [n] });
    for (const n of [1, 2, 3]) expect((await database.query(statement(n))).rows).toEqual([{ n: n * 2 }]);
    const connection = await database.connect();
    expect((await connection.query(statement(4))).rows).toEqual([{ n: 8 }]);
    connection.release();
    await Promise.all([5, 6, 7].map((n) => database.query(statement(n))));
  });

  it("that fail say why and harm nothing that follows, the same statement included", async () => {
    const insert = (id: number) => ({
      name: "insert_fruit",
      text: "insert into fruit (id, name) values ($1, $2)",
      values: [id, "apple"],
    });
    await database.query(insert(1));
    await expect(database.query(insert(1))).rejects.toMatchObject({ code: "23505", constraint: "fruit_pkey" });
    await expect(database.query({ text: "select $1::int", values: ["x"] })).rejects.toMatchObject({ code: "22P02" });
    await expect(database.query({ text: "selec" })).rejects.toMatchObject({ code: "42601" });
    await expect(database.query({ text: "select 1 / (n - 2) from generate_series(1, 3) n" })).rejects.toMatchObject({
      code: "22012",
    });
    expect((await database.query(insert(2))).rowCount).toBe(1);
  });

  it("in a transaction are all undone when one fails", async () => {
    const connection = await database.connect();
    try {
      await connection.query({ text: "begin" });
      await connection.query({ text: "insert into fruit (id, name) values (10, 'pear')" });
      await expect(
        connection.query({ text: "insert into fruit (id, name) values (10, 'pear')" }),
      ).rejects.toMatchObject({
        code: "23505",
      });
      await expect(connection.query({ text: "select 1" })).rejects.toMatchObject({ code: "25P02" });
      expect((await connection.query({ text: "commit" })).command).toBe("ROLLBACK");
    } finally {
      connection.release();
    }
    expect((await database.query({ text: "select from fruit where id = 10" })).rowCount).toBe(0);
  });

  it("in a transaction that was given back unfinished are undone, and hold nobody up", async () => {
    const connection = await database.connect();
    await connection.query({ text: "begin" });
    await connection.query({ text: "insert into fruit (id, name) values (11, 'plum')" });
    connection.release();
    expect((await database.query({ text: "select from fruit where id = 11" })).rowCount).toBe(0);
  });

  it("in a Kysely transaction are kept together or undone together", async () => {
    const insert = (id: number) => sql`insert into fruit (id, name) values (${id}, 'fig')`;
    await database.kysely.transaction().execute(async (transaction) => {
      await insert(20).execute(transaction);
      await insert(21).execute(transaction);
    });
    await expect(
      database.kysely.transaction().execute(async (transaction) => {
        await insert(22).execute(transaction);
        await insert(20).execute(transaction);
      }),
    ).rejects.toMatchObject({ code: "23505" });
    const kept = await sql<{ id: number }>`select id from fruit where id between 20 and 29 order by id`.execute(
      database.kysely,
    );
    expect(kept.rows).toEqual([{ id: 20 }, { id: 21 }]);
  });

  it("carry ten megabytes in both directions", async () => {
    const body = "ü".repeat(5_000_000);
    const there = await database.query<{ bytes: number }>({ text: "select octet_length($1) as bytes", values: [body] });
    expect(there.rows).toEqual([{ bytes: 10_000_000 }]);
    const back = await database.query<{ body: string }>({
      text: "select repeat('y', 1000) as body from generate_series(1, 10000)",
    });
    expect(back.rows).toHaveLength(10_000);
    expect(back.rows.every((row) => row.body.length === 1_000)).toBe(true);
  });

  it("that are sent together all get their own answer", async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) => database.query({ name: "echo", text: "select $1::int as n", values: [n] })),
    );
    expect(answers.map((answer) => answer.rows[0]?.n)).toEqual(Array.from({ length: 200 }, (_, n) => n));
  });

  it("after closing are refused at once", async () => {
    const other = await openTestDatabase(kind);
    await other.close();
    await other.close();
    expect(other.state()).toEqual({ kind: "closed" });
    await expect(other.query({ text: "select 1" })).rejects.toBeInstanceOf(DatabaseUnavailableError);
    await expect(sql`select 1`.execute(other.kysely)).rejects.toBeInstanceOf(DatabaseUnavailableError);
  });
});
