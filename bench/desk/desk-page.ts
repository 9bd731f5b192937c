import { setTimeout as delay } from "node:timers/promises";
import type { MeasuredBrowser } from "./browser.ts";

export const CPU_THROTTLE = 4;
const SCROLL_STEPS = 120;
const SCROLL_STEP_PX = 160;
/** What a page still does once its rows are there, such as keeping its compiled scripts for the next time. */
const AFTERMATH_MS = 2_500;

export interface DeskLoad {
  /** From the navigation until the frame with the first conversations. */
  firstRowMs: number;
  firstPaintMs: number;
  /** Milliseconds from frame to frame while the list is scrolled without a stop. */
  frames: number[];
}

/** Signs in as an agent of the demo, once: what is measured is a day's later loads of the desk. */
export async function signIn(browser: MeasuredBrowser, url: string): Promise<void> {
  const page = await browser.openPage();
  await page.send("Page.navigate", { url: `${url}/login` });
  await page.evaluate(`fetch("/api/v1/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "alicia@demo.test", password: "beckon-demo" }),
  }).then((answer) => { if (!answer.ok) throw new Error("signing in: " + answer.status); })`);
  await page.close();
}

/** Runs in the page from its beginning: notes when the frame comes that has the first conversations. */
const noteFirstRow = `
  globalThis.firstRow = new Promise((resolve) => {
    const look = () => {
      if (document.querySelector('[role="list"][aria-label="Threads"] [role="listitem"]') === null) {
        requestAnimationFrame(look);
      } else {
        // What is in the document now is on the screen with the next frame.
        requestAnimationFrame(resolve);
      }
    };
    requestAnimationFrame(look);
  });`;

const readPaint = `performance.getEntriesByName("first-contentful-paint")[0]?.startTime`;

const scroll = `(async () => {
  const list = document.querySelector(".thread-list-scroller");
  const nextFrame = () => new Promise(requestAnimationFrame);
  const measured = [];
  let before = await nextFrame();
  for (let step = 0; step < ${SCROLL_STEPS}; step += 1) {
    list.scrollBy({ top: ${SCROLL_STEP_PX}, behavior: "instant" });
    const now = await nextFrame();
    measured.push(now - before);
    before = now;
  }
  return list.scrollTop > ${SCROLL_STEP_PX} ? measured : [];
})()`;

/** `isCached`: as on every later day; otherwise nothing of the desk is in the browser. */
export async function loadDesk(browser: MeasuredBrowser, url: string, isCached: boolean): Promise<DeskLoad> {
  const page = await browser.openPage();
  if (!isCached) await page.send("Network.enable");
  await page.send("Network.setCacheDisabled", { cacheDisabled: !isCached });
  await page.send("Emulation.setCPUThrottlingRate", { rate: CPU_THROTTLE });
  await page.send("Page.enable");
  await page.send("Page.addScriptToEvaluateOnNewDocument", { source: noteFirstRow });
  await page.send("Page.navigate", { url: `${url}/desk` });
  const firstRowMs = Number(await page.evaluate("firstRow"));
  await delay(AFTERMATH_MS);
  const firstPaintMs = Number(await page.evaluate(readPaint));
  const frames = (await page.evaluate(scroll)) as number[];
  await page.close();
  return { firstRowMs, firstPaintMs, frames };
}
