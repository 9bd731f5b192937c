import { addShopTargeting } from "@beckon/console/fake-server/made-up-targeting.ts";
import { expect, type Page } from "@playwright/test";
import { logIn, sourceOf, test } from "../src/console.ts";

const preview = (page: Page) => page.frameLocator('iframe[title="Preview of the item"]');

/** As a person pastes: filling the element itself makes the browser add styles, which the page's policy refuses. */
async function write(page: Page, name: "HTML" | "CSS", text: string): Promise<void> {
  await page.getByRole("textbox", { name }).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Backspace");
  await page.keyboard.insertText(text);
}

test("an item is written with a live preview in which nothing runs", async ({ page, server }) => {
  addShopTargeting(server.targeting, sourceOf(server).id);
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/items`);
  await page.getByRole("button", { name: "New item" }).click();
  await expect(preview(page).getByRole("button", { name: "Chat with us" })).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Help tab");
  await write(page, "HTML", '<p class="a">Need <b>help</b>?</p>');
  await write(page, "CSS", ".a { color: rgb(1, 2, 3) }");
  await expect(preview(page).getByText("Need help?")).toHaveCSS("color", "rgb(1, 2, 3)");
  await expect(page.locator('iframe[title="Preview of the item"]')).toHaveAttribute("sandbox", "allow-same-origin");
  await page.getByLabel("Placement").selectOption("Fixed in the page");
  await expect(page.getByLabel("Corner")).toHaveCount(0);
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(/items\/0192/);
  await expect(page.getByText(/<div id="beckon_item_0192/)).toBeVisible();
  expect(server.targeting.records.items.at(-1)).toMatchObject({ label: "Help tab", placement: { kind: "fixed" } });
});

test("what the server took out is named after saving; what it refuses stands at its field", async ({
  page,
  server,
}) => {
  const { button } = addShopTargeting(server.targeting, sourceOf(server).id);
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/items/${button.id}`);
  await write(page, "HTML", "<p>Hello</p><script>alert(1)</script>");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Removed while saving")).toContainText("<script>");
  await expect(page.getByRole("textbox", { name: "HTML" })).toHaveText("<p>Hello</p>");
  await write(page, "CSS", "@import url(x);");
  server.targeting.refusesWith = {
    error: "invalid_request",
    message: "@import is not possible in an item.",
    status: 422,
    retry: false,
    field: "css",
  };
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toHaveText("@import is not possible in an item.");
});

test("the preview shows several widths, both backgrounds and both modes", async ({ page, server }) => {
  const { button } = addShopTargeting(server.targeting, sourceOf(server).id);
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/items/${button.id}`);
  await expect(preview(page).getByText("Chat with us")).toBeVisible();
  await page.getByText("Offline", { exact: true }).click();
  await expect(preview(page).getByText("Leave a message")).toBeVisible();
  await expect(preview(page).getByText("Chat with us")).toBeHidden();
  await page.getByText("390", { exact: true }).click();
  await expect(page.locator('iframe[title="Preview of the item"]')).toHaveAttribute("width", "390");
  await page.getByText("Dark", { exact: true }).click();
  await expect(preview(page).locator("body")).toHaveCSS("background-color", "rgb(21, 23, 28)");
});

test("an item that is used says by which triggers, and is deleted only when asked again", async ({ page, server }) => {
  addShopTargeting(server.targeting, sourceOf(server).id);
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/items`);
  const rows = page.getByRole("list", { name: "Items" }).getByRole("listitem");
  await expect(rows.first()).toContainText("Shown by “Button on every page”");
  await page.getByRole("button", { name: "Duplicate Chat button" }).click();
  await expect(rows).toHaveCount(3);
  await page.getByRole("button", { name: "Delete Chat button", exact: true }).click();
  const question = page.getByRole("dialog", { name: "Delete “Chat button”?" });
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(rows).toHaveCount(2);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows).toHaveCount(3);
});
