import type { FakeServer } from "@beckon/console/fake-server/fake-server.ts";
import { addShopTargeting } from "@beckon/console/fake-server/made-up-targeting.ts";
import { expect, type Page } from "@playwright/test";
import { expectNoAccessProblems, logIn, sourceOf, test } from "../src/console.ts";

function addTree({ categories }: FakeServer) {
  const orders = categories.add("Orders", { colour: "#4481eb" });
  const returns = categories.add("Returns", { parent_id: orders.id });
  const delivery = categories.add("Delivery", { parent_id: orders.id });
  return { orders, returns, delivery, account: categories.add("Account") };
}

function labels(page: Page) {
  return page.getByRole("list", { name: "Categories" }).getByRole("listitem").locator(".record-label");
}

test("a tree is made: one, and another beneath it", async ({ page, server }) => {
  await logIn(page, server, "/admin/categories");
  await expect(page.getByText("No category yet")).toBeVisible();
  await page.getByRole("button", { name: "New category" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Give the category a name.")).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Orders");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Add beneath Orders" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Returns");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(labels(page)).toHaveText(["Orders", "Returns"]);
  expect(server.categories.records[1]?.parent_id).toBe(server.categories.records[0]?.id);
});

test("categories change their order, their parent and their rules; those with others beneath them stay", async ({
  page,
  server,
}) => {
  const tree = addTree(server);
  await logIn(page, server, "/admin/categories");
  await expect(labels(page)).toHaveText(["Orders", "Returns", "Delivery", "Account"]);
  await page.getByRole("button", { name: "Move Delivery up" }).click();
  await expect(labels(page)).toHaveText(["Orders", "Delivery", "Returns", "Account"]);
  await page.getByRole("button", { name: "Orders", exact: true }).click();
  await expect(page.getByLabel("Beneath", { exact: true }).getByRole("option")).toHaveText([
    "Nothing: at the top",
    "Account",
  ]);
  server.categories.refusesParentWith = "Categories go 5 levels deep at most.";
  await page.getByLabel("Beneath", { exact: true }).selectOption("Account");
  await page.getByLabel("One beneath it must be chosen").check();
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Beneath", { exact: true })).toHaveAccessibleDescription(/5 levels/);
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(labels(page)).toHaveText(["Account", "Orders", "Delivery", "Returns"]);
  await expect(page.getByText("One or more of these must be chosen.")).toBeVisible();
  await page.getByRole("button", { name: "Delete Orders" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("alert")).toContainText("Other categories stand beneath that one.");
  await page.getByRole("button", { name: "Leave it" }).click();
  await page.getByRole("button", { name: "Delete Returns" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(labels(page)).toHaveText(["Account", "Orders", "Delivery"]);
  await page.getByLabel("Find in categories").fill("deliv");
  await expect(page.getByText("Account › Orders")).toBeInViewport({ ratio: 1 });
  expect(server.categories.records.find(({ id }) => id === tree.delivery.id)?.place).toBe(1);
});

test("a trigger gives categories to its conversations, and what is gone can be taken away", async ({
  page,
  server,
}) => {
  const tree = addTree(server);
  const { evenings } = addShopTargeting(server.targeting, sourceOf(server).id);
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/triggers/${evenings.id}`);
  const stored = () => server.targeting.records.triggers.find(({ id }) => id === evenings.id);
  await page.getByText("More", { exact: true }).click();
  await page.getByRole("group", { name: "Categories" }).getByLabel("Returns").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect(stored()).toMatchObject({ category_ids: [tree.returns.id] });
  server.categories.records.splice(1, 1);
  await page.reload();
  await page.getByLabel("A category that is gone").click();
  await expect(page.getByLabel("A category that is gone")).toHaveCount(0);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  expect(stored()).toMatchObject({ category_ids: [] });
});

for (const [device, width] of [
  ["desk", 1440],
  ["phone", 390],
] as const) {
  test(`the screens of categories pass the access check: ${device}`, async ({ page, server }) => {
    await page.setViewportSize({ width, height: 900 });
    const tree = addTree(server);
    const { cartLeavers } = addShopTargeting(server.targeting, sourceOf(server).id);
    Object.assign(cartLeavers, { category_ids: [tree.returns.id, "01920000-0000-7000-8000-000000000000"] });
    await logIn(page, server, "/admin/categories");
    await expect(labels(page)).toHaveCount(4);
    await expectNoAccessProblems(page);
    const isWider = () => page.getByRole("main").evaluate((main) => main.scrollWidth > main.clientWidth);
    expect(await isWider()).toBe(false);
    await page.getByRole("button", { name: "Add beneath Returns" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectNoAccessProblems(page);
    await page.goto(`${server.url}/admin/sources/${sourceOf(server).id}/triggers/${cartLeavers.id}`);
    await expect(page.getByLabel("A category that is gone")).toBeVisible();
    await expectNoAccessProblems(page);
    expect(await isWider()).toBe(false);
  });
}
