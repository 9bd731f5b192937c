import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyActions, type OtherBrowser } from "./other-browser.ts";

interface Answer {
  id?: number;
  type: "success" | "error" | "event";
  result?: unknown;
  message?: string;
  method?: string;
  params?: { level?: string; type?: string; text?: string };
}

/** Firefox by WebDriver BiDi, which it speaks itself. */
export async function startFirefox(path: string): Promise<OtherBrowser> {
  const profile = await mkdtemp(join(tmpdir(), "beckon-firefox-"));
  const child = spawn(path, ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const socket = new WebSocket(`${await findAddress(child.stderr)}/session`);
  await once(socket, "open");

  const faults: string[] = [];
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  let asked = 0;
  socket.addEventListener("message", ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    const { level, type, text } = answer.params ?? {};
    if (answer.method === "log.entryAdded" && level === "error" && type === "javascript") faults.push(text ?? "");
    const waiter = waiting.get(answer.id ?? 0);
    if (answer.type === "error") waiter?.reject(new Error(answer.message));
    else waiter?.resolve(answer.result);
  });
  function ask<Result>(method: string, params: object): Promise<Result> {
    asked += 1;
    const id = asked;
    socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve: (result) => resolve(result as Result), reject });
    });
  }

  await ask("session.new", { capabilities: {} });
  await ask("session.subscribe", { events: ["log.entryAdded"] });
  const tree = await ask<{ contexts: { context: string }[] }>("browsingContext.getTree", {});
  const context = tree.contexts[0]?.context;

  return {
    open: async (url) => void (await ask("browsingContext.navigate", { context, url, wait: "complete" })),
    async evaluate(expression) {
      const { result } = await ask<{ result?: { value?: string } }>("script.evaluate", {
        expression: `JSON.stringify(${expression})`,
        target: { context },
        awaitPromise: false,
      });
      return result?.value === undefined ? undefined : JSON.parse(result.value);
    },
    type: async (text) => void (await ask("input.performActions", { context, ...keyActions(text) })),
    faults: async () => faults,
    async close() {
      const exited = once(child, "exit");
      child.kill();
      await exited;
      await rm(profile, { recursive: true, force: true });
    },
  };
}

async function findAddress(output: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of output) {
    text += String(chunk);
    const address = /WebDriver BiDi listening on (ws:\S+)/.exec(text)?.[1];
    if (address !== undefined) {
      return address;
    }
  }
  throw new Error(`Firefox ended before it was ready: ${text}`);
}
