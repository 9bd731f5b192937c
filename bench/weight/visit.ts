import { setTimeout as delay } from "node:timers/promises";
import type { Browser, CDPSession, Page } from "playwright-core";

export const CPU_THROTTLE = 4;
/** From the page's load event; by then the manager has loaded, decided, and shown what the demo's trigger shows. */
const SETTLING_MS = 4_000;

export interface LoadedPage {
  page: Page;
  session: CDPSession;
  close(): Promise<void>;
}

/** Opens a page as a first visit does: nothing cached, no cookies, no compiled code. */
export async function openPage(browser: Browser, url: string, throttle: number): Promise<LoadedPage> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { measuredShifts: shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if ("value" in entry) shifts.push(Number(entry.value));
    }).observe({ type: "layout-shift", buffered: true });
  });
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: throttle });
  // CPU time of the thread instead of time on the clock, so that a busy machine disturbs less.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(url, { waitUntil: "load" });
  await delay(SETTLING_MS);
  return { page, session, close: () => context.close() };
}

export interface CpuMilliseconds {
  script: number;
  task: number;
}

export async function readCpu(session: CDPSession): Promise<CpuMilliseconds> {
  const { metrics } = await session.send("Performance.getMetrics");
  const read = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN) * 1_000;
  return { script: read("ScriptDuration"), task: read("TaskDuration") };
}

export async function readLayoutShift(page: Page): Promise<number> {
  const shifts = await page.evaluate(() => Reflect.get(window, "measuredShifts") as number[]);
  return shifts.reduce((sum, shift) => sum + shift, 0);
}
