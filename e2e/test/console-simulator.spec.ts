import { readFile } from "node:fs/promises";
import { addShopTargeting } from "@beckon/console/fake-server/made-up-targeting.ts";
import { expect, type Page } from "@playwright/test";
import { logIn, sourceOf, test } from "../src/console.ts";

const verdict = (page: Page, label: string) =>
  page
    .getByRole("list", { name: "Triggers on this page" })
    .locator(".trigger-report")
    .filter({ has: page.getByRole("link", { name: label, exact: true }) });

test("a visit is stepped through, and each trigger says why it fires or not", async ({ page, server }) => {
  addShopTargeting(server.targeting, sourceOf(server).id);
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/simulator`);
  await expect(verdict(page, "Cart leavers")).toContainText("Fires as the page opens, if agents are available");
  await expect(verdict(page, "Big carts")).toContainText("Met, but “Cart leavers” above it is met too.");
  await expect(verdict(page, "Evenings")).toContainText("Inactive");
  await page.getByRole("button", { name: "Previous page" }).click();
  await expect(page.getByText("Page 14 of 15")).toBeVisible();
  await expect(verdict(page, "Big carts")).toContainText("Fires after 30 s");
  await page.getByRole("heading", { name: "Simulator" }).click();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByText("Page 13 of 15")).toBeVisible();
  await page.getByRole("button", { name: "Page 1, fires" }).click();
  await expect(verdict(page, "Cart leavers")).toContainText("conditions");
});

test("a visit is built by hand, exported, and imported again", async ({ page, server }) => {
  addShopTargeting(server.targeting, sourceOf(server).id);
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/simulator`);
  await page.getByRole("button", { name: "Build by hand" }).click();
  await page.getByLabel("Name", { exact: true }).fill("two pages");
  await page.getByLabel("Address").fill("https://shop.example.test/order/1");
  await page.getByRole("button", { name: "Page", exact: true }).click();
  await page.getByLabel("Address").nth(1).fill("https://shop.example.test/");
  await expect(verdict(page, "Cart leavers")).toContainText("Fires as the page opens");
  await page.getByLabel("Stays").nth(1).fill("40");
  await page.getByRole("button", { name: "custom variable" }).nth(1).click();
  await page.getByLabel("Name of the value").fill("custom_cart_amount");
  await page.getByLabel("Value", { exact: true }).fill("95");
  await expect(verdict(page, "Big carts")).toContainText("Met, but");
  await page.getByRole("button", { name: "Done" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export two pages" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("two-pages.json");
  const exported = await readFile(await download.path(), "utf8");
  await page.getByRole("button", { name: "Import" }).click();
  await page.getByLabel("Or pasted").fill("not a visit");
  await page.getByRole("button", { name: "Use this visit" }).click();
  await expect(page.getByText("This is not JSON.")).toBeVisible();
  await page.getByLabel("From a file").setInputFiles({
    name: "from the toolbar.json",
    mimeType: "application/json",
    buffer: Buffer.from(exported),
  });
  await expect(page.getByLabel("Visit", { exact: true }).locator("option:checked")).toHaveText("from the toolbar");
  await expect(page.getByText("Page 2 of 2")).toBeVisible();
  await expect(verdict(page, "Cart leavers")).toContainText("Fires as the page opens");
  await page.reload();
  await page.getByLabel("Visit", { exact: true }).selectOption("from the toolbar");
  await expect(page.getByText("Page 2 of 2")).toBeVisible();
});
