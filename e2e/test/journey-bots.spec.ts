import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { signIn } from "../src/api.ts";
import { expectNoAccessProblems } from "../src/console.ts";
import { makeRoom } from "../src/make-room.ts";
import { asAgent, asVisitor, expect, test, watchFaults } from "../src/product.ts";

const MIKA = { email: "mika@demo.test", firstname: "Mika", password: "a password for Mika" };

/** A bot as somebody would write it: answers what it is told, and hands over who asks for a person. */
async function startBot(api: { url: string; token: string }) {
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", async () => {
      response.writeHead(204).end();
      const { thread, message } = JSON.parse(body) as { thread: { id: string }; message: { body: string } };
      const wantsPerson = message.body.includes("person");
      const [path, wanted] = wantsPerson
        ? ["handover", { comment: "They ask for a person." }]
        : ["messages", { body: "We open at nine. Ask for a person if that does not help." }];
      await fetch(`${api.url}/api/v1/threads/${thread.id}/${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${api.token}`, "content-type": "application/json" },
        body: JSON.stringify(wanted),
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

test("BOT1, BOT3, BOT6: a visitor writes, the bot that an administrator made answers and hands over, and an agent rings", async ({
  browser,
  product,
}) => {
  const token = { url: product.beckonUrl, token: "" };
  const api = await signIn(product);
  for (const label of ["Opening hours", "Praise"]) await api.post("/categories", { label });
  const bot = await startBot(token);
  const { page: admin } = await asAgent(await browser.newContext(), product, "admin@demo.test");
  const faults = watchFaults(admin);
  await admin.goto(`${product.beckonUrl}/admin/bots`);
  await admin.getByRole("button", { name: "New bot" }).click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByRole("button", { name: "Make bot" }).click();
  await expect(dialog).toContainText("Give the bot a name: visitors see it.");
  await dialog.getByLabel("Name", { exact: true }).fill("Robin");
  await dialog.getByLabel("Address").fill(bot.url);
  await expectNoAccessProblems(admin);
  await dialog.getByRole("button", { name: "Make bot" }).click();
  await expect(dialog).toContainText("Keep these now");
  await expectNoAccessProblems(admin);
  token.token =
    (await dialog
      .locator("pre")
      .filter({ hasText: /^[\w-]{40,}$/ })
      .first()
      .textContent()) ?? "";
  await dialog.getByRole("button", { name: "I have kept it" }).click();
  await expect(admin.getByRole("list", { name: "Bots" })).toContainText("Robin");
  await expectNoAccessProblems(admin);
  // The form of rules offers it.
  await admin.goto(`${product.beckonUrl}/admin/rules/new`);
  await admin.getByLabel("Name", { exact: true }).fill("First a bot");
  await admin.getByLabel("Active").check();
  await admin.getByRole("button", { name: "action" }).click();
  const action = admin.getByRole("group", { name: "Action 1" });
  await action.getByLabel("Action", { exact: true }).selectOption({ label: "Start the bot" });
  await action.getByRole("combobox", { name: "Bot" }).click();
  await admin.getByRole("option", { name: "Robin" }).click();
  await admin.getByRole("button", { name: "action", exact: true }).click();
  const second = admin.getByRole("group", { name: "Action 2" });
  await second.getByLabel("Action", { exact: true }).selectOption({ label: "Add to the message the categories" });
  await second.getByRole("combobox", { name: "Categories" }).click();
  await admin.getByRole("option", { name: "Opening hours" }).click();
  await admin.getByRole("button", { name: "Save" }).click();
  await admin.waitForURL(/rules\/[0-9a-f-]{36}/);

  const { setPresence } = await makeRoom(product, MIKA);
  const agent = await asAgent(await browser.newContext(), product, MIKA.email, MIKA.password);
  const page = await (await browser.newContext()).newPage();
  await page.goto(product.shopUrl);
  const visitor = asVisitor(page);
  await visitor.button.click();
  await visitor.write("When do you open?");
  const answer = visitor.messages.filter({ hasText: "We open at nine." });
  await expect(answer).toContainText("Robin");
  await expect(answer).toContainText("Automated");
  // Colleagues read along, and may take it at any time.
  await agent.threads.getByRole("link").filter({ hasText: "We open at nine." }).first().click();
  await expect(agent.log.getByRole("article", { name: /^Robin/ })).toContainText("automated");
  await expect(agent.page.getByRole("button", { name: "Take over" })).toBeVisible();
  // CAT3: what single messages are about, by the rule and by hand.
  await expect(agent.log.getByRole("article").filter({ hasText: "When do you open?" })).toContainText("Opening hours");
  const said = agent.log.getByRole("article", { name: /^Robin/ });
  await said.hover();
  await said.getByRole("button", { name: "Categories of this message" }).click();
  await agent.page.getByRole("option", { name: "Praise" }).click();
  await agent.reply.click();
  await expect(said).toContainText("Praise");
  await expectNoAccessProblems(agent.page);
  await visitor.write("A person, please");
  const ringing = agent.page.getByRole("article", { name: /^Ringing/ }).filter({ hasText: "a person" });
  await ringing.getByRole("button", { name: "Accept" }).click();
  await expect(agent.log).toContainText("They ask for a person.");
  await agent.reply.fill("Here I am.");
  await agent.reply.press("Enter");
  await expect(visitor.messages.filter({ hasText: "Here I am." })).toBeVisible();
  await expect(visitor.dialog).not.toContainText("They ask for a person.");

  await admin.goto(`${product.beckonUrl}/admin/bots`);
  await admin.getByRole("button", { name: "Switch Robin off" }).click();
  await admin.getByRole("button", { name: "Switch off", exact: true }).click();
  await expect(admin.getByRole("list", { name: "Bots" })).toContainText("Switched off.");
  await setPresence("available");
  expect(faults).toEqual([]);
  bot.server.closeAllConnections();
  await new Promise((resolve) => bot.server.close(resolve));
});
