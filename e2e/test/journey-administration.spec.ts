import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { asVisitor, expect, test } from "../src/product.ts";

const SNIPPET = fileURLToPath(
  new URL("../../apps/console/src/admin/communities/signing/sign-identity.mjs", import.meta.url),
);

test("an administrator adds a key, signs by it, sees why somebody was refused, and finds in the log who gave which role", async ({
  browser,
  product,
}) => {
  const admin = await (await browser.newContext()).newPage();
  await admin.goto(`${product.beckonUrl}/admin/communities`);
  await admin.getByLabel("E-mail address").fill("admin@demo.test");
  await admin.getByLabel("Password", { exact: true }).fill("beckon-demo");
  await admin.getByRole("button", { name: "Log in" }).click();
  const required = admin.getByRole("listitem").filter({ hasText: "Only signed identities are let in" });
  await required.getByRole("link").click();
  await admin.getByRole("link", { name: "Keys" }).click();
  await expect(admin.getByRole("list", { name: "Keys", exact: true })).toContainText("demo");
  await admin.getByRole("button", { name: "Replace demo" }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Add key" }).click();
  const secret = await admin.getByRole("dialog").locator("pre").innerText();
  await admin.getByRole("button", { name: "I have kept it" }).click();

  const env = { ...process.env, BECKON_KEY_ID: "demo_2", BECKON_KEY_SECRET: secret.trim() };
  const token = execFileSync(process.execPath, [SNIPPET], { env, encoding: "utf8" }).trim();
  await admin.getByRole("link", { name: "Test a token" }).click();
  await admin.getByLabel("Token").fill(token);
  await admin.getByRole("button", { name: "Test", exact: true }).click();
  await expect(admin.getByRole("region", { name: "Verdict" })).toContainText("customer-1042");

  const page = await (await browser.newContext()).newPage();
  await page.goto(`${product.shopUrl}/?source=demo-signed`);
  const push = (...call: unknown[]) =>
    page.evaluate((entry) => {
      (window as unknown as { _chatq: unknown[] })._chatq.push(entry);
    }, call);
  await push("_open");
  await expect(asVisitor(page).dialog).toContainText("Sign in to this website");
  await push("_setSignedIdentity", token);
  await asVisitor(page).write("Hello from a signed visitor");
  await expect(asVisitor(page).dialog).toContainText("Sent");
  await admin.getByRole("link", { name: "Refusals" }).click();
  await expect(admin.getByRole("list", { name: "Refusals" })).toContainText("identity_unsigned");
  await admin.getByRole("link", { name: "Keys" }).click();
  await admin.reload();
  const newKey = admin.getByRole("listitem").filter({ hasText: "demo_2" });
  await expect(newKey).toContainText("Last used");

  await admin.goto(`${product.beckonUrl}/admin/roles`);
  await admin.getByRole("button", { name: "New role" }).click();
  await admin.getByLabel("Name", { exact: true }).fill("Key keeper");
  await admin.getByLabel("Change communities and their keys").check();
  await admin.getByRole("button", { name: "Save" }).click();
  await admin.waitForURL(/roles\/[0-9a-f-]{36}/);
  await admin.getByRole("link", { name: "People" }).click();
  await admin.getByRole("link", { name: /^Alicia/ }).click();
  await admin.getByLabel("Key keeper").check();
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByText("Saved", { exact: true })).toBeVisible();
  await admin.getByRole("link", { name: "Categories" }).click();
  await admin.getByRole("button", { name: "New category" }).click();
  await admin.getByLabel("Name", { exact: true }).fill("Orders");
  await admin.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(admin.getByRole("list", { name: "Categories" })).toContainText("Orders");
  await admin.getByRole("link", { name: "Audit log" }).click();
  await expect(admin.getByRole("article", { name: /made the category “Orders”/ })).toBeVisible();
  await admin.getByLabel("Words").fill("user_roles");
  await expect(admin.getByRole("main").getByRole("article")).toHaveCount(1);
  await expect(admin.getByRole("article", { name: /changed the roles of “Alicia/ })).toContainText("Key keeper");
});
