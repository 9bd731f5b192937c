import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Chromium without Playwright, for pages that nobody sees: with it every page counts as seen and focused, and none is
 * prerendered, since that happens only while whoever is attached came by way of the page's tab.
 */
export interface BareChromium {
  /** The page of the first tab. */
  readonly page: BarePage;
  /** The page that was made ready in the same tab before it was seen, once there is one. */
  prerendered(): BarePage | null;
  close(): Promise<void>;
}

export interface BarePage {
  open(url: string): Promise<void>;
  /** What the expression is in the page, by way of JSON; promises are awaited. */
  evaluate(expression: string): Promise<unknown>;
  /** Into what has the focus, and Enter after it. */
  write(text: string): Promise<void>;
  ask(method: string, parameters?: object): Promise<Record<string, unknown>>;
}

interface Told {
  id?: number;
  result?: Record<string, unknown>;
  error?: { message: string };
  method?: string;
  params?: Record<string, unknown> & {
    sessionId?: string;
    targetInfo?: { targetId: string; type: string; subtype?: string };
  };
}

export async function startBareChromium(path: string): Promise<BareChromium> {
  const profile = await mkdtemp(join(tmpdir(), "beckon-chromium-"));
  const child = spawn(
    path,
    [
      ...["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
      ...["--no-first-run", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let printed = "";
  while (!/ws:\/\/\S+/.test(printed)) printed += String((await once(child.stderr, "data"))[0]);
  child.stderr.resume();
  const socket = new WebSocket(/ws:\/\/\S+/.exec(printed)?.[0] ?? "");
  await once(socket, "open");

  const waiting = new Map<number, { resolve(result: Record<string, unknown>): void; reject(reason: Error): void }>();
  const pages: { sessionId: string; isPrerendered: boolean }[] = [];
  socket.onmessage = ({ data }) => {
    const { id, result, error, method, params } = JSON.parse(String(data)) as Told;
    if (id !== undefined) {
      if (error) waiting.get(id)?.reject(new Error(error.message));
      else waiting.get(id)?.resolve(result ?? {});
      waiting.delete(id);
    } else if (method === "Target.attachedToTarget" && params?.targetInfo?.type === "page") {
      pages.push({ sessionId: params.sessionId ?? "", isPrerendered: params.targetInfo.subtype === "prerender" });
    }
  };
  let asked = 0;
  const ask = (method: string, params: object = {}, sessionId?: string) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      asked += 1;
      waiting.set(asked, { resolve, reject });
      socket.send(JSON.stringify({ id: asked, method, params, sessionId }));
    });
  const speakTo = (sessionId: string): BarePage => ({
    ask: (method, parameters) => ask(method, parameters, sessionId),
    open: async (url) => void (await ask("Page.navigate", { url }, sessionId)),
    async write(text) {
      await ask("Input.insertText", { text }, sessionId);
      const key = { type: "keyDown", key: "Enter", windowsVirtualKeyCode: 13, text: "\r" };
      await ask("Input.dispatchKeyEvent", key, sessionId);
    },
    async evaluate(expression) {
      const answer = await ask(
        "Runtime.evaluate",
        { expression, returnByValue: true, awaitPromise: true, userGesture: true },
        sessionId,
      );
      if (answer.exceptionDetails) throw new Error(JSON.stringify(answer.exceptionDetails));
      return (answer.result as { value?: unknown }).value;
    },
  });

  const { targetInfos } = await ask("Target.getTargets", { filter: [{}] });
  const tab = (targetInfos as { type: string; targetId: string }[]).find(({ type }) => type === "tab");
  const { sessionId } = await ask("Target.attachToTarget", { targetId: tab?.targetId, flatten: true });
  const attaching = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true, filter: [{}] };
  await ask("Target.setAutoAttach", attaching, sessionId as string);
  const [first] = pages;
  if (first === undefined) throw new Error("the tab has no page");
  return {
    page: speakTo(first.sessionId),
    prerendered() {
      const page = pages.find(({ isPrerendered }) => isPrerendered);
      return page ? speakTo(page.sessionId) : null;
    },
    async close() {
      socket.close();
      const ended = once(child, "exit");
      child.kill();
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
