import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { createScratchDatabase, describePostgresql } from "../delivery/scratch-database.ts";
import { readPositive } from "../measuring/arguments.ts";
import { startProduct } from "../measuring/product.ts";
import { describeMachine, figure, markdownTable, publish } from "../measuring/results.ts";
import { describeDistribution, median } from "../measuring/statistics.ts";
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

interface Loads {
  first: DeskLoad[];
  later: DeskLoad[];
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
});

async function measure(count: number): Promise<Loads> {
  const database = await createScratchDatabase();
  const product = await startProduct({ databaseUrl: database.url });
  try {
    await beginConversations(product.url, count);
    const context = await signIn(browser, product.url);
    const loads: Loads = { first: [], later: [] };
    for (let run = 0; run < runs; run += 1) {
      loads.first.push(await loadDesk(context, product.url, false));
      loads.later.push(await loadDesk(context, product.url, true));
    }
    await context.close();
    return loads;
  } finally {
    await product.stop();
    await database.drop();
  }
}

try {
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
  const conditions = `Chromium ${browser.version()}, ${runs} loads of each kind in turn, medians; scrolled by 160 px a frame. ${describeMachine()}. ${await describePostgresql()}.`;
  publish("Desk", `${conditions}\n\n${table}`, values.write);
} finally {
  await browser.close();
}
