import { parseArgs } from "node:util";
import type pg from "pg";
import { createScratchDatabase, describePostgresql } from "../delivery/scratch-database.ts";
import { readPositive } from "../measuring/arguments.ts";
import { startProduct } from "../measuring/product.ts";
import { describeMachine, figure, markdownTable, publish } from "../measuring/results.ts";
import { describeDistribution } from "../measuring/statistics.ts";
import { type Place, WORDS, wordAt, writeContents } from "./contents.ts";

// How long the desk's search takes over the API, by how often a word stands in messages, beside a look at every row.
//   --messages N  in the domain (1000000)
//   --runs N      of each search (20)
//   --write       adds the table to bench/RESULTS.md

const { values } = parseArgs({
  options: {
    messages: { type: "string", default: "1000000" },
    runs: { type: "string", default: "20" },
    write: { type: "boolean", default: false },
  },
});
const messageCount = readPositive("messages", values.messages);
const runs = readPositive("runs", values.runs);

const SEARCHES = [
  { name: "a word of every fourth message", kind: "message", words: [wordAt(3)] },
  { name: "a word of one message in a hundred", kind: "message", words: [wordAt(150)] },
  { name: "a rare word", kind: "message", words: [wordAt(WORDS - 2)] },
  { name: "the beginning of many words", kind: "message", words: [wordAt(3).slice(0, 2)] },
  { name: "two common words", kind: "message", words: [wordAt(3), wordAt(5)] },
  { name: "a common word and a rare one", kind: "message", words: [wordAt(3), wordAt(WORDS - 2)] },
  { name: "a word that is nowhere", kind: "message", words: ["quxquxqux"] },
  { name: "people: a common name", kind: "person", words: [wordAt(3)] },
  { name: "people: a rare name", kind: "person", words: [wordAt(9_000)] },
] as const;

async function timeSearch(url: string, token: string, { kind, words }: (typeof SEARCHES)[number]) {
  const times: number[] = [];
  let count = 0;
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    const path = `/api/v1/search?kind=${kind}&limit=30&q=${encodeURIComponent(words.join(" "))}`;
    const response = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
    const body = (await response.json()) as { count: number };
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(body)}`);
    times.push(performance.now() - began);
    count = body.count;
  }
  return { count, ...describeDistribution(times) };
}

/** Without an index: the rows in which the words stand anywhere, the newest thirty. */
async function timeEveryRow(client: pg.Client, words: readonly string[]): Promise<number> {
  const began = performance.now();
  await client.query(
    "select id from messages where body ilike all ($1::text[]) order by created_at desc, id desc limit 30",
    [words.map((word) => `%${word}%`)],
  );
  return performance.now() - began;
}

const database = await createScratchDatabase();
const product = await startProduct({ databaseUrl: database.url });
try {
  const { rows } = await database.client.query<Place>(
    `select domain_id as "domainId", id as "sourceId", community_id as "communityId" from sources where token = 'demo-messaging'`,
  );
  const [place] = rows;
  if (place === undefined) throw new Error("There is no demo domain.");
  const began = performance.now();
  await writeContents(database.client, place, messageCount);
  console.error(`${figure(messageCount)} messages written in ${figure((performance.now() - began) / 1_000)} s`);
  const login = await fetch(`${product.url}/api/v1/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "sofia@demo.test", password: "beckon-demo" }),
  });
  const { token } = (await login.json()) as { token: string };
  const table: string[][] = [];
  for (const search of SEARCHES) {
    const { count, p50, p99, max } = await timeSearch(product.url, token, search);
    const everyRow = search.kind === "message" ? figure(await timeEveryRow(database.client, search.words)) : "";
    table.push([
      search.name,
      count < 1_000 ? String(count) : "1,000 or more",
      `${figure(p50)} / ${figure(p99)}`,
      figure(max),
      everyRow,
    ]);
    console.error(`${search.name}: ${figure(p50)} ms`);
  }
  const header = ["search", "hits", "answered after ms p50 / p99", "max", "every row looked at, ms"];
  const conditions = `${figure(messageCount)} messages of ${figure(WORDS)} different words, as frequent as those of a language; ${runs} of each search, one after the other; target: under a second. ${describeMachine()}. ${await describePostgresql()}.`;
  publish("Search", `${conditions}\n\n${markdownTable(header, table)}`, values.write);
} finally {
  await product.stop();
  await database.drop();
}
