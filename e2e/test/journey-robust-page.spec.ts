import { chromium, type Locator } from "@playwright/test";
import { answerTo, signIn } from "../src/api.ts";
import { asVisitor, expect, test, watchFaults } from "../src/product.ts";

/** The page's own policy, which lets no WebSocket through. */
const forbidSockets = (): void => {
  const untilHead = new MutationObserver(() => {
    if (!document.head) return;
    untilHead.disconnect();
    const policy = document.createElement("meta");
    policy.httpEquiv = "Content-Security-Policy";
    policy.content = "connect-src http:";
    document.head.prepend(policy);
  });
  untilHead.observe(document, { childList: true, subtree: true });
};

test("CLI18: a page whose policy lets no WebSocket through chats over HTTP, also after the server was gone", async ({
  page,
  product,
}) => {
  await page.addInitScript(forbidSockets);
  const alicia = await signIn(product, "alicia@demo.test");
  const visitor = asVisitor(page);
  const sockets: string[] = [];
  page.on("websocket", (socket) => sockets.push(socket.url()));
  await page.goto(`${product.shopUrl}/`);
  await visitor.button.click();
  await visitor.write("no sockets here");
  await expect(visitor.dialog).toContainText("Sent");
  await answerTo(alicia, "no sockets here", "none needed");
  await expect(visitor.messages.filter({ hasText: "none needed" })).toHaveCount(1);
  await product.kill();
  await visitor.write("written meanwhile");
  await product.restart();
  await answerTo(alicia, "written meanwhile", "all there");
  for (const text of ["no sockets here", "written meanwhile", "all there"]) {
    await expect(visitor.messages.filter({ hasText: text })).toHaveCount(1);
  }
  expect(sockets).toEqual([]);
});

test("CLI18, WIN22: what cannot be loaded at first is loaded later without a reload", async ({ page, product }) => {
  await page.addInitScript(forbidSockets);
  const missing = new Set<string | undefined>();
  const firstAddress = /\/assets\/(chat-client|emoji-picker|english|http-stream|later)-[^?]*$/;
  await page.route(firstAddress, (route) => {
    missing.add(firstAddress.exec(route.request().url())?.[1]);
    return route.abort();
  });
  const visitor = asVisitor(page);
  await page.goto(`${product.shopUrl}/`);
  // Each click asks again for what is still missing; the files that come later find the window's own by its second address.
  const clickUntil = (button: Locator, result: Locator) =>
    expect(async () => {
      await button.click();
      await expect(result).toBeVisible({ timeout: 1_000 });
    }).toPass();
  const named = (name: string) => visitor.dialog.getByRole("button", { name });
  await clickUntil(visitor.button, visitor.dialog);
  await visitor.write("written before anything works");
  // Reached for at first by what is missing; browsers remember that, and would never ask for it again.
  await expect(visitor.dialog).toContainText("Sent");
  await clickUntil(named("More options"), named("Turn sound off"));
  await page.keyboard.press("Escape");
  await clickUntil(named("Emoji"), named("😃"));
  expect(missing).toEqual(new Set(["chat-client", "emoji-picker", "english", "http-stream", "later"]));
});

test("a page that is kept for coming back, loses its network and has its clock set back loses and doubles nothing", async ({
  product,
  launchOptions,
}) => {
  test.setTimeout(120_000);
  // Playwright switches off what this is about.
  const browser = await chromium.launch({
    ...launchOptions,
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
  const alicia = await signIn(product, "alicia@demo.test");
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  const faults = watchFaults(page);
  const visitor = asVisitor(page);
  await page.goto(`${product.shopUrl}/`);
  await visitor.button.click();
  await visitor.write("before the other page");
  await expect(visitor.dialog).toContainText("Sent");
  const once = (text: string) => expect(visitor.messages.filter({ hasText: text })).toHaveCount(1);

  await test.step("the page goes into the back/forward cache and comes back as it was, with what it missed", async () => {
    await visitor.composer.fill("half a thought");
    await page.evaluate(() => {
      document.body.dataset.kept = "yes";
    });
    // Another page without a chat.
    await page.goto(`${product.beckonUrl}/healthz`);
    await answerTo(alicia, "before the other page", "while you were away");
    // Not `goBack`, which waits for a loading that does not take place.
    await page.evaluate(() => void setTimeout(() => history.back()));
    await expect(page.locator("body")).toHaveAttribute("data-kept", "yes");
    await once("while you were away");
    await expect(visitor.composer).toHaveValue("half a thought");
    await visitor.write("back again");
    await answerTo(alicia, "back again", "welcome back");
    await once("welcome back");
  });

  await test.step("the network goes without a word: what is written waits, and goes out once, in order", async () => {
    await context.setOffline(true);
    await visitor.write("offline one");
    await visitor.write("offline two");
    await context.setOffline(false);
    await answerTo(alicia, "offline two", "both are here");
    await once("both are here");
    for (const text of ["offline one", "offline two"]) await once(text);
    const all = (await visitor.messages.allTextContents()).join("\n");
    expect(all.indexOf("offline one")).toBeLessThan(all.indexOf("offline two"));
  });

  await test.step("the clock is set back by two days, then ahead: the conversation's order is the server's", async () => {
    const realNow = await page.evaluate(() => Date.now());
    for (const [text, shiftMs] of [
      ["two days ago", -172_800_000],
      ["in two days", 172_800_000],
    ] as const) {
      await page.evaluate((shift) => {
        const now = Object.getOwnPropertyDescriptor(Date, "now")?.value as () => number;
        Date.now = () => now() + shift;
      }, shiftMs);
      await visitor.write(text);
      await answerTo(alicia, text, `heard: ${text}`);
      await once(`heard: ${text}`);
    }
    expect(Math.abs((await page.evaluate(() => Date.now())) - realNow)).toBeLessThan(600_000);
    const all = (await visitor.messages.allTextContents()).join("\n");
    const order = ["both are here", "two days ago", "heard: two days ago", "in two days", "heard: in two days"];
    const places = order.map((text) => all.indexOf(text));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    for (const text of order.slice(1)) expect(all.split(text).length).toBeGreaterThan(1);
  });
  expect(faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED|WebSocket/.test(fault))).toEqual([]);
  await browser.close();
});
