import { asAgent, asVisitor, expect, test, watchFaults } from "../src/product.ts";

test("LIV1, LIV2, LIV3, LIV4, LIV6: a live chat from the queue to its end, by hand on both sides", async ({
  browser,
  product,
}) => {
  const agentContext = await browser.newContext();
  const agent = await asAgent(agentContext, product);
  const open = async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const faults = watchFaults(page);
    await page.goto(`${product.shopUrl}/?source=demo-live-chat`);
    const visitor = asVisitor(page);
    await visitor.button.click();
    return { context, page, faults, visitor };
  };
  const first = await open();
  await first.visitor.write("Is the pink dress in stock?");
  const waiting = first.visitor.dialog.getByRole("status").filter({ hasText: "Waiting" });
  await expect(waiting).toContainText("You are number 1 in the queue.");
  const second = await open();
  await second.visitor.write("I wait behind somebody");
  const secondWaiting = second.visitor.dialog.getByRole("status").filter({ hasText: "Waiting" });
  await expect(secondWaiting).toContainText("You are number 2 in the queue.");

  await agent.page.getByRole("button", { name: "Waiting 2" }).click();
  await expect(agent.threads.getByRole("listitem").first()).toContainText("Is the pink dress in stock?");
  await agent.threads.getByRole("listitem").filter({ hasText: "Is the pink dress in stock?" }).click();
  await expect(agent.page.getByRole("main", { name: "Thread" }).getByText("Waiting", { exact: true })).toBeVisible();
  await agent.page.getByRole("button", { name: "Take", exact: true }).click();
  await expect(first.visitor.dialog.getByRole("log")).toContainText("Alicia is now connected");
  await expect(waiting).toHaveCount(0);
  await expect(secondWaiting).toContainText("You are number 1 in the queue.");
  await expect(agent.page.getByText("With Alicia")).toBeVisible();
  await expect(agent.threads.getByRole("listitem")).toHaveCount(1);
  await agent.page.getByRole("button", { name: /^Mine \d/ }).click();
  const own = agent.threads.getByRole("listitem").filter({ hasText: "live chat" });
  await expect(own).toHaveCount(1);
  await agent.reply.fill("It is, in every size.");
  await agent.reply.press("Enter");
  await expect(first.visitor.messages.filter({ hasText: "in every size" })).toBeVisible();

  await first.page.reload();
  await expect(first.visitor.messages.filter({ hasText: "in every size" })).toBeVisible();

  const more = agent.page.getByRole("button", { name: "More for this conversation" });
  await more.click();
  await agent.page.getByRole("menuitem", { name: "Give back to the queue" }).click();
  await expect(waiting).toContainText("You are number 1 in the queue.");
  await expect(secondWaiting).toContainText("You are number 2 in the queue.");
  await agent.page.getByRole("button", { name: "Take", exact: true }).click();
  await expect(waiting).toHaveCount(0);

  await agent.page.getByRole("button", { name: "End", exact: true }).click();
  await agent.page.getByRole("button", { name: "End conversation" }).click();
  await expect(first.visitor.dialog.getByRole("button", { name: "Leave" })).toBeVisible();
  await expect(first.visitor.composer).toHaveCount(0);
  await expect(agent.page.getByText("This conversation has ended.")).toBeVisible();
  await expect(agent.reply).toHaveCount(0);

  await expect(own).toHaveCount(0);
  await agent.page.getByRole("button", { name: "All", exact: true }).click();
  await agent.threads.getByRole("listitem").filter({ hasText: "I wait behind somebody" }).click();
  await agent.reply.fill("Thank you for waiting.");
  await agent.reply.press("Enter");
  await expect(second.visitor.dialog.getByRole("log")).toContainText("Alicia is now connected");
  await expect(second.visitor.messages.filter({ hasText: "Thank you for waiting." })).toBeVisible();
  await expect(secondWaiting).toHaveCount(0);
  expect([...first.faults, ...second.faults]).toEqual([]);
  await Promise.all([agentContext.close(), first.context.close(), second.context.close()]);
});
