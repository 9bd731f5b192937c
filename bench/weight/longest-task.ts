import type { Browser } from "playwright-core";
import { openPage } from "./visit.ts";

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  ts: number;
  /** Microseconds of the thread's CPU time. */
  tdur?: number;
  args?: { name?: string; data?: { documentLoaderURL?: string } };
}

const CATEGORIES = [
  "toplevel",
  "blink.user_timing",
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "__metadata",
];

/** CPU milliseconds of the longest task of the page's main thread, from its navigation on. */
export async function traceLongestTask(browser: Browser, url: string, throttle: number): Promise<number> {
  await browser.startTracing(undefined, { categories: CATEGORIES });
  const { close } = await openPage(browser, url, throttle);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString("utf8")) as { traceEvents: TraceEvent[] };
  await close();
  const navigation = traceEvents.find(
    ({ name, args }) => name === "navigationStart" && args?.data?.documentLoaderURL === url,
  );
  const mainThread = traceEvents.find(
    ({ name, pid, args }) => name === "thread_name" && pid === navigation?.pid && args?.name === "CrRendererMain",
  );
  if (navigation === undefined || mainThread === undefined) throw new Error(`the trace does not tell of ${url}`);
  const tasks = traceEvents.filter(
    ({ name, pid, tid, ts }) =>
      name === "RunTask" && pid === mainThread.pid && tid === mainThread.tid && ts >= navigation.ts,
  );
  return Math.max(...tasks.map(({ tdur }) => tdur ?? 0)) / 1_000;
}
