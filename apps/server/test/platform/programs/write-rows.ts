/** A writer: opens the database in its argument and inserts rows, naming each one after it was acknowledged. */
import { pino } from "pino";
import { openDatabase } from "../../../src/platform/database/index.ts";

const database = await openDatabase({ dataDir: process.argv[2] ?? "", logger: pino({ level: "silent" }) });
await database.query({ text: "create table if not exists kept (id int primary key, body text)" });
const { rows } = await database.query<{ id: number }>({ text: "select id from kept order by id" });
process.send?.({ kind: "found", ids: rows.map((row) => row.id) });
for (let id = (rows.at(-1)?.id ?? 0) + 1; ; id += 1) {
  await database.query({
    name: "keep",
    text: "insert into kept (id, body) values ($1, $2)",
    values: [id, "x".repeat(2_000)],
  });
  process.send?.({ kind: "acknowledged", id });
}
