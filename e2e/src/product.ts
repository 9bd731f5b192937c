import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { signIn } from "./api.ts";

const SERVER = fileURLToPath(new URL("../../apps/server/src/cli/main.ts", import.meta.url));

/** The whole product as `npm start` runs it, with the demo, on free ports and data of its own. */
export interface Product {
  beckonUrl: string;
  shopUrl: string;
  /** Ends the server at once, as a power cut of its process does. */
  kill(): Promise<void>;
  /** Starts it again, where it was. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

interface Running {
  child: ChildProcess;
  beckonUrl: string;
  shopUrl: string;
}

async function launch(dataDir: string, ports: { port: string; demoPort: string }): Promise<Running> {
  const child = spawn(process.execPath, [SERVER, "serve"], {
    env: {
      ...process.env,
      DATABASE_URL: "",
      REDIS_URL: "",
      PORT: ports.port,
      BECKON_DEMO_PORT: ports.demoPort,
      BECKON_DEMO: "1",
      // What a journey lets be called stands on this machine.
      BECKON_PRIVATE_WEBHOOKS: "1",
      BECKON_DATA_DIR: dataDir,
      LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const output = child.stdout;
  if (output === null) throw new Error("the server has no output");
  let text = "";
  while (!text.includes("Ctrl-C")) {
    const [chunk] = await Promise.race([
      once(output, "data"),
      once(child, "exit").then(() => {
        throw new Error(`the server ended before it was ready: ${text}`);
      }),
    ]);
    text += String(chunk);
  }
  output.resume();
  const shopUrl = /shop.*?(http:\/\/\S+?)\/?\s/.exec(text)?.[1];
  const beckonUrl = /desk.*?(http:\/\/\S+?)\/desk/.exec(text)?.[1];
  if (shopUrl === undefined || beckonUrl === undefined) throw new Error(`no links in: ${text}`);
  return { child, shopUrl, beckonUrl };
}

async function startProduct(): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), "beckon-journey-"));
  let running = await launch(dataDir, { port: "0", demoPort: "0" });
  const { beckonUrl, shopUrl } = running;
  const end = async (signal: NodeJS.Signals) => {
    if (running.child.exitCode !== null || running.child.signalCode !== null) return;
    const exited = once(running.child, "exit");
    running.child.kill(signal);
    await exited;
  };
  return {
    beckonUrl,
    shopUrl,
    kill: () => end("SIGKILL"),
    async restart() {
      running = await launch(dataDir, { port: new URL(beckonUrl).port, demoPort: new URL(shopUrl).port });
    },
    async close() {
      await end("SIGTERM");
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** What went wrong in a page that nobody would have noticed: uncaught errors and violations of its policy. */
export function watchFaults(page: Page): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !text.startsWith("Failed to load resource")) faults.push(`console: ${text}`);
    if (text.includes("Content Security Policy")) faults.push(`policy: ${text}`);
  });
  return faults;
}

/** A visitor on the shop. The chat's parts are found by their accessible names. */
export function asVisitor(page: Page) {
  const dialog = page.getByRole("dialog", { name: "Purple Shop" });
  return {
    page,
    dialog,
    button: page.getByRole("button", { name: "Chat with us" }),
    messages: dialog.getByRole("article"),
    composer: dialog.getByRole("textbox", { name: "Write your message here" }),
    async write(text: string) {
      const composer = dialog.getByRole("textbox", { name: "Write your message here" });
      await composer.fill(text);
      await composer.press("Enter");
      await expect(dialog.getByRole("article").filter({ hasText: text })).toBeVisible();
    },
  };
}

/** An agent who has signed in at the desk. */
export async function asAgent(
  context: BrowserContext,
  product: Product,
  email = "alicia@demo.test",
  password = "beckon-demo",
) {
  const page = await context.newPage();
  await page.goto(`${product.beckonUrl}/desk`);
  await page.getByRole("textbox", { name: /e-?mail/i }).fill(email);
  await page.getByLabel(/^password/i).fill(password);
  await page.getByRole("button", { name: /sign in|log in/i }).click();
  const threads = page.getByRole("list", { name: "Threads" });
  await expect(
    page
      .getByRole("heading", { name: /threads|conversations/i })
      .or(threads)
      .first(),
  ).toBeVisible();
  return {
    page,
    threads,
    log: page.getByRole("log"),
    reply: page.getByRole("textbox", { name: "Reply" }),
    visitor: page.getByRole("complementary", { name: "Visitor" }),
  };
}

/** Tests that share one running product a file. */
export const test = base.extend<object, { product: Product }>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from the pattern.
    async ({}, use) => {
      const product = await startProduct();
      // Whoever answers in one journey still has that conversation in the next ones.
      const administrator = await signIn(product);
      await administrator.patch("/channels/asynchronous", { hard_limit: 100 });
      await use(product);
      await product.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

export { expect };
