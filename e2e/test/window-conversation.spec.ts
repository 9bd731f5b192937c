import { expect, type Page, test } from "@playwright/test";
import { callsOf, eventsOf, launch, loadStageScript, openShopPage, putConversation } from "../src/window-stage.ts";

const opened = { display: { kind: "floating", opened: true, openedBy: "visitor" } } as const;
const field = (page: Page) => page.getByRole("textbox", { name: "Write your message here" });
const launcher = (page: Page) => page.getByRole("button", { name: /^Purple Shop/ });
const latest = (page: Page) => page.getByRole("button", { name: "Go to the latest message" });

const answer = (page: Page, threadId: string, body: string) =>
  page.evaluate(
    ([threadId, body]) => {
      const { client } = globalThis.stage;
      const number = client.getState().threads.find(({ thread }) => thread.id === threadId)?.thread.last_number ?? 0;
      const author = { type: "agent" as const, id: "018f0000-0000-7000-8000-aaaaaaaaaaaa", name: "Alicia" };
      client.receive(globalThis.tools.makeMessage(threadId, number + 1, author, body, Date.now()));
    },
    [threadId, body] as const,
  );

const firstThreadId = (page: Page) =>
  page.evaluate(() => globalThis.stage.client.getState().threads[0]?.thread.id ?? "");

test.beforeEach(({ page }) => openShopPage(page));

test("WIN11: opens by the bubble into the composer; Escape minimizes and gives the focus back", async ({ page }) => {
  await launch(page);
  await launcher(page).click();
  await expect(page.getByRole("dialog", { name: "Purple Shop" })).toBeVisible();
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(launcher(page)).toBeFocused();
  expect(await eventsOf(page)).toEqual(["shown", "opened", "minimized"]);
});

test("WIN11: gives the focus back to what had it on the page", async ({ page }) => {
  await launch(page);
  await page.getByRole("button", { name: "Help" }).focus();
  await page.evaluate(() => globalThis.stage.handle.open("visitor"));
  await expect(field(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Help" })).toBeFocused();
});

test("WIN11: a trigger opens it and leaves the focus where it was", async ({ page }) => {
  await page.getByRole("button", { name: "Help" }).focus();
  await launch(page, { display: { kind: "floating", opened: true, openedBy: "trigger" } });
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect(page.getByRole("button", { name: "Help" })).toBeFocused();
});

test("WIN4: a message is sending, sent, then seen", async ({ page }) => {
  await launch(page, opened);
  await field(page).fill("Does it come in size 40?");
  await page.keyboard.press("Enter");
  const message = page.getByRole("log").getByRole("article", { name: /^You/ });
  await expect(message).toContainText("Does it come in size 40?");
  await expect(message).toContainText("Sending");
  await expect(field(page)).toHaveValue("");
  const threadId = await firstThreadId(page);
  await page.evaluate((id) => globalThis.stage.client.acknowledge(id), threadId);
  await expect(message).toContainText("Sent");
  await page.evaluate((id) => {
    const known = globalThis.stage.client.getState().threads.find(({ thread }) => thread.id === id);
    if (known) globalThis.stage.client.putThread({ ...known, thread: { ...known.thread, agent_read_number: 1 } });
  }, threadId);
  await expect(message).toContainText("Seen");
  await answer(page, threadId, "It does.");
  await expect(page.getByRole("article", { name: /^Alicia/ })).toContainText("It does.");
});

test("WIN4: a refused message says why, and can be tried again or deleted", async ({ page }) => {
  await launch(page, opened);
  await field(page).fill("Hello");
  await page.getByRole("button", { name: "Send" }).click();
  const threadId = await firstThreadId(page);
  const refuse = () =>
    page.evaluate((id) => globalThis.stage.client.refuse(id, "That was too much at once."), threadId);
  await refuse();
  const message = page.getByRole("article", { name: /^You/ });
  await expect(message).toContainText("That was too much at once.");
  await message.getByRole("button", { name: "Try again" }).click();
  await expect(message).toContainText("Sending");
  await refuse();
  await message.getByRole("button", { name: "Delete" }).click();
  await expect(message).toHaveCount(0);
  expect(await callsOf(page, "sendMessage")).toHaveLength(1);
});

test("WIN5: reads only while somebody can be looking", async ({ page }) => {
  await launch(page);
  const threadId = await putConversation(page, 4, 2);
  await expect(launcher(page)).toHaveAccessibleName("Purple Shop, 2 unread messages");
  expect(await callsOf(page, "markRead")).toEqual([]);
  await launcher(page).click();
  await expect.poll(() => callsOf(page, "markRead")).toEqual([[threadId, 4]]);
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
  });
  await answer(page, threadId, "Anybody there?");
  await expect(page.getByText("Anybody there?")).toBeVisible();
  expect(await callsOf(page, "markRead")).toHaveLength(1);
  await page.evaluate(() => {
    Reflect.deleteProperty(document, "visibilityState");
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect.poll(() => callsOf(page, "markRead")).toHaveLength(2);
  await expect(page.getByText("New messages")).toBeVisible();
});

test("WIN6: what is being read does not move; arrivals are counted", async ({ page }) => {
  await launch(page, opened);
  const id = await putConversation(page, 60);
  await page.evaluate((id) => {
    const { client } = globalThis.stage;
    const known = client.getState().threads.find(({ thread }) => thread.id === id);
    if (known) client.putThread({ ...known, hasOlder: true, messages: known.messages.slice(30) });
  }, id);
  const log = page.getByRole("log");
  await expect(page.getByText("Message 60", { exact: true })).toBeInViewport();

  await log.evaluate((element) => element.scrollTo({ top: 120 }));
  await expect.poll(() => callsOf(page, "loadHistory")).not.toEqual([]);
  await expect(latest(page)).toBeVisible();
  const placeOf = (text: string) =>
    page.getByText(text, { exact: true }).evaluate((e) => e.getBoundingClientRect().top);
  const before = await placeOf("Message 35");
  await page.evaluate((id) => {
    const { client } = globalThis.stage;
    const known = client.getState().threads.find(({ thread }) => thread.id === id);
    if (!known) return;
    const older = Array.from({ length: 30 }, (_, index) =>
      globalThis.tools.makeMessage(
        id,
        index + 1,
        { type: "agent", name: "Alicia", id: "018f0000-0000-7000-8000-bbbbbbbbbbbb" },
        `Older ${index + 1}`,
        Date.parse(known.messages[0]?.created_at ?? "") - (30 - index) * 3_600_000,
      ),
    );
    client.putThread({ ...known, hasOlder: false, messages: [...older, ...known.messages] });
  }, id);
  await expect(page.getByText("Older 30", { exact: true })).toBeAttached();
  expect(Math.abs((await placeOf("Message 35")) - before)).toBeLessThanOrEqual(1);

  await answer(page, id, "One more");
  await expect(latest(page)).toHaveText("1");
  expect(Math.abs((await placeOf("Message 35")) - before)).toBeLessThanOrEqual(1);
  await latest(page).click();
  await expect(page.getByText("One more")).toBeInViewport();
  await expect(latest(page)).toHaveCount(0);
});

test("WIN13: Enter sends, Shift+Enter breaks the line", async ({ page }) => {
  await launch(page, opened);
  await field(page).pressSequentially("one");
  await page.keyboard.press("Shift+Enter");
  await field(page).pressSequentially("two");
  await expect(field(page)).toHaveValue("one\ntwo");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => callsOf(page, "sendMessage"))
    .toMatchObject([[expect.any(String), "one\ntwo", expect.anything()]]);
});

test("WIN14: a draft is there again after a reload", async ({ page }) => {
  await launch(page, opened);
  await field(page).fill("Does it");
  await page.reload();
  await loadStageScript(page);
  await launch(page, opened);
  await expect(field(page)).toHaveValue("Does it");
});

test("WIN15: tells the limit while writing and does not send beyond it", async ({ page }) => {
  await launch(page, opened);
  await field(page).fill("x".repeat(7_900));
  await expect(page.getByText("7,900 of 8,000 characters")).toBeVisible();
  await field(page).fill("x".repeat(8_012));
  await expect(page.getByText("Too long by 12.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send" })).toBeDisabled();
  await page.keyboard.press("Enter");
  expect(await callsOf(page, "sendMessage")).toEqual([]);
});

test("WIN16: tells an interruption after four seconds and nothing before; an end says what to do", async ({ page }) => {
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1_000);
  await launch(page, opened);
  const connect = (connection: object) =>
    page.evaluate((given) => globalThis.stage.client.change({ connection: given as { kind: "open" } }), connection);
  await connect({ kind: "interrupted", since: 0, retryAtMs: 0 });
  await page.clock.runFor(3_900);
  await expect(page.getByText("No connection at the moment.")).toHaveCount(0);
  await page.clock.runFor(200);
  await expect(page.getByText("No connection at the moment.")).toBeVisible();
  await connect({ kind: "open" });
  await expect(page.getByText("No connection at the moment.")).toHaveCount(0);
  await connect({ kind: "ended", reason: "not_authorised" });
  await expect(page.getByText("Your session has ended.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Reload the page" })).toBeVisible();
});

test("WIN17: the page's title carries the count, follows the page's own changes, and comes back", async ({ page }) => {
  await launch(page);
  await putConversation(page, 4, 2);
  await expect(page).toHaveTitle("(2) Shop");
  await page.evaluate(() => {
    document.title = "(1) Cart";
  });
  await expect(page).toHaveTitle("(2) (1) Cart");
  await launcher(page).click();
  await expect(page).toHaveTitle("(1) Cart");
});

test("WIN19: lists conversations and begins new ones", async ({ page }) => {
  await launch(page, opened);
  await putConversation(page, 4);
  await page.getByRole("button", { name: "All conversations" }).click();
  const list = page.getByRole("list", { name: "Your conversations" });
  await expect(list.getByRole("button")).toHaveCount(1);
  await expect(list.getByRole("button")).toBeFocused();
  await page.getByRole("button", { name: "New conversation" }).click();
  await expect(page.getByText("Ask us anything")).toBeVisible();
  await field(page).fill("Another matter");
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => (await callsOf(page, "sendMessage"))[0]?.[2])
    .toMatchObject({ identity_initiated: true });
});

test("shows links, long words and markup as what they are", async ({ page }) => {
  await launch(page, opened);
  await putConversation(page, 1);
  const threadId = await firstThreadId(page);
  await answer(page, threadId, `<img src=x onerror=alert(1)> https://shop.test/sizes ${"w".repeat(600)}`);
  const link = page.getByRole("link", { name: "https://shop.test/sizes" });
  await expect(link).toHaveAttribute("rel", "noopener noreferrer nofollow");
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(page.getByText("<img src=x onerror=alert(1)>")).toBeVisible();
  const overflow = await page.getByRole("log").evaluate((log) => log.scrollWidth - log.clientWidth);
  expect(overflow).toBe(0);
});

test("can be muted, and remembers it", async ({ page }) => {
  await launch(page, opened);
  await page.getByRole("button", { name: "More options" }).click();
  await page.getByRole("button", { name: "Turn sound off" }).click();
  await page.reload();
  await loadStageScript(page);
  await launch(page, opened);
  await page.getByRole("button", { name: "More options" }).click();
  await expect(page.getByRole("button", { name: "Turn sound on" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Turn sound on" })).toHaveCount(0);
  await expect(page.getByRole("dialog")).toBeVisible();
});

test("WIN23: of a long conversation only what is near is drawn", async ({ page }) => {
  await launch(page, opened);
  const id = await putConversation(page, 10_000);
  const articles = page.getByRole("article");
  const log = page.getByRole("log");
  await expect(articles.last()).toContainText("Message 10000");
  await expect(articles).toHaveCount(50);
  await log.evaluate((element) => element.scrollTo({ top: 100 }));
  await expect(articles.first()).not.toContainText("Message 9951");
  await expect(articles.filter({ hasText: /Message 9953/ })).toBeInViewport();

  // Far up, what is far below is drawn no longer; on the way back it is there before it is in sight.
  await log.evaluate(scrollUntil, { by: -200, text: "Message 9800" });
  expect(await articles.count()).toBeLessThanOrEqual(80);
  await expect(articles.last()).not.toContainText("Message 10000");
  await answer(page, id, "Meanwhile");
  await log.evaluate(scrollUntil, { by: 200, text: "Meanwhile" });
  expect(await articles.count()).toBeLessThanOrEqual(81);
  await log.evaluate(scrollUntil, { by: -200, text: "Message 9900" });
  await page.getByRole("button", { name: "Go to the latest message" }).click();
  await expect(articles.last()).toBeInViewport();
  await expect(articles).toHaveCount(50);
});

test("WIN23: in a high place so much of a long conversation is drawn that the rest can be scrolled to", async ({
  page,
}) => {
  const high = ".window { height: 3000px; max-height: none }";
  await launch(page, { ...opened, style_sheet: high });
  await putConversation(page, 10_000);
  const log = page.getByRole("log");
  await expect.poll(() => log.evaluate((element) => element.scrollHeight - element.clientHeight)).toBeGreaterThan(0);
  await expect(page.getByRole("article").last()).toContainText("Message 10000");
  expect(await page.getByRole("article").count()).toBeLessThan(120);
});

/** Scrolls frame by frame until the message is in sight; fails where a message would be passed over. */
async function scrollUntil(log: Element, { by, text }: { by: number; text: string }): Promise<void> {
  const numbersInSight = () => {
    const { top, bottom } = log.getBoundingClientRect();
    return [...log.querySelectorAll("article")]
      .filter((article) => {
        const box = article.getBoundingClientRect();
        return box.bottom > top && box.top < bottom;
      })
      .map(({ textContent }) => textContent ?? "");
  };
  for (let step = 0; step < 1_000; step += 1) {
    const before = numbersInSight();
    if (before.some((words) => words.includes(text))) return;
    log.scrollBy({ top: by, behavior: "instant" });
    await new Promise(requestAnimationFrame);
    if (!numbersInSight().some((words) => before.includes(words))) throw new Error(`a jump after ${before}`);
  }
  throw new Error(`${text} does not come in sight`);
}
