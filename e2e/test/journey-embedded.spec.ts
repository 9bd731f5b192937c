import { asAgent, asVisitor, expect, test, watchFaults } from "../src/product.ts";

test("API7: the embedded chat fills the page's element, beside its list where there is room, and goes on elsewhere", async ({
  browser,
  product,
}) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const faults = watchFaults(page);
  await page.goto(`${product.shopUrl}/embedded`);
  const visitor = asVisitor(page);
  await expect(visitor.dialog).toBeVisible();
  await expect(page.locator("#messaging-container beckon-chat")).toHaveCount(1);
  await expect(page.locator("beckon-item")).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  await visitor.write("from within the page");
  await expect(visitor.dialog).toContainText("Sent");

  // List and conversation stand side by side, as large as the element.
  const list = visitor.dialog.getByRole("list", { name: "Your conversations" });
  await expect(list.getByRole("button", { name: /from within the page/ })).toBeVisible();
  await expect(visitor.composer).toBeVisible();
  await expect(visitor.dialog.getByRole("button", { name: "All conversations" })).toBeHidden();
  const [outer, inner] = await Promise.all([
    page.locator("#messaging-container").boundingBox(),
    visitor.dialog.boundingBox(),
  ]);
  expect(Math.abs((outer?.width ?? 0) - (inner?.width ?? 0))).toBeLessThanOrEqual(2);
  await visitor.composer.press("Escape");
  await expect(visitor.composer).toBeVisible();

  const agentContext = await browser.newContext();
  const agent = await asAgent(agentContext, product);
  await agent.threads.getByRole("listitem").filter({ hasText: "from within the page" }).click();
  await agent.reply.fill("seen at the desk");
  await agent.reply.press("Enter");
  await expect(visitor.messages.filter({ hasText: "seen at the desk" })).toBeVisible();

  // One at a time where there is no room; the page's framework may take the element away and bring it back.
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(list).toBeHidden();
  await visitor.dialog.getByRole("button", { name: "All conversations" }).click();
  await expect(list).toBeVisible();
  await list.getByRole("button").first().click();
  await page.evaluate(() => {
    const container = document.querySelector("#messaging-container");
    const again = document.createElement("div");
    again.id = "messaging-container";
    container?.replaceWith(again);
  });
  await expect(visitor.messages.filter({ hasText: "seen at the desk" })).toBeVisible();

  await page.goto(`${product.shopUrl}/dresses/`);
  await expect(visitor.messages.filter({ hasText: "seen at the desk" })).toBeVisible();
  expect(faults).toEqual([]);
  await Promise.all([context.close(), agentContext.close()]);
});

test("API7: an element that comes later is waited for; a live chat is never embedded; the website writes for its customer", async ({
  browser,
  product,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${product.shopUrl}/dresses/?source=demo-live-chat`);
  await page.evaluate(() => {
    const { _chatq } = window as unknown as { _chatq: unknown[] };
    _chatq.push(["_setConfiguration", { embedded: true, parentNodeId: "main" }]);
  });
  await expect(asVisitor(page).button).toBeVisible();
  await expect(page.locator("beckon-chat")).toHaveCount(0);

  await page.goto(`${product.shopUrl}/dresses/?source=demo-messaging`);
  const push = (...command: unknown[]) =>
    page.evaluate((given) => {
      const { _chatq } = window as unknown as { _chatq: unknown[] };
      _chatq.push(given);
    }, command);
  await push("_setConfiguration", { embedded: true, parentNodeId: "late" });
  await expect(page.locator("beckon-chat")).toHaveCount(0);
  await page.evaluate(() => {
    const late = document.createElement("section");
    late.id = "late";
    document.querySelector("#main")?.prepend(late);
  });
  const visitor = asVisitor(page);
  await expect(visitor.dialog).toBeVisible();
  await push("_addMessage", { body: "My size is 40." });
  await expect(visitor.messages).toHaveCount(0);
  await visitor.write("Does it fit?");
  await expect(visitor.messages).toHaveCount(2);
  await expect(visitor.messages.first()).toContainText("My size is 40.");
  await push("_addMessage", { body: "Order 4711.", engage: true });
  await expect(visitor.messages.last()).toContainText("Order 4711.");
  await expect(visitor.dialog).toContainText("Sent");
  await context.close();
});
