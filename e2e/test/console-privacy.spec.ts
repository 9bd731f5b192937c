import { expect } from "@playwright/test";
import { expectNoAccessProblems, logIn, test } from "../src/console.ts";

test("PRV8: what would go is counted and agreed to before a period is saved; on a phone too", async ({
  page,
  server,
}) => {
  await page.setViewportSize({ width: 390, height: 900 });
  server.settings.expired.closed_threads = 12;
  await logIn(page, server, "/admin/privacy");
  await page.getByText("Delete after a time").first().click();
  await page.getByLabel("Days since anything happened in it").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Write a number of days from 1 to 3,650")).toBeVisible();
  await page.getByLabel("Days since anything happened in it").fill("90");
  await expect(page.getByText(/Once saved, 12 conversations will be deleted/)).toBeVisible();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Say that you mean it.")).toBeVisible();
  expect(server.settings.stored.closed_threads_days).toBe(0);
  await expectNoAccessProblems(page);
  const isWider = () => page.getByRole("main").evaluate((main) => main.scrollWidth > main.clientWidth);
  expect(await isWider()).toBe(false);
  await page.getByLabel("Delete what is older").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect(server.settings.stored).toEqual({ closed_threads_days: 90, anonymous_identities_days: 0, audit_days: 0 });
  await page.getByRole("link", { name: "What went by itself" }).click();
  await expect(page.getByLabel("Words")).toHaveValue("retention_applied");
});
