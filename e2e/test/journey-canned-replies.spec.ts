import { asAgent, asVisitor, expect, test, watchFaults } from "../src/product.ts";

test("CAN1, CAN3, CAN4, CAN5: a canned reply from the administration to the visitor's window", async ({
  browser,
  product,
}) => {
  const adminContext = await browser.newContext();
  const { page: admin } = await asAgent(adminContext, product, "sofia@demo.test");
  const faults = watchFaults(admin);
  await admin.goto(`${product.beckonUrl}/admin/canned-replies`);
  await expect(admin.getByText("No canned reply yet")).toBeVisible();
  await admin.getByRole("button", { name: "New reply" }).click();
  await admin.getByLabel("Title").fill("How long does delivery take");
  await expect(admin.getByLabel("Shortcut")).toHaveValue("how-long-does-delivery-take");
  await admin.getByLabel("Shortcut").fill("delivery");
  const body = admin.getByLabel("Reply", { exact: true });
  await body.fill("Hello {{visitor.nickname}}");
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(body).toHaveAccessibleDescription(/not a variable/);
  await body.fill("Hello {{visitor.firstname|there}}, it takes 3 days. ");
  await admin.getByRole("button", { name: "agent firstname" }).click();
  await expect(admin.getByText("Hello Camille, it takes 3 days. Alicia")).toBeVisible();
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByText("“How long does delivery take” is saved.")).toBeVisible();

  const visitorContext = await browser.newContext();
  const visitorPage = await visitorContext.newPage();
  await visitorPage.goto(product.shopUrl);
  const visitor = asVisitor(visitorPage);
  await visitor.button.click();
  await visitor.write("When will it come?");

  const agentContext = await browser.newContext();
  const agent = await asAgent(agentContext, product);
  await agent.threads.getByRole("listitem").filter({ hasText: "When will it come?" }).click();
  await agent.reply.pressSequentially("Good morning. /del");
  const option = agent.page.getByRole("option", { name: /How long does delivery take/ });
  await expect(option).toHaveAttribute("aria-selected", "true");
  await agent.reply.press("Escape");
  await expect(option).toHaveCount(0);
  await agent.reply.pressSequentially("ivery /deli");
  await agent.reply.press("Enter");
  await expect(agent.reply).toHaveValue("Good morning. /delivery Hello there, it takes 3 days. Alicia");
  await agent.reply.fill("/delivery");
  await agent.reply.press("Tab");
  await agent.reply.press("Enter");
  await expect(visitor.messages.filter({ hasText: "Hello there, it takes 3 days. Alicia" })).toBeVisible();
  expect(faults).toEqual([]);
  await Promise.all([adminContext.close(), visitorContext.close(), agentContext.close()]);
});
