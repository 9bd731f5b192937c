import { addShopTargeting } from "@beckon/console/fake-server/made-up-targeting.ts";
import { expect } from "@playwright/test";
import { expectNoAccessProblems, logIn, sourceOf, test } from "../src/console.ts";

test("an automatic message is written and says who sends it", async ({ page, server }) => {
  addShopTargeting(server.targeting, sourceOf(server).id);
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/automatic-messages`);
  await expect(page.getByText("Sent by “Cart leavers”")).toBeVisible();
  await page.getByRole("button", { name: "New message" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Greeting");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Message", { exact: true })).toHaveAccessibleDescription(/Write what is said/);
  await page.getByLabel("Message", { exact: true }).fill("Hello. Can we help?");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/automatic-messages\/0192/);
  await page.getByRole("link", { name: "Automatic messages" }).last().click();
  await expect(page.getByRole("link", { name: "Greeting" })).toBeVisible();
});

test("a custom variable has the fields of its filling, and says why one is refused", async ({ page, server }) => {
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/custom-variables/new`);
  await page.getByLabel("Label").fill("Cart amount");
  await page.getByLabel("Name", { exact: true }).fill("custom_cart_amount");
  await page.getByText("Number", { exact: true }).click();
  await expect(page.getByText('"_fillCustomVariable", "custom_cart_amount", 58')).toBeVisible();
  await page.getByLabel("Filled").selectOption("From an element of the page");
  await page.getByLabel("CSS selector").fill("#cart ..total");
  await page.getByLabel("What is read").selectOption("an attribute");
  await page.getByLabel("Attribute").fill("data-total");
  server.targeting.refusesWith = {
    error: "invalid_request",
    message: "That is not a CSS selector: Name is expected.",
    status: 422,
    retry: false,
    field: "filling.selector",
  };
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("CSS selector")).toHaveAccessibleDescription(/Name is expected/);
  await page.getByLabel("CSS selector").fill("#cart .total");
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/custom-variables\/0192/);
  expect(server.targeting.records.custom_variables.at(-1)).toMatchObject({
    type: "number",
    filling: { kind: "selector", selector: "#cart .total", read: { attribute: "data-total" }, pattern: null },
  });
});

test("offers and analytics are settings of the source", async ({ page, server }) => {
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}`);
  await page.getByLabel("Queuing factor").fill("0.5");
  await page.getByLabel("Matomo").check();
  await page.getByText("On this page", { exact: true }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect(sourceOf(server)).toMatchObject({
    queuing_factor: 0.5,
    visit_dismissal: "page",
    analytics: { google: false, matomo: true },
  });
});

test("the history says who changed what, and takes it back", async ({ page, server }) => {
  addShopTargeting(server.targeting, sourceOf(server).id);
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/history`);
  await expect(page.getByText("Nothing has been changed yet")).toBeVisible();
  await page.getByRole("link", { name: "Triggers", exact: true }).click();
  await page.getByRole("switch", { name: "Big carts is active" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("link", { name: "History" }).click();
  const entry = page.getByRole("article", { name: "Ada Winter changed the trigger “Big carts”" });
  await expect(entry).toContainText("Active");
  await entry.getByRole("button", { name: /^Take back/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await expect(page.getByRole("article", { name: "Ada Winter took back a change of the trigger" })).toBeVisible();
  expect(server.targeting.records.triggers.find(({ label }) => label === "Big carts")).toMatchObject({ active: true });
});

test("the keys of the administration are those that there are", async ({ page, server }) => {
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/triggers`);
  await expect(page.getByRole("heading", { name: "Triggers" })).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toContainText("In a row of the triggers");
  await expect(page.getByRole("dialog", { name: "Keys" })).not.toContainText("Reply");
});

test("the code to include stands ready to copy", async ({ page, server }) => {
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/code`);
  await expect(page.getByText("/chat/purple-shop/loader.js")).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy the code to include" })).toBeVisible();
});

for (const [device, width] of [
  ["desk", 1440],
  ["phone", 390],
] as const) {
  test(`every screen of a source passes the access check: ${device}`, async ({ page, server }) => {
    await page.setViewportSize({ width, height: 900 });
    const { id } = sourceOf(server);
    await logIn(page, server, `/admin/sources/${id}/triggers`);
    await expect(page.getByText("No trigger yet")).toBeVisible();
    await expectNoAccessProblems(page);
    const shop = addShopTargeting(server.targeting, id);
    const base = `${server.url}/admin/sources/${id}`;
    const variable = server.targeting.records.custom_variables[0]?.id;
    const screens = [
      ["", "Source"],
      ["/triggers", "Triggers"],
      [`/triggers/${shop.cartLeavers.id}`, "Would it fire?"],
      ["/items", "Items"],
      [`/items/${shop.button.id}`, "Preview"],
      ["/automatic-messages", "Automatic messages"],
      [`/automatic-messages/${shop.message.id}`, null],
      ["/custom-variables", "Custom variables"],
      [`/custom-variables/${variable}`, null],
      ["/simulator", "Simulator"],
      ["/code", "Code to include"],
    ] as const;
    for (const [path, heading] of screens) {
      await page.goto(base + path);
      if (heading === null) await expect(page.getByRole("button", { name: "Save" })).toBeVisible();
      else await expect(page.getByRole("heading", { name: heading, exact: true })).toBeVisible();
      if (path.startsWith("/items/")) await expect(page.getByRole("textbox", { name: "HTML" })).toBeVisible();
      if (path === "/triggers") await expect(page.getByText("Cart leavers")).toBeVisible();
      await expectNoAccessProblems(page);
      const isWider = () => page.getByRole("main").evaluate((main) => main.scrollWidth > main.clientWidth);
      expect(await isWider(), `${path} is wider than the screen`).toBe(false);
    }
    await page.goto(`${base}/simulator`);
    await page.getByRole("button", { name: "Build by hand" }).click();
    await expectNoAccessProblems(page);
    await page.getByRole("button", { name: "Import" }).click();
    await expectNoAccessProblems(page);
    await page.goto(`${base}/triggers`);
    await page.getByRole("button", { name: "Delete Big carts" }).click();
    await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
    await expectNoAccessProblems(page);
    await page.goto(`${base}/history`);
    await expect(page.getByRole("article")).toHaveCount(1);
    await expectNoAccessProblems(page);
    await page.getByRole("button", { name: /^Take back/ }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectNoAccessProblems(page);
  });
}
