import { asVisitor, expect, test, watchFaults } from "../src/product.ts";

const PAGES = [
  "/",
  "/dresses/",
  "/dresses/587-pink-dress",
  "/cart",
  "/order/1",
  "/order/2",
  "/account",
  "/embedded",
  "/spa",
  "/strict",
  "/legacy",
];

/** What a page has on its window beside what the browser puts there. */
const listGlobals = () => Object.getOwnPropertyNames(window);

for (const path of PAGES) {
  test(`the chat works on ${path}, without a fault and without globals that are not documented`, async ({
    browser,
    product,
  }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    // The same page without Beckon says which globals are the shop's own.
    await page.route("**/loader.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    await page.goto(`${product.shopUrl}${path}`);
    await page.waitForLoadState("load");
    const before = new Set(await page.evaluate(listGlobals));
    await page.unroute("**/loader.js");

    const faults = watchFaults(page);
    await page.goto(`${product.shopUrl}${path}`);
    const visitor = asVisitor(page);
    // There the chat is a part of the page.
    if (path !== "/embedded") await visitor.button.click();
    await visitor.write(`hello from ${path}`);
    await expect(visitor.dialog).toContainText("Sent");
    const added = (await page.evaluate(listGlobals)).filter((name) => !before.has(name));
    expect(added.filter((name) => !["_chatq", "Beckon", "Dimelo"].includes(name))).toEqual([]);

    await page.goto(`${product.shopUrl}/dresses/`);
    await expect(visitor.messages.filter({ hasText: `hello from ${path}` })).toBeVisible();
    expect(faults).toEqual([]);
    await context.close();
  });
}

test("before the chat shows, only the loader and the assets are asked for", async ({ browser, product }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked: string[] = [];
  context.on("request", (request) => {
    if (request.url().startsWith(product.beckonUrl)) asked.push(request.url().slice(product.beckonUrl.length));
  });
  page.on("websocket", (socket) => asked.push(`socket ${socket.url()}`));
  await page.goto(`${product.shopUrl}/dresses/?utm_source=canary-in-the-url`);
  const visitor = asVisitor(page);
  await expect(visitor.button).toBeVisible();
  await page.goto(`${product.shopUrl}/dresses/587-pink-dress`);
  await expect(visitor.button).toBeVisible();
  await page.mouse.move(300, 300);
  await page.waitForLoadState("networkidle");
  const allowed = /^\/(chat\/demo-messaging\/loader\.js|assets\/chat-manager-[\w-]+\.js)$/;
  expect(asked.filter((path) => !allowed.test(path))).toEqual([]);
  expect(asked.length).toBeGreaterThan(0);

  await visitor.button.click();
  await expect(visitor.composer).toBeVisible();
  const afterwards =
    /^(\/(chat\/demo-messaging\/loader\.js|assets\/(chat-manager|chat-client|later)-[\w-]+\.js)|socket ws:\/\/[^/]+\/chat\/demo-messaging\/socket)$/;
  expect(asked.filter((path) => !afterwards.test(path))).toEqual([]);
  await context.close();
});
