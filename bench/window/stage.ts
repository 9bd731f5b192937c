import { fileURLToPath } from "node:url";
import type { Stage, StageTools } from "@beckon/chat-client/stage/stage-types.ts";
import type { Browser, CDPSession, Page } from "playwright-core";
import { build } from "vite";

declare global {
  var tools: StageTools;
  var stage: Stage;
}

const ADDRESS = "https://shop.test";
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><textarea></textarea></html>`;
export const CPU_THROTTLE = 4;
/** As the client's own build says it (packages/chat-manager/vite.config.ts). */
const CALLED_AT_ONCE = "//# allFunctionsCalledOnLoad\n";

/** The window with a client that a script plays, as its own page files by their names. */
export async function buildStage(): Promise<ReadonlyMap<string, string>> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: {
        input: fileURLToPath(new URL("../../packages/chat-client/dev/stage.ts", import.meta.url)),
        preserveEntrySignatures: "allow-extension",
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name].js" },
      },
    },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (output === undefined || !("output" in output)) throw new Error("the stage was not built");
  return new Map(
    output.output.flatMap((file) => (file.type === "chunk" ? [[file.fileName, CALLED_AT_ONCE + file.code]] : [])),
  );
}

export interface OpenStage {
  page: Page;
  session: CDPSession;
  close(): Promise<void>;
}

/** A page with a minimized window that knows one conversation of so many messages, all read. */
export async function openStage(
  browser: Browser,
  files: ReadonlyMap<string, string>,
  messageCount: number,
): Promise<OpenStage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.route(`${ADDRESS}/**`, (route) => {
    const script = files.get(new URL(route.request().url()).pathname.slice(1));
    return script === undefined
      ? route.fulfill({ contentType: "text/html", body: PAGE })
      : route.fulfill({ contentType: "text/javascript", body: script });
  });
  await page.goto(`${ADDRESS}/`);
  await page.evaluate((address) => import(address), `${ADDRESS}/stage.js`);
  await page.evaluate((count) => {
    const { makeId, makeMessage, makeThread, openStage } = globalThis.tools;
    const threadId = makeId();
    const alicia = { type: "agent" as const, id: makeId(), name: "Alicia" };
    const start = Date.now() - count * 40_000;
    const messages = Array.from({ length: count }, (_, index) => {
      const author = index % 3 === 1 ? { type: "visitor" as const, name: "" } : alicia;
      const body = `Message ${index + 1}. ${"Linen, silk and wool. ".repeat(index % 5)}`;
      return makeMessage(threadId, index + 1, author, body, start + index * 40_000);
    });
    const state = { connection: { kind: "open" } as const, threadsKnown: true, threads: [makeThread(messages)] };
    globalThis.stage = openStage({ state });
  }, messageCount);
  // What is fetched when the page is idle has arrived.
  await page.waitForFunction(() => globalThis.stage.handle && performance.now() > 500);
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_THROTTLE });
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return { page, session, close: () => context.close() };
}

export interface Work {
  script: number;
  /** Script, style and layout. */
  all: number;
}

/** CPU milliseconds of the page's thread that `act` costs, drawing included. */
export async function measureWork({ page, session }: OpenStage, act: () => Promise<unknown>): Promise<Work> {
  const settle = () =>
    page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await settle();
  const before = await read(session);
  await act();
  await settle();
  const after = await read(session);
  return { script: after.script - before.script, all: after.all - before.all };
}

async function read(session: CDPSession): Promise<Work> {
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN) * 1_000;
  const script = of("ScriptDuration");
  return { script, all: script + of("LayoutDuration") + of("RecalcStyleDuration") };
}
