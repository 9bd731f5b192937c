import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { WebSocket } from "ws";

/** A page of the browser, spoken to with what a measurement needs and no more. */
export interface MeasuredPage {
  send(method: string, params?: object): Promise<unknown>;
  /** The value of an expression, awaited. Throws what it throws. */
  evaluate(expression: string): Promise<unknown>;
  close(): Promise<void>;
}

export interface MeasuredBrowser {
  version: string;
  openPage(): Promise<MeasuredPage>;
  close(): Promise<void>;
}

/**
 * A Chromium as somebody has it who works with the desk: one profile with its caches on the disk, and nobody who looks on.
 * Test drivers look on: they switch the debugger's runtime on, by which every error that a script makes, and React makes three
 * while it starts, has its place in the script looked up. With a large script on a slow processor that takes half a second.
 */
export async function launchBrowser(executable: string): Promise<MeasuredBrowser> {
  const profile = mkdtempSync(join(tmpdir(), "beckon-bench-desk-"));
  const child = spawn(
    executable,
    [
      "--headless=new",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      "--window-size=1440,900",
      "--lang=en-GB",
      "--no-first-run",
      "--no-sandbox",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "about:blank",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const socket = new WebSocket(await readAddress(child), { perMessageDeflate: false });
  await once(socket, "open");
  const call = speakTo(socket);
  const { product } = (await call("Browser.getVersion")) as { product: string };
  return {
    version: product.split("/")[1] ?? product,
    openPage: () => openPage(call),
    async close() {
      const exited = once(child, "exit");
      await call("Browser.close");
      await exited;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

async function readAddress(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error("the browser has no output");
  for await (const line of createInterface({ input: child.stderr })) {
    const address = /^DevTools listening on (ws:.*)$/.exec(line)?.[1];
    if (address === undefined) continue;
    child.stderr.resume();
    return address;
  }
  throw new Error("the browser did not start");
}

type Call = (method: string, params?: object, sessionId?: string) => Promise<unknown>;

interface Answer {
  id?: number;
  result?: unknown;
  error?: { message: string };
}

function speakTo(socket: WebSocket): Call {
  const asked = new Map<number, (answer: Answer) => void>();
  let count = 0;
  socket.on("message", (data) => {
    const answer: Answer = JSON.parse(String(data));
    if (answer.id === undefined) return;
    asked.get(answer.id)?.(answer);
    asked.delete(answer.id);
  });
  return (method, params = {}, sessionId) => {
    count += 1;
    const id = count;
    socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    return new Promise((resolve, reject) => {
      asked.set(id, ({ result, error }) =>
        error === undefined ? resolve(result) : reject(new Error(`${method}: ${error.message}`)),
      );
    });
  };
}

async function openPage(call: Call): Promise<MeasuredPage> {
  const { targetId } = (await call("Target.createTarget", { url: "about:blank" })) as { targetId: string };
  const attached = await call("Target.attachToTarget", { targetId, flatten: true });
  const { sessionId } = attached as { sessionId: string };
  const send = (method: string, params?: object) => call(method, params, sessionId);
  return {
    send,
    async evaluate(expression) {
      const evaluated = await send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
      const { result, exceptionDetails } = evaluated as {
        result: { value?: unknown; description?: string };
        exceptionDetails?: { text: string };
      };
      if (exceptionDetails !== undefined) throw new Error(result.description ?? exceptionDetails.text);
      return result.value;
    },
    close: async () => void (await call("Target.closeTarget", { targetId })),
  };
}
