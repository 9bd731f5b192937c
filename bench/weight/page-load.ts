import type { Browser } from "playwright-core";
import { figure, markdownTable } from "../measuring/results.ts";
import { median } from "../measuring/statistics.ts";
import { traceLongestTask } from "./longest-task.ts";
import type { TargetWebsite } from "./target-website.ts";
import { CPU_THROTTLE, openPage, readCpu, readLayoutShift } from "./visit.ts";

/** Traces slow a page down a little, so they have runs of their own. */
const TRACED_SHARE = 1 / 3;

interface Load {
  script: number;
  task: number;
  layoutShift: number;
  requests: string[];
  cookies: number;
}

/** Loads the page without and with the chat in turn, `runs` times each, and tells what the chat adds. */
export async function describePageLoad(browser: Browser, website: TargetWebsite, runs: number): Promise<string> {
  const plain: Load[] = [];
  const withChat: Load[] = [];
  for (let run = 0; run < runs; run += 1) {
    plain.push(await load(browser, website.url("plain")));
    withChat.push(await load(browser, website.url("with-chat")));
  }
  const longest = { plain: [] as number[], withChat: [] as number[] };
  for (let run = 0; run < Math.ceil(runs * TRACED_SHARE); run += 1) {
    longest.plain.push(await traceLongestTask(browser, website.url("plain"), CPU_THROTTLE));
    longest.withChat.push(await traceLongestTask(browser, website.url("with-chat"), CPU_THROTTLE));
  }
  const of = (loads: readonly Load[], read: (each: Load) => number) => median(loads.map(read));
  const differences = (read: (each: Load) => number) =>
    withChat.map((each, index) => read(each) - read(plain[index] ?? each)).sort((one, other) => one - other);
  const row = (name: string, target: string, read: (each: Load) => number) => {
    const added = differences(read);
    const spread = `${figure(added[0] ?? Number.NaN)} … ${figure(added.at(-1) ?? Number.NaN)}`;
    return [name, figure(of(plain, read)), figure(of(withChat, read)), figure(median(added)), spread, target];
  };
  const { plain: plainTasks, withChat: chatTasks } = longest;
  const requests = [...new Set(withChat.flatMap((each) => each.requests))];
  return [
    markdownTable(
      [`page load, ${CPU_THROTTLE} × throttle, chat not open`, "plain", "with chat", "added", "of all runs", "target"],
      [
        row("script, CPU ms", "≤ 35", (each) => each.script),
        row("all tasks, CPU ms", "", (each) => each.task),
        ["longest task, CPU ms", figure(median(plainTasks)), figure(median(chatTasks)), "", "", "≤ 50"],
        row("layout shift", "0", (each) => each.layoutShift),
        row("cookies", "0", (each) => each.cookies),
        row("requests before the chat opens", "≤ 2 + availability", (each) => each.requests.length),
      ],
    ),
    "",
    `Requests: ${requests.join(", ")}.`,
  ].join("\n");
}

/** Requests other than of the page itself. */
async function load(browser: Browser, url: string): Promise<Load> {
  const { page, session, close } = await openPage(browser, url, CPU_THROTTLE);
  const cpu = await readCpu(session);
  const layoutShift = await readLayoutShift(page);
  const requests = await page.evaluate(() =>
    performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname),
  );
  const cookies = (await page.context().cookies()).length;
  await close();
  return { ...cpu, layoutShift, requests, cookies };
}
