import { answerTo, findThread, signIn } from "../src/api.ts";
import { type BarePage, startBareChromium } from "../src/other-browsers/bare-chromium.ts";
import { expect, type Product, test } from "../src/product.ts";

const BUTTON = `document.querySelector("beckon-item")?.shadowRoot.querySelector(".chat_item_action")`;
const WINDOW = `document.querySelector("beckon-chat")?.shadowRoot`;
const MESSAGES = `[...(${WINDOW}?.querySelectorAll("article") ?? [])].map((message) => message.querySelector(".body").innerText)`;
const PAGE_VIEWS = `JSON.parse(localStorage["beckon:demo-messaging:visit"]).visit.pageViews.map(({ values }) => new URL(values.page_url).pathname)`;

/** Opens the shop and writes to it. */
async function engage(page: BarePage, product: Product, text: string): Promise<void> {
  await page.ask("Page.bringToFront");
  await page.open(`${product.shopUrl}/`);
  await expect.poll(() => page.evaluate(`${BUTTON} != null`)).toBe(true);
  await page.evaluate(`${BUTTON}.click()`);
  await expect.poll(() => page.evaluate(`${WINDOW}?.activeElement?.localName`)).toBe("textarea");
  await page.write(text);
  await expect.poll(() => page.evaluate(`${WINDOW}.textContent.includes("Sent")`)).toBe(true);
}

test("API39: a page that Chromium prerenders is no page view and asks for nothing until it is seen; then the chat goes on", async ({
  product,
  launchOptions,
}) => {
  const browser = await startBareChromium(launchOptions.executablePath ?? "chromium");
  const { page } = browser;
  await engage(page, product, "before the next page");
  const viewsBefore = await page.evaluate(PAGE_VIEWS);
  expect(viewsBefore).toEqual(["/"]);

  // The shop as a website that makes its next page ready, as many do.
  await page.evaluate(`{
    const rules = document.createElement("script");
    rules.type = "speculationrules";
    rules.text = JSON.stringify({ prerender: [{ urls: ["/dresses/"], eagerness: "immediate" }] });
    document.head.append(rules);
  }`);
  await expect.poll(() => browser.prerendered()).not.toBeNull();
  const next = browser.prerendered() ?? page;
  await expect.poll(() => next.evaluate("document.readyState")).toBe("complete");
  expect(await next.evaluate("document.prerendering")).toBe(true);
  // On a page that is seen, an idle moment and a request later files of the chat would be on their way.
  await next.evaluate("new Promise(requestIdleCallback)");
  const loader = `${product.beckonUrl}/chat/demo-messaging/loader.js`;
  await next.evaluate(`fetch("${loader}").then((response) => response.text())`);
  const asked = `performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.startsWith("${product.beckonUrl}"))`;
  expect(new Set((await next.evaluate(asked)) as string[])).toEqual(new Set([loader]));
  expect(await next.evaluate(`document.querySelector("beckon-chat, beckon-item")`)).toBeNull();
  expect(await page.evaluate(PAGE_VIEWS)).toEqual(viewsBefore);

  await page.evaluate(`void setTimeout(() => { location.href = "/dresses/"; })`);
  await expect.poll(() => next.evaluate("document.prerendering")).toBe(false);
  await expect.poll(() => next.evaluate(MESSAGES)).toEqual(["before the next page"]);
  // It is the page that was prerendered, not another one of the same address.
  expect(await next.evaluate(`performance.getEntriesByType("navigation")[0].activationStart > 0`)).toBe(true);
  expect(await next.evaluate(PAGE_VIEWS)).toEqual(["/", "/dresses/"]);
  expect(await next.evaluate(`document.querySelectorAll("beckon-chat").length`)).toBe(1);
  await browser.close();
});

test("WIN17, CLI16: a tab that is hidden, throttled and then frozen says what is unread, and loses and doubles nothing", async ({
  product,
  launchOptions,
}) => {
  const browser = await startBareChromium(launchOptions.executablePath ?? "chromium");
  const { page } = browser;
  const alicia = await signIn(product, "alicia@demo.test");
  await engage(page, product, "before another tab");
  const title = await page.evaluate("document.title");
  await page.evaluate(
    `for (const kind of ["freeze", "resume"]) document.addEventListener(kind, () => (globalThis[kind] = true))`,
  );

  await page.ask("Target.createTarget", { url: `${product.beckonUrl}/healthz` });
  await expect.poll(() => page.evaluate("document.visibilityState")).toBe("hidden");
  await answerTo(alicia, "before another tab", "while hidden");
  await expect.poll(() => page.evaluate("document.title")).toBe(`(1) ${title}`);
  await page.evaluate(`${WINDOW}.querySelector("textarea").focus()`);
  await product.kill();
  await page.write("written without a server");
  await page.ask("Page.setWebLifecycleState", { state: "frozen" });
  await expect.poll(() => page.evaluate("globalThis.freeze")).toBe(true);
  await product.restart();
  await answerTo(alicia, "while hidden", "while frozen");

  await page.ask("Page.setWebLifecycleState", { state: "active" });
  await expect.poll(() => page.evaluate("globalThis.resume")).toBe(true);
  const said = ["before another tab", "while hidden", "while frozen", "written without a server"];
  await expect.poll(() => page.evaluate(MESSAGES)).toEqual(said);
  // Whoever writes has read what was before.
  await expect.poll(() => page.evaluate("document.title")).toBe(title);
  await answerTo(alicia, "written without a server", "thawed");
  await expect.poll(() => page.evaluate("document.title")).toBe(`(1) ${title}`);
  await page.ask("Page.bringToFront");
  await expect.poll(() => page.evaluate("document.title")).toBe(title);
  expect(await page.evaluate(MESSAGES)).toEqual([...said, "thawed"]);
  const { records } = await alicia.get<{ records: { body: string }[] }>(
    `/threads/${await findThread(alicia, "thawed")}/messages`,
  );
  expect(records.map(({ body }) => body)).toEqual([...said, "thawed"]);
  await browser.close();
});
