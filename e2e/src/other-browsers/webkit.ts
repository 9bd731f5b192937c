import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { expect } from "@playwright/test";
import { keyActions, type OtherBrowser } from "./other-browser.ts";

/** It tells of no errors itself: the page has to, from its load on. */
const LISTEN_FOR_FAULTS = `
  window.faultsOfPage = [];
  addEventListener("error", ({ message }) => faultsOfPage.push(message));
  addEventListener("unhandledrejection", ({ reason }) => faultsOfPage.push(String(reason)));`;

/** WebKitGTK's own small browser, on a screen that nobody sees, by WebDriver. */
export async function startWebKit(driverPath: string): Promise<OtherBrowser> {
  const screen = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x900x24"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const [number] = (await once(screen.stdio[3] as NodeJS.ReadableStream, "data")) as [Buffer];
  const port = await findFreePort();
  const driver = spawn(driverPath, ["--host=127.0.0.1", `--port=${port}`], {
    // Its sandbox needs name spaces that containers do not grant.
    env: { ...process.env, DISPLAY: `:${String(number).trim()}`, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" },
    stdio: "ignore",
  });

  async function ask<Result>(method: "GET" | "POST" | "DELETE", path: string, body?: object): Promise<Result> {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const { value } = (await response.json()) as { value: Result };
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(value)}`);
    return value;
  }

  await expect.poll(() => ask("GET", "/status").catch(() => null)).not.toBeNull();
  const { sessionId } = await ask<{ sessionId: string }>("POST", "/session", { capabilities: {} });
  const session = `/session/${sessionId}`;
  const run = <Result>(script: string) => ask<Result>("POST", `${session}/execute/sync`, { script, args: [] });
  return {
    async open(url) {
      await ask("POST", `${session}/url`, { url });
      await run(LISTEN_FOR_FAULTS);
    },
    evaluate: (expression) => run(`return ${expression}`),
    type: (text) => ask("POST", `${session}/actions`, keyActions(text)),
    faults: () => run("return window.faultsOfPage"),
    async close() {
      await ask("DELETE", session);
      driver.kill();
      screen.kill();
    },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
