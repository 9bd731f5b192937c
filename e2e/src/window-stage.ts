import { fileURLToPath } from "node:url";
import type { Stage, StageOptions, StageTools } from "@beckon/chat-client/stage/stage-types.ts";
import type { Page } from "@playwright/test";
import { build } from "vite";

declare global {
  var tools: StageTools;
  var stage: Stage;
}

const SHOP = "https://shop.test";
const SHOP_PAGE = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Shop</title>
<style>HOST_STYLE</style>
<main><h1>Dresses</h1><button id="help">Help</button><p>${"Linen, silk and wool. ".repeat(200)}</p></main></html>`;

export interface ShopPageOptions {
  /** Rules of the page itself, which the window must not feel. */
  hostStyle?: string;
  headers?: Record<string, string>;
  /** Runs in the page before anything else. */
  before?: () => void;
}

let builtFiles: Promise<ReadonlyMap<string, string>> | undefined;

/** The window with its scripted client, and what it imports later, by their names; built once a run. */
function buildStage(): Promise<ReadonlyMap<string, string>> {
  builtFiles ??= (async () => {
    const entry = fileURLToPath(new URL("../../packages/chat-client/dev/stage.ts", import.meta.url));
    const result = await build({
      configFile: false,
      logLevel: "error",
      build: {
        write: false,
        target: "es2022",
        rolldownOptions: {
          input: entry,
          preserveEntrySignatures: "allow-extension",
          output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name].js" },
        },
      },
    });
    const output = Array.isArray(result) ? result[0] : result;
    if (output === undefined || !("output" in output)) throw new Error("the stage was not built");
    return new Map(output.output.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file.code]] : [])));
  })();
  return builtFiles;
}

/** Opens a page of a website that has the window's script; `tools` in the page opens the window. */
export async function openShopPage(page: Page, options: ShopPageOptions = {}): Promise<void> {
  const files = await buildStage();
  const { hostStyle = "", headers = {}, before } = options;
  await page.route(`${SHOP}/**`, (route) => {
    const script = files.get(
      route
        .request()
        .url()
        .slice(SHOP.length + 1),
    );
    return script === undefined
      ? route.fulfill({ contentType: "text/html", headers, body: SHOP_PAGE.replace("HOST_STYLE", hostStyle) })
      : route.fulfill({ contentType: "text/javascript", body: script });
  });
  if (before !== undefined) await page.addInitScript(before);
  await page.goto(`${SHOP}/`);
  await loadStageScript(page);
}

/** Also after a reload. */
export async function loadStageScript(page: Page): Promise<void> {
  await page.evaluate((address) => import(address), `${SHOP}/stage.js`);
}

/** Launches the window with a connected client that knows its threads (none unless given). */
export async function launch(page: Page, options: StageOptions = {}): Promise<void> {
  await page.evaluate((given) => {
    const state = { connection: { kind: "open" } as const, threadsKnown: true, ...given.state };
    globalThis.stage = globalThis.tools.openStage({ ...given, state });
  }, options);
}

/** Messages of two people, `count` of them, the last one from the agent; the newest `unread` are not read. */
export async function putConversation(page: Page, count: number, unread = 0): Promise<string> {
  return page.evaluate(
    ([count, unread]) => {
      const { makeId, makeMessage, makeThread } = globalThis.tools;
      const threadId = makeId();
      const alicia = { type: "agent" as const, id: makeId(), name: "Alicia" };
      const start = Date.now() - count * 40_000;
      const messages = Array.from({ length: count }, (_, index) => {
        const isAgent = (count - 1 - index) % 3 !== 1;
        const author = isAgent ? alicia : { type: "visitor" as const, name: "" };
        return makeMessage(threadId, index + 1, author, `Message ${index + 1}`, start + index * 40_000);
      });
      const thread = makeThread(messages, { visitor_read_number: count - unread });
      globalThis.stage.client.putThread({ ...thread, unreadCount: unread });
      return threadId;
    },
    [count, unread] as const,
  );
}

/** What the window asked of its client under this name, in order. */
export function callsOf(page: Page, name: string): Promise<unknown[][]> {
  return page.evaluate(
    (wanted) => globalThis.stage.client.calls.filter(([called]) => called === wanted).map(([, ...values]) => values),
    name,
  );
}

export function eventsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => globalThis.stage.events.map(({ kind }) => kind));
}

type LiveState = NonNullable<ReturnType<Stage["client"]["getState"]>["threads"][number]["thread"]["live"]>;

/** Where the newest conversation, a live chat, stands from now on. */
export async function putLive(page: Page, live: LiveState): Promise<void> {
  await page.evaluate((live) => {
    const { client } = globalThis.stage;
    const [known] = client.getState().threads;
    if (known) client.putThread({ ...known, thread: { ...known.thread, live } });
  }, live);
}
