import { expectNoAccessProblems } from "../src/console.ts";
import { makeRoom } from "../src/make-room.ts";
import { asAgent, asVisitor, expect, test, watchFaults } from "../src/product.ts";

const NOOR = { email: "noor@demo.test", firstname: "Noor", password: "a password for Noor" };

test("RTE2, RTE3, RTE5, RTE8, RTE9, RTE10: what a visitor writes rings, is accepted, closed, taken back, put off, missed and handed out", async ({
  browser,
  product,
}) => {
  const adminContext = await browser.newContext();
  const { setPresence, resetRouting } = await makeRoom(product, NOOR);
  const { page: admin } = await asAgent(adminContext, product, "admin@demo.test");
  const faults = watchFaults(admin);
  await admin.goto(`${product.beckonUrl}/admin/routing`);
  const messages = admin.getByRole("region", { name: "Messages" });
  await messages.getByRole("textbox", { name: "Time of step 1" }).fill("soon");
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(messages.getByText("Such as 30s, 2m or 1h.")).toBeVisible();
  await messages.getByRole("textbox", { name: "Time of step 1" }).fill("2m");
  await messages.getByRole("textbox", { name: "Rings for" }).fill("5");
  await messages.getByRole("button", { name: /^Move Agents of its category/ }).press("ArrowUp");
  const words = messages.getByRole("region", { name: "What happens to messages" });
  await expect(words).toContainText("First, for 1 hour, the agents are asked");
  await expect(words).toContainText("Then, for 2 minutes, the last agent who knew the person");
  await expect(words).toContainText("for 5 seconds each");
  await expectNoAccessProblems(admin);
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByText("Saved", { exact: true })).toBeVisible();
  await admin.goto(`${product.beckonUrl}/desk/board`);

  const visit = async (text: string) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(product.shopUrl);
    const visitor = asVisitor(page);
    await visitor.button.click();
    await visitor.write(text);
    return { context, visitor };
  };
  const agentContext = await browser.newContext();
  const agent = await asAgent(agentContext, product, NOOR.email, NOOR.password);
  const tasks = agent.page.getByRole("region", { name: "My tasks" });
  const first = await visit("Does it come in size 40?");
  const ringing = tasks.getByRole("article").filter({ hasText: "Does it come in size 40?" });
  await ringing.getByRole("button", { name: "Accept" }).click();
  await agent.reply.fill("It does.");
  await agent.reply.press("Enter");
  await expect(first.visitor.messages.filter({ hasText: "It does." })).toBeVisible();
  const held = tasks.getByRole("listitem").filter({ hasText: "It does." });
  await expect(held).toBeVisible();
  await agent.page.getByRole("heading", { level: 1 }).click();
  await agent.page.keyboard.press("p");
  await agent.page.getByRole("menuitem", { name: "Urgent" }).click();
  await expect(held).toContainText("Urgent");
  await agent.page.getByRole("button", { name: "Close", exact: true }).click();
  await expect(held).toHaveCount(0);
  await agent.page.getByRole("button", { name: "Undo" }).click();
  await expect(held).toBeVisible();
  await agent.page.getByRole("button", { name: "Put off" }).click();
  await agent.page.getByRole("dialog").getByRole("button", { name: "In 3 hours" }).click();
  await expect(held).toContainText("until");

  const second = await visit("Is anybody there?");
  const banner = agent.page.getByRole("alert").filter({ hasText: "You let a conversation ring" });
  await expect(banner).toBeVisible();
  await expect(tasks.getByRole("article")).toHaveCount(0);
  const queue = admin.getByRole("region", { name: "Queue" });
  await expectNoAccessProblems(agent.page);
  await queue.getByRole("button", { name: /^Assign/ }).click();
  await admin.getByRole("combobox", { name: "Agent" }).fill("Noor");
  await admin.getByRole("option", { name: /^Noor/ }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Assign" }).click();
  await expect(admin.getByText(/^Noor.* has the conversation with .* now\./)).toBeVisible();
  await expect(queue.getByRole("button", { name: /^Assign/ })).toHaveCount(0);
  await expect(tasks.getByRole("listitem").filter({ hasText: "Is anybody there?" })).toBeVisible();
  await expectNoAccessProblems(admin);
  await admin.getByRole("list", { name: "What Noor has" }).getByRole("button").click();
  await admin.getByRole("menuitem", { name: "Take over" }).click();
  await expect(admin.getByText(/^You have the conversation/)).toBeVisible();
  await expect(tasks.getByRole("listitem").filter({ hasText: "Is anybody there?" })).toHaveCount(0);
  await banner.getByRole("button", { name: "I am back" }).click();
  await expect(banner).toHaveCount(0);
  expect(faults).toEqual([]);
  await resetRouting();
  await setPresence("available");
  await Promise.all([adminContext, agentContext, first.context, second.context].map((context) => context.close()));
});
