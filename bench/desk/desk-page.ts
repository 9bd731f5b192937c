import type { Browser, BrowserContext } from "playwright-core";

export const CPU_THROTTLE = 4;
const SCROLL_STEPS = 120;
const SCROLL_STEP_PX = 160;

declare global {
  var firstRowMs: number | undefined;
}

export interface DeskLoad {
  /** From the navigation until the frame with the first conversations. */
  firstRowMs: number;
  firstPaintMs: number;
  /** Milliseconds from frame to frame while the list is scrolled without a stop. */
  frames: number[];
}

/** Signs in as an agent of the demo, once: what is measured is a day's later loads of the desk. */
export async function signIn(browser: Browser, url: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(`${url}/desk`);
  await page.getByRole("textbox", { name: "E-mail" }).fill("alicia@demo.test");
  await page.getByRole("textbox", { name: "Password" }).fill("beckon-demo");
  await page.keyboard.press("Enter");
  await page.getByRole("list", { name: "Threads" }).waitFor();
  await page.close();
  return context;
}

/** `isCached`: as on every later day; otherwise nothing of the desk is in the browser. */
export async function loadDesk(context: BrowserContext, url: string, isCached: boolean): Promise<DeskLoad> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.setCacheDisabled", { cacheDisabled: !isCached });
  await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_THROTTLE });
  await page.addInitScript(() => {
    const look = (): void => {
      if (document.querySelector('[role="list"][aria-label="Threads"] [role="listitem"]') === null) {
        requestAnimationFrame(look);
      } else {
        // What is in the document now is on the screen with the next frame.
        requestAnimationFrame((atMs) => {
          globalThis.firstRowMs = atMs;
        });
      }
    };
    requestAnimationFrame(look);
  });
  await page.goto(`${url}/desk`);
  // The paint is noted after its frame, which may be the one that has the first rows.
  await page.waitForFunction(
    () => globalThis.firstRowMs !== undefined && performance.getEntriesByName("first-contentful-paint").length > 0,
    undefined,
    { timeout: 60_000 },
  );
  const times = await page.evaluate(() => ({
    firstRowMs: globalThis.firstRowMs ?? Number.NaN,
    firstPaintMs: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
  }));
  const frames = await page.evaluate(
    async ([steps, stepPx]) => {
      const list = document.querySelector(".thread-list-scroller");
      const nextFrame = () => new Promise<number>(requestAnimationFrame);
      const measured: number[] = [];
      let before = await nextFrame();
      for (let step = 0; step < steps; step += 1) {
        list?.scrollBy({ top: stepPx, behavior: "instant" });
        const now = await nextFrame();
        measured.push(now - before);
        before = now;
      }
      if (!(list && list.scrollTop > stepPx)) measured.length = 0;
      return measured;
    },
    [SCROLL_STEPS, SCROLL_STEP_PX] as const,
  );
  await page.close();
  return { ...times, frames };
}
