import { expect, test } from "@playwright/test";
import { eventsOf, launch, openShopPage, putConversation } from "../src/window-stage.ts";

const opened = { display: { kind: "floating", opened: true, openedBy: "visitor" } } as const;

test("WIN20: a strict policy with Trusted Types finds nothing to report", async ({ page }) => {
  const faults: string[] = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
  await openShopPage(page, { headers: { "Content-Security-Policy": policy } });
  // The page's own style element is refused by its policy; that is not the window's doing.
  faults.length = 0;
  await launch(page, opened);
  await putConversation(page, 5, 1);
  await page.getByRole("button", { name: "All conversations" }).click();
  await page.getByRole("button", { name: "New conversation" }).click();
  await page.getByRole("textbox", { name: "Write your message here" }).fill("Hello\nthere");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article", { name: /^You/ })).toBeVisible();
  const width = await page.getByRole("dialog").evaluate((dialog) => dialog.getBoundingClientRect().width);
  expect(width).toBe(390);
  expect(faults).toEqual([]);
});

test("WIN20: looks the same whatever styles the page has", async ({ page, context }) => {
  await openShopPage(page, { hostStyle: "main { display: none }" });
  await launch(page, opened);
  const hostile = await context.newPage();
  await openShopPage(hostile, {
    hostStyle: `* { all: unset !important; display: inline !important; font: 40px serif !important; color: red !important;
      transform: rotate(9deg) !important; position: static !important; opacity: .2 !important; direction: rtl !important }
      html, body { background: #fff !important; opacity: 1 !important; transform: none !important; font-size: 40px !important }
      beckon-chat { visibility: hidden !important; --highlight-color: red !important; z-index: -1 !important; zoom: 3 !important }
      head, main { display: none !important }`,
  });
  await launch(hostile, opened);
  const boxOf = (of: typeof page) =>
    of.getByRole("dialog").evaluate(async (dialog) => {
      // It moves while it opens.
      await Promise.all(dialog.getAnimations().map(({ finished }) => finished));
      return { ...dialog.getBoundingClientRect().toJSON() };
    });
  await expect(hostile.getByRole("textbox")).toBeFocused();
  expect(await boxOf(hostile)).toEqual(await boxOf(page));
  const look = (of: typeof page) => of.getByRole("dialog").screenshot({ animations: "disabled", caret: "hide" });
  expect((await look(hostile)).equals(await look(page))).toBe(true);
});

test("WIN20: takes no room, and leaves nothing behind when it is closed", async ({ page }) => {
  await openShopPage(page);
  const before = await page.evaluate(() => [document.documentElement.scrollHeight, Object.keys(window).length]);
  await launch(page, opened);
  await putConversation(page, 3, 1);
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(before[0]);
  await page.evaluate(() => globalThis.stage.handle.close());
  await expect(page.locator("beckon-chat")).toHaveCount(0);
  await expect(page).toHaveTitle("Shop");
  expect((await eventsOf(page)).at(-1)).toBe("closed");
  // `stage` is the test's own.
  expect(await page.evaluate(() => Object.keys(window).length)).toBe((before[1] ?? 0) + 1);
});

test("WIN20: stays when the page replaces its body and comes back when it is taken away, with the place that was being read", async ({
  page,
}) => {
  await openShopPage(page);
  await launch(page, opened);
  await putConversation(page, 60);
  const log = page.getByRole("log");
  await expect(log.getByText("Message 60", { exact: true })).toBeVisible();
  await log.evaluate((element) => element.scrollBy({ top: -300, behavior: "instant" }));
  await expect(page.getByRole("button", { name: "Go to the latest message" })).toBeVisible();
  // What is drawn above moves it.
  await expect(log.getByText("Message 40", { exact: true })).toHaveCount(1);
  const top = await log.evaluate(
    (element) => new Promise((resolve) => requestAnimationFrame(() => resolve(element.scrollTop))),
  );
  await page.evaluate(() => {
    document.body = document.createElement("body");
  });
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect.poll(() => log.evaluate((element) => element.scrollTop)).toBe(top);
  await page.evaluate(() => document.querySelector("beckon-chat")?.remove());
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect.poll(() => log.evaluate((element) => element.scrollTop)).toBe(top);
});

test("WIN25: of what has its z-index it is on top, also of what comes later; what the browser puts above all pages stays there", async ({
  page,
}) => {
  await openShopPage(page);
  const cover = () =>
    page.evaluate(() => {
      const cover = document.createElement("div");
      cover.style.cssText = "position: fixed; inset: 0; z-index: 2147483647; background: rgb(200 200 255 / 50%)";
      document.body.append(cover);
    });
  await cover();
  await launch(page, { appearance: { z_index: 2_147_483_647 } });
  await cover();
  // In a transformed body, what is fixed is fixed to the body.
  await page.evaluate(() => {
    document.body.style.transform = "translateY(300px)";
  });
  const bubble = page.getByRole("button", { name: "Purple Shop", exact: true });
  await bubble.click();
  await expect(page.getByRole("dialog", { name: "Purple Shop" })).toBeInViewport({ ratio: 1 });
  await bubble.click();

  /** What is hit where the bubble is. */
  const hit = () =>
    bubble.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return document.elementFromPoint(x + width / 2, y + height / 2)?.localName;
    });
  await page.evaluate(() => {
    const { body } = document;
    body.insertAdjacentHTML("beforeend", "<dialog><button>Close</button></dialog><div popover>Only one left</div>");
    document.querySelector<HTMLElement>("[popover]")?.showPopover();
  });
  // A popover is above what it covers, and takes nothing else.
  await bubble.click();
  await expect(page.getByRole("dialog", { name: "Purple Shop" })).toBeVisible();
  await bubble.click();
  expect(await hit()).toBe("beckon-chat");
  // A modal dialog wants an answer first; so the page has it.
  await page.evaluate(() => document.querySelector("dialog")?.showModal());
  expect(await hit()).not.toBe("beckon-chat");
  await page.getByRole("button", { name: "Close" }).evaluate((button) => button.closest("dialog")?.close());
  expect(await hit()).toBe("beckon-chat");
  // An element that fills the screen covers everything; the page that does takes the chat with it.
  await page.evaluate(() => document.documentElement.requestFullscreen());
  expect(await hit()).toBe("beckon-chat");
  await page.evaluate(() => document.querySelector("main")?.requestFullscreen());
  await expect.poll(hit).not.toBe("beckon-chat");
  await page.evaluate(() => document.exitFullscreen());
  await expect.poll(hit).toBe("beckon-chat");
});

test("WIN20: works on a page with patched prototypes and blocked storage", async ({ page }) => {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await openShopPage(page, {
    before: () => {
      Object.assign(Array.prototype, { toJSON: () => "broken", each() {}, first() {}, from: null });
      Object.assign(String.prototype, { toJSON: () => "broken" });
      Object.assign(Function.prototype, { delay() {} });
      Object.defineProperty(window, "localStorage", {
        get: () => {
          throw new DOMException("blocked", "SecurityError");
        },
      });
    },
  });
  await launch(page, opened);
  const field = page.getByRole("textbox", { name: "Write your message here" });
  await field.fill("Hello");
  await page.getByRole("button", { name: "Minimize" }).click();
  await page.getByRole("button", { name: "Purple Shop" }).click();
  await expect(field).toHaveValue("Hello");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article", { name: /^You/ })).toContainText("Hello");
  expect(faults).toEqual([]);
});

test("WIN20: what is typed is no shortcut of the page", async ({ page }) => {
  await openShopPage(page);
  await page.evaluate(() =>
    document.addEventListener("keydown", () => document.body.setAttribute("data-shortcut", "")),
  );
  await launch(page, opened);
  await page.getByRole("textbox").pressSequentially("s");
  await expect(page.locator("body[data-shortcut]")).toHaveCount(0);
});

test("WIN12: a phone gets the whole screen by the visitor's gesture only, and Tab stays within", async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 700 }, isMobile: true, hasTouch: true });
  const page = await context.newPage();
  await openShopPage(page);
  await launch(page, { display: { kind: "floating", opened: true, openedBy: "trigger" } });
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("button", { name: "Purple Shop" }).tap();
  // When it has risen.
  await expect.poll(() => page.getByRole("dialog").boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 700 });
  const field = page.getByRole("textbox");
  await field.fill("one");
  // WIN13: Enter breaks where there is only touch.
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("one\n");
  for (let count = 0; count < 12; count += 1) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("beckon-chat");
  }
  const size = await field.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
  expect(size).toBeGreaterThanOrEqual(16);
  await context.close();
});

test("WIN22: what is loaded later is not waited for, and the window says when it is missing", async ({ page }) => {
  const asked: string[] = [];
  await openShopPage(page);
  await page.route("**/later.js", (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  await launch(page, opened);
  const threadId = await putConversation(page, 3, 1);
  // Wanted by the title's count, and by the idle page too if that came first.
  await expect.poll(() => asked.length).toBeGreaterThanOrEqual(1);
  const field = page.getByRole("textbox", { name: "Write your message here" });
  await field.fill("Look at https://shop.test/dress");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article", { name: /^You/ }).last()).toContainText("https://shop.test/dress");
  await page.evaluate((id) => globalThis.stage.client.refuse(id, "Not now."), threadId);
  await expect(page.getByRole("article", { name: /^You/ }).last()).toContainText("This message was not sent.");
  await expect(page.getByRole("status").filter({ hasText: "missing" })).toHaveCount(0);
  await page.getByRole("button", { name: "All conversations" }).click();
  await expect(page.getByRole("status").filter({ hasText: "A part of this chat is missing." })).toBeVisible();
  // Asked for again by what needs it, and not by each drawing.
  expect(asked.length).toBeLessThanOrEqual(3);
});

test("WIN17: an automatic message counts in the title before there is any connection", async ({ page }) => {
  await openShopPage(page);
  await launch(page, { state: { connection: { kind: "stopped" }, threadsKnown: false } });
  await page.evaluate(() => globalThis.stage.handle.addAutomaticMessage("Can I help?"));
  await expect(page).toHaveTitle("(1) Shop");
});

test("WIN24: a browser that cannot show the window gets a plain line when it is wanted, and no fault", async ({
  page,
}) => {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await openShopPage(page, { before: () => Reflect.deleteProperty(CSSStyleSheet.prototype, "replaceSync") });
  await launch(page);
  await page.evaluate(() => {
    globalThis.stage.handle.addAutomaticMessage("Can I help?");
    globalThis.stage.handle.open("visitor");
  });
  const line = page.getByRole("status").filter({ hasText: "This browser is too old for this chat." });
  await expect(line).toBeInViewport();
  await line.click();
  await expect(line).toHaveCount(0);
  expect(faults).toEqual([]);
});
