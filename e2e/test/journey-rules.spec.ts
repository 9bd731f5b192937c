import { asVisitor, expect, test } from "../src/product.ts";

test("a rule that an administrator makes gives what a visitor writes a priority, and can be tried on it", async ({
  browser,
  product,
}) => {
  const admin = await (await browser.newContext()).newPage();
  await admin.goto(`${product.beckonUrl}/admin/rules/new`);
  await admin.getByLabel("E-mail address").fill("admin@demo.test");
  await admin.getByLabel("Password", { exact: true }).fill("beckon-demo");
  await admin.getByRole("button", { name: "Log in" }).click();
  await admin.getByLabel("Name", { exact: true }).fill("Fires first");
  await admin.getByLabel("Active").check();
  await admin.getByLabel("Event").selectOption({ label: "a task is created" });
  await admin.getByRole("button", { name: "condition" }).click();
  await admin.getByRole("group", { name: "Condition 1" }).getByLabel("Value").fill("fire");
  await admin.getByRole("button", { name: "action" }).click();
  const action = admin.getByRole("group", { name: "Action 1" });
  await action.getByLabel("Action", { exact: true }).selectOption({ label: "Assign to" });
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(action).toContainText("Choose an agent.");
  await action.getByLabel("Action", { exact: true }).selectOption({ label: "Set the priority to" });
  await action.getByLabel("Priority").selectOption("urgent");
  await admin.getByRole("button", { name: "Save" }).click();
  await admin.waitForURL(/rules\/[0-9a-f-]{36}/);

  const page = await (await browser.newContext()).newPage();
  await page.goto(product.shopUrl);
  await asVisitor(page).button.click();
  await asVisitor(page).write("There is a fire in my parcel");
  await expect(asVisitor(page).dialog).toContainText("Sent");
  await expect(admin.getByRole("article", { name: /^Ringing/ })).toContainText("Urgent");
  await admin.getByRole("button", { name: "Test", exact: true }).click();
  const outcome = admin.getByRole("list", { name: "Past threads" }).getByRole("listitem").first();
  await expect(outcome).toContainText("set the priority to urgent: It has that priority already.");
});
