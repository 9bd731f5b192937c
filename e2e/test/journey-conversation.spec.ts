import { asAgent, asVisitor, expect, test, watchFaults } from "../src/product.ts";

test("a visitor on the shop talks with an agent at the desk, over pages, reloads and tabs", async ({
  browser,
  product,
}) => {
  const visitorContext = await browser.newContext();
  const shopPage = await visitorContext.newPage();
  const faults = watchFaults(shopPage);
  await shopPage.goto(`${product.shopUrl}/`);
  const visitor = asVisitor(shopPage);
  await visitor.button.click();
  await expect(visitor.dialog).toBeVisible();
  await expect(visitor.composer).toBeFocused();
  await visitor.write("Does it come in size 40?");
  await expect(visitor.dialog).toContainText("Sent");

  const agentContext = await browser.newContext();
  const agent = await asAgent(agentContext, product);
  const row = agent.threads.getByRole("listitem").filter({ hasText: "Does it come in size 40?" });
  await row.click();
  await expect(agent.log).toContainText("Does it come in size 40?");
  await expect(agent.visitor).toContainText(await shopPage.title());

  await agent.reply.pressSequentially("It does");
  await expect(visitor.dialog.getByText(/Alicia.* is typing/)).toBeVisible();
  await agent.reply.press("Enter");
  await expect(visitor.messages.filter({ hasText: "It does" })).toBeVisible();
  await expect(visitor.messages.filter({ hasText: "It does" })).toHaveAccessibleName(/^Alicia/);
  await expect(visitor.dialog).toContainText("Seen");
  await visitor.composer.pressSequentially("Lovely");
  await expect(agent.page.getByText(/is typing/).first()).toBeVisible();
  await visitor.composer.press("Enter");
  await expect(agent.log).toContainText("Lovely");

  await test.step("the next page: the window is there as it was, and the agent sees the page", async () => {
    await shopPage.goto(`${product.shopUrl}/dresses/587-pink-dress`);
    await expect(visitor.messages.filter({ hasText: "It does" })).toBeVisible();
    await expect(agent.visitor).toContainText(await shopPage.title());
  });

  await test.step("a reload keeps conversation and draft", async () => {
    await visitor.composer.fill("half a thou");
    await shopPage.reload();
    await expect(visitor.messages.filter({ hasText: "Lovely" })).toBeVisible();
    await expect(visitor.composer).toHaveValue("half a thou");
    await visitor.composer.fill("");
  });

  await test.step("the agent locks the conversation, and opens it again", async () => {
    await agent.page.getByRole("button", { name: /^Lock/ }).click();
    await expect(visitor.composer).toHaveCount(0);
    await expect(agent.page.getByText("Locked", { exact: true })).toBeVisible();
    await agent.page.getByRole("button", { name: /^Unlock/ }).click();
    await expect(visitor.composer).toBeVisible();
  });

  await test.step("a second tab shows the same conversation, in step", async () => {
    const secondPage = await visitorContext.newPage();
    const second = asVisitor(secondPage);
    let secondSockets = 0;
    secondPage.on("websocket", () => {
      secondSockets += 1;
    });
    await secondPage.goto(`${product.shopUrl}/dresses/`);
    await expect(second.messages.filter({ hasText: "Lovely" })).toBeVisible();
    await second.write("from the second tab");
    // One socket a browser: the first tab holds it.
    expect(secondSockets).toBe(0);
    await expect(visitor.messages.filter({ hasText: "from the second tab" })).toHaveCount(1);
    await agent.reply.fill("seen in both");
    await agent.reply.press("Enter");
    await expect(visitor.messages.filter({ hasText: "seen in both" })).toHaveCount(1);
    await expect(second.messages.filter({ hasText: "seen in both" })).toHaveCount(1);
    await secondPage.close();
    await shopPage.bringToFront();
    await visitor.write("the first tab goes on alone");
    await expect(agent.log).toContainText("the first tab goes on alone");
  });

  await test.step("minimized it stays minimized on the next page, counts what is unread, and opens again", async () => {
    await visitor.dialog.getByRole("button", { name: "Minimize" }).click();
    await expect(visitor.dialog).toBeHidden();
    await shopPage.goto(`${product.shopUrl}/cart`);
    const bubble = shopPage.locator("beckon-chat").getByRole("button");
    await expect(bubble).toBeVisible();
    await agent.reply.fill("are you still there?");
    await agent.reply.press("Enter");
    await expect(shopPage.locator("beckon-chat").getByRole("button", { name: /1 unread/ })).toBeVisible();
    await bubble.click();
    await expect(visitor.messages.filter({ hasText: "are you still there?" })).toBeVisible();
  });
  expect(faults).toEqual([]);
  await Promise.all([visitorContext.close(), agentContext.close()]);
});

test("the server is killed for 30 seconds while both sides write: all of it arrives, once and in order", async ({
  browser,
  product,
}) => {
  test.setTimeout(180_000);
  const visitorContext = await browser.newContext();
  const shopPage = await visitorContext.newPage();
  await shopPage.goto(`${product.shopUrl}/`);
  const visitor = asVisitor(shopPage);
  await visitor.button.click();
  await visitor.write("before the outage");
  await expect(visitor.dialog).toContainText("Sent");
  const agentContext = await browser.newContext();
  const agent = await asAgent(agentContext, product);
  await agent.threads.getByRole("listitem").filter({ hasText: "before the outage" }).click();
  await expect(agent.log).toContainText("before the outage");

  const killedAtMs = Date.now();
  await product.kill();
  for (const text of ["visitor one", "visitor two", "visitor three"]) await visitor.write(text);
  for (const text of ["agent one", "agent two"]) {
    await agent.reply.fill(text);
    await agent.reply.press("Enter");
    await expect(agent.log).toContainText(text);
  }
  await expect(visitor.dialog.getByText("No connection at the moment. Trying again.")).toBeVisible();
  // The outage itself is what is tested: it lasts as long as the promise says.
  await expect.poll(() => Date.now() - killedAtMs, { timeout: 40_000 }).toBeGreaterThanOrEqual(30_000);
  await product.restart();

  await expect(agent.log).toContainText("visitor three", { timeout: 60_000 });
  await expect(visitor.messages.filter({ hasText: "agent two" })).toBeVisible({ timeout: 60_000 });
  for (const text of ["visitor one", "visitor two", "visitor three", "agent one", "agent two"]) {
    await expect(visitor.messages.filter({ hasText: text })).toHaveCount(1);
  }
  const order = async (texts: string[]) => {
    const all = (await visitor.messages.allTextContents()).join("\n");
    return texts.map((text) => all.indexOf(text));
  };
  const visitorOrder = await order(["visitor one", "visitor two", "visitor three"]);
  expect(visitorOrder).toEqual(visitorOrder.toSorted((a, b) => a - b));
  const agentOrder = await order(["agent one", "agent two"]);
  expect(agentOrder).toEqual(agentOrder.toSorted((a, b) => a - b));
  await Promise.all([visitorContext.close(), agentContext.close()]);
});
