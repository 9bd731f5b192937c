import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium, type Page } from "@playwright/test";
import { answerTo, findSource, signIn } from "../src/api.ts";
import { expect, type Product, test as productTest, watchFaults } from "../src/product.ts";

/** Chromium as people have it: each website that frames another one gives it a storage of its own. */
const test = productTest.extend<{ partitioning: Browser }>({
  partitioning: async ({ launchOptions }, use) => {
    // Playwright switches this off among other features; the last word counts.
    const args = [...(launchOptions.args ?? []), "--disable-features=Translate"];
    const browser = await chromium.launch({ ...launchOptions, args });
    await use(browser);
    await browser.close();
  },
});

/**
 * Under any name, each of them a website of its own to the browser: a page that frames the address of its query, or at
 * `/shop` one with the snippet of a source, which any website may frame.
 */
async function openWebsites(product: Product) {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://website");
    const framed = (searchParams.get("framed") ?? "").replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    const body =
      pathname === "/shop"
        ? `<h1>Shop</h1><script async src="${product.beckonUrl}/chat/demo-messaging/loader.js"></script>`
        : `<h1>Portal</h1><iframe width="500" height="700" src="${framed}"></iframe>`;
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(`<!doctype html><html lang="en"><title>Website</title><link rel="icon" href="data:,">${body}`);
  }).listen(0);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    originOf: (name: string) => `http://${name}.localhost:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function chatOf(page: Page) {
  const frame = page.frameLocator("iframe");
  const dialog = frame.getByRole("dialog", { name: "Purple Shop" });
  const messages = dialog.getByRole("article");
  return {
    button: frame.getByRole("button", { name: "Chat with us" }),
    dialog,
    messages,
    async write(text: string) {
      const composer = dialog.getByRole("textbox", { name: "Write your message here" });
      await composer.fill(text);
      await composer.press("Enter");
      await expect(messages.filter({ hasText: text })).toBeVisible();
      await expect(dialog).toContainText("Sent");
    },
  };
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

/** As the company's server does it, with the demo's key. */
function signToken(uuid: string): string {
  const exp = Math.floor(Date.now() / 1000) + 7_200;
  const signed = `${encode({ alg: "HS256", typ: "JWT", kid: "demo" })}.${encode({ uuid, exp })}`;
  return `${signed}.${createHmac("sha256", "0123456789abcdef01234567").update(signed).digest("base64url")}`;
}

test("IDN3: one shop framed by two websites has two visitors, each with a conversation that is there after a reload", async ({
  product,
  partitioning,
}) => {
  const websites = await openWebsites(product);
  const context = await partitioning.newContext({ locale: "en-GB" });
  const alicia = await signIn(product, "alicia@demo.test");
  const faults: string[] = [];
  const visit = async (name: string) => {
    const page = await context.newPage();
    const watched = watchFaults(page);
    await page.goto(`${websites.originOf(name)}/?framed=${encodeURIComponent(`${websites.originOf("shop")}/shop`)}`);
    return { page, chat: chatOf(page), watched };
  };
  const one = await visit("one");
  await one.chat.button.click();
  await one.chat.write("framed by one");
  const two = await visit("two");
  await two.chat.button.click();
  await expect(two.chat.dialog).toBeVisible();
  await expect(two.chat.messages.filter({ hasText: "framed by one" })).toHaveCount(0);
  await two.chat.write("framed by two");

  await answerTo(alicia, "framed by one", "to one");
  await answerTo(alicia, "framed by two", "to two");
  for (const { page, chat } of [one, two]) {
    await expect(chat.messages).toHaveCount(2);
    await page.reload();
    await expect(chat.messages).toHaveCount(2);
  }
  await expect(one.chat.messages.last()).toContainText("to one");
  await expect(two.chat.messages.last()).toContainText("to two");
  faults.push(...one.watched, ...two.watched);
  expect(faults).toEqual([]);
  await context.close();
  await websites.close();
});

test("IFR2, IFR3: the chat in a frame is the same signed person on every website that frames it, though nothing is shared", async ({
  product,
  partitioning,
}) => {
  const websites = await openWebsites(product);
  const administrator = await signIn(product);
  const source = await findSource(administrator, "demo-signed");
  await administrator.patch(`/sources/${source}`, { frame_origins: ["one", "two"].map(websites.originOf) });
  const uuid = `framed-${Date.now()}`;
  const context = await partitioning.newContext({ locale: "en-GB" });
  const visit = async (name: string) => {
    const page = await context.newPage();
    const faults = watchFaults(page);
    const address = `${product.beckonUrl}/chat/demo-signed/web?jwt_identity=${signToken(uuid)}`;
    await page.goto(`${websites.originOf(name)}/?framed=${encodeURIComponent(address)}`);
    const keep = (value: string) =>
      page.frames()[1]?.evaluate((told) => {
        const before = localStorage.getItem("website");
        localStorage.setItem("website", told);
        return before;
      }, value);
    return { page, chat: chatOf(page), faults, keep };
  };
  const one = await visit("one");
  await one.chat.write("signed in a frame");
  const two = await visit("two");
  await expect(two.chat.messages.filter({ hasText: "signed in a frame" })).toBeVisible();
  await two.chat.write("and in another one");
  await expect(one.chat.messages).toHaveCount(2);
  // That the browser keeps the two apart, which is what this is about.
  expect([await one.keep("one"), await two.keep("two"), await one.keep("one")]).toEqual([null, null, "one"]);

  const stranger = await visit("three");
  await expect(stranger.page.locator("iframe")).toBeVisible();
  await expect(stranger.chat.dialog).toHaveCount(0);
  expect([...one.faults, ...two.faults]).toEqual([]);
  await context.close();
  await websites.close();
});
