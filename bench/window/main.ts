import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { readPositive } from "../measuring/arguments.ts";
import { describeMachine, figure, markdownTable, publish } from "../measuring/results.ts";
import { describeDistribution, median } from "../measuring/statistics.ts";
import { buildStage, CPU_THROTTLE, measureWork, type OpenStage, openStage } from "./stage.ts";

// What the window costs in a conversation of ten thousand messages, beside the same in one of ten.
//   --runs N  pages of each kind (5)
//   --write   adds the tables to bench/RESULTS.md

const { values } = parseArgs({
  options: { runs: { type: "string", default: "5" }, write: { type: "boolean", default: false } },
});
const runs = readPositive("runs", values.runs);
const KEYS = 40;
const SCROLL_STEPS = 120;
const SCROLL_STEP_PX = 160;

interface Run {
  open: number;
  openAll: number;
  key: number[];
  arrival: number;
  frames: number[];
}

async function measureRun(stage: OpenStage): Promise<Run> {
  const { page } = stage;
  const open = await measureWork(stage, () => page.evaluate(() => globalThis.stage.handle.open("visitor")));
  const field = page.getByRole("textbox", { name: "Write your message here" });
  await field.focus();
  const key: number[] = [];
  for (let count = 0; count < KEYS; count += 1) {
    key.push((await measureWork(stage, () => page.keyboard.press("a"))).all);
  }
  const arrival = await measureWork(stage, () =>
    page.evaluate(() => {
      const { client } = globalThis.stage;
      const [known] = client.getState().threads;
      if (known === undefined) return;
      const { id, last_number: number } = known.thread;
      const alicia = { type: "agent" as const, id, name: "Alicia" };
      client.receive(globalThis.tools.makeMessage(id, number + 1, alicia, "One more", Date.now()));
    }),
  );
  return { open: open.script, openAll: open.all, key, arrival: arrival.all, frames: await scrollUp(stage) };
}

/** Milliseconds from frame to frame while the conversation is scrolled up without a stop. */
function scrollUp({ page }: OpenStage): Promise<number[]> {
  return page.evaluate(
    async ([steps, stepPx]) => {
      const log = document.querySelector("beckon-chat")?.shadowRoot?.querySelector("[role=log]");
      const frames: number[] = [];
      const nextFrame = () => new Promise<number>(requestAnimationFrame);
      let before = await nextFrame();
      for (let step = 0; step < steps; step += 1) {
        log?.scrollBy({ top: -stepPx, behavior: "instant" });
        const now = await nextFrame();
        frames.push(now - before);
        before = now;
      }
      return frames;
    },
    [SCROLL_STEPS, SCROLL_STEP_PX] as const,
  );
}

const files = await buildStage();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
});
try {
  const results = { short: [] as Run[], long: [] as Run[] };
  for (let run = 0; run < runs; run += 1) {
    for (const [kind, count] of [
      ["short", 10],
      ["long", 10_000],
    ] as const) {
      const stage = await openStage(browser, files, count);
      results[kind].push(await measureRun(stage));
      await stage.close();
    }
  }
  const row = (name: string, target: string, read: (run: Run) => number) => [
    name,
    figure(median(results.short.map(read))),
    figure(median(results.long.map(read))),
    target,
  ];
  const p99 = (numbers: readonly number[]) => describeDistribution(numbers).p99;
  const table = markdownTable(
    [`${CPU_THROTTLE} × throttle`, "10 messages", "10,000 messages", "target"],
    [
      row("opening, script, CPU ms", "< 100", ({ open }) => open),
      row("opening, script, style and layout, CPU ms", "", ({ openAll }) => openAll),
      row("a key in the composer, median, CPU ms", "< 16", ({ key }) => median(key)),
      row("a key in the composer, p99, CPU ms", "< 16", ({ key }) => p99(key)),
      row("a message that arrives, CPU ms", "", ({ arrival }) => arrival),
      row("scrolling up, frame to frame, median ms", "16.7", ({ frames }) => median(frames)),
      row("scrolling up, frame to frame, p99 ms", "", ({ frames }) => p99(frames)),
    ],
  );
  const conditions = `Chromium ${browser.version()}, ${runs} pages of each kind in turn, medians; ${KEYS} keys, ${SCROLL_STEPS} scrolls of ${SCROLL_STEP_PX} px each. ${describeMachine()}.`;
  publish("Window", `${conditions}\n\n${table}`, values.write);
} finally {
  await browser.close();
}
