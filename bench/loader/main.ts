import { parseArgs } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import { readPositive } from "../measuring/arguments.ts";
import { findFreePort } from "../measuring/child-server.ts";
import { startProduct } from "../measuring/product.ts";
import { describeMachine, figure, markdownTable, publish } from "../measuring/results.ts";
import { furnishSource } from "./furnish.ts";
import { measureRate } from "./load.ts";
import { isInstalled, startNginx } from "./nginx.ts";

// What a large loader weighs, and how fast loaders and availability are served, beside one nginx worker that serves the
// loader's very bytes from disk. wrk is the load, one after the other; nginx and wrk are Debian's packages.
//   --seconds N   of each load (5)
//   --rounds N    of which the table shows the medians (3)
//   --write       adds the tables to bench/RESULTS.md

const TRIGGERS = 50;
const ITEMS = 20;
const TARGET_BYTES = 15 * 1_024;

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "5" },
    rounds: { type: "string", default: "3" },
    write: { type: "boolean", default: false },
  },
});
const seconds = readPositive("seconds", values.seconds);
const rounds = readPositive("rounds", values.rounds);
const missing = ["nginx", "wrk"].filter((program) => !isInstalled(program));
if (missing.length > 0) {
  console.error(`This measurement needs ${missing.join(" and ")}; on Debian: apt-get install nginx-light wrk.`);
  process.exit(1);
}

const product = await startProduct({});
try {
  const loaderUrl = `${product.url}/chat/demo-messaging/loader.js`;
  await furnishSource(product.url, TRIGGERS, ITEMS);
  const answer = await fetch(loaderUrl, { headers: { "accept-encoding": "identity" } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const plain = answer.headers.get("content-encoding") === "gzip" ? gunzipSync(bytes) : bytes;
  const compressed = gzipSync(plain, { level: 9 });
  const nginx = await startNginx(await findFreePort(), "loader.js", compressed);
  const contestants = [
    { name: "nginx, one worker, the loader from disk", url: nginx.url, rates: [] as number[] },
    { name: "Beckon, the loader", url: loaderUrl, rates: [] as number[] },
    { name: "Beckon, availability", url: `${product.url}/chat/demo-messaging/availability`, rates: [] as number[] },
  ];
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const { url, rates } of contestants) rates.push(await measureRate(url, seconds));
    }
  } finally {
    await nginx.stop();
  }
  const median = (rates: number[]) => rates.toSorted((a, b) => a - b)[Math.floor(rates.length / 2)] ?? Number.NaN;
  const yardstick = median(contestants[0]?.rates ?? []);
  publish(
    "Loader",
    [
      `A source with ${TRIGGERS} triggers of 5 conditions and ${ITEMS} items; ${rounds} rounds of ${seconds} s in turn, medians. ${describeMachine()}.`,
      markdownTable(
        ["bytes", "plain", "gzip -9", "target (gzip)"],
        [["loader", figure(plain.length), figure(compressed.length), `≤ ${figure(TARGET_BYTES)}`]],
      ),
      markdownTable(
        ["served", "requests per s", "of nginx", "target"],
        contestants.map(({ name, rates }, index) => [
          name,
          figure(median(rates)),
          `${figure((median(rates) / yardstick) * 100)} %`,
          index === 0 ? "" : "≥ 60 %",
        ]),
      ),
    ].join("\n\n"),
    values.write,
  );
} finally {
  await product.stop();
}
