import { parseArgs } from "node:util";
import { createScratchDatabase, describePostgresql } from "../delivery/scratch-database.ts";
import { readPositive } from "../measuring/arguments.ts";
import { startProduct } from "../measuring/product.ts";
import { describeMachine, figure, markdownTable, publish } from "../measuring/results.ts";
import { describeDistribution, median } from "../measuring/statistics.ts";
import { launchBrowser, type MeasuredBrowser } from "./browser.ts";
import { CPU_THROTTLE, type DeskLoad, loadDesk, signIn } from "./desk-page.ts";
import { beginConversations } from "./visitors.ts";

// What the desk costs its browser with many open conversations, beside the same with a handful.
//   --threads N  conversations of the large inbox (10000)
//   --runs N     loads of each kind (5)
//   --write      adds the table to bench/RESULTS.md

const { values } = parseArgs({
  options: {
    threads: { type: "string", default: "10000" },
    runs: { type: "string", default: "5" },
    write: { type: "boolean", default: false },
  },
});
const runs = readPositive("runs", values.runs);
const counts = [10, readPositive("threads", values.threads)] as const;

const LOADS_BEFORE = 2;
let chromiumVersion = "";

interface Loads {
  first: DeskLoad[];
  later: DeskLoad[];
}

async function measure(count: number): Promise<Loads> {
  const database = await createScratchDatabase();
  const product = await startProduct({ databaseUrl: database.url });
  let browser: MeasuredBrowser | null = null;
  try {
    await beginConversations(product.url, count);
    const loads: Loads = { first: [], later: [] };
    browser = await launchBrowser(process.env.CHROMIUM_PATH ?? "/usr/bin/chromium");
    chromiumVersion = browser.version;
    await signIn(browser, product.url);
    for (let run = 0; run < runs; run += 1) loads.first.push(await loadDesk(browser, product.url, false));
    // A browser keeps compiled scripts from the second load on that comes from its cache: an agent has them.
    for (let run = 0; run < LOADS_BEFORE; run += 1) await loadDesk(browser, product.url, true);
    for (let run = 0; run < runs; run += 1) loads.later.push(await loadDesk(browser, product.url, true));
    return loads;
  } finally {
    await browser?.close();
    await product.stop();
    await database.drop();
  }
}

const [few, many] = [await measure(counts[0]), await measure(counts[1])];
const row = (name: string, target: string, read: (loads: Loads) => number) => [
  name,
  figure(read(few)),
  figure(read(many)),
  target,
];
const frames = (loads: Loads) => loads.later.flatMap((load) => load.frames);
const table = markdownTable(
  [`${CPU_THROTTLE} × throttle`, `${counts[0]} conversations`, `${figure(counts[1])} conversations`, "target"],
  [
    row("first conversations on screen, nothing cached, ms", "", ({ first }) =>
      median(first.map((load) => load.firstRowMs)),
    ),
    row("first conversations on screen, cached, ms", "≤ 1,500", ({ later }) =>
      median(later.map((load) => load.firstRowMs)),
    ),
    row("first contentful paint, cached, ms", "", ({ later }) => median(later.map((load) => load.firstPaintMs))),
    row("scrolling the list, frame to frame, median ms", "16.7", (loads) => median(frames(loads))),
    row("scrolling the list, frame to frame, p99 ms", "", (loads) => describeDistribution(frames(loads)).p99),
  ],
);
const conditions = `Chromium ${chromiumVersion}, ${runs} loads of each kind, medians; scrolled by 160 px a frame. ${describeMachine()}. ${await describePostgresql()}.`;
publish("Desk", `${conditions}\n\n${table}`, values.write);
