import { addShopTargeting } from "@beckon/console/fake-server/made-up-targeting.ts";
import { expect, type Page } from "@playwright/test";
import { logIn, sourceOf, test } from "../src/console.ts";

const rows = (page: Page) => page.getByRole("list", { name: "Triggers" }).locator(".ordered-row");
const labels = (page: Page) => rows(page).getByRole("link");

test("an empty list says what to do first", async ({ page, server }) => {
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/triggers`);
  await expect(page.getByText("No trigger yet: nothing is shown on the website")).toBeVisible();
});

test("a list that cannot be read says so, and is read again on demand", async ({ page, server }) => {
  addShopTargeting(server.targeting, sourceOf(server).id);
  server.targeting.broken.add("triggers");
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/triggers`);
  await expect(page.getByRole("alert")).toContainText("The server cannot read at the moment.");
  server.targeting.broken.clear();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(rows(page)).toHaveCount(4);
});

test("triggers are moved by Alt and the arrows, by the handle, and by the pointer, and each move is said", async ({
  page,
  server,
}) => {
  addShopTargeting(server.targeting, sourceOf(server).id);
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/triggers`);
  await labels(page).filter({ hasText: "Button on every page" }).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(labels(page)).toHaveText(["Cart leavers", "Big carts", "Evenings", "Button on every page"]);
  await expect(page.getByText("“Button on every page” is now number 4 of 4.")).toBeAttached();
  await expect(labels(page).filter({ hasText: "Button on every page" })).toBeFocused();
  await page.getByRole("button", { name: /^Move Big carts/ }).focus();
  await page.keyboard.press("ArrowUp");
  await expect(labels(page)).toHaveText(["Big carts", "Cart leavers", "Evenings", "Button on every page"]);
  const handle = await page.getByRole("button", { name: /^Move Big carts/ }).boundingBox();
  const target = await rows(page).nth(2).boundingBox();
  if (handle === null || target === null) throw new Error("The rows are not on screen.");
  await page.mouse.move(handle.x + 10, handle.y + 10);
  await page.mouse.down();
  await page.mouse.move(handle.x + 10, target.y + 24, { steps: 16 });
  await page.mouse.up();
  await expect(labels(page)).toHaveText(["Cart leavers", "Evenings", "Big carts", "Button on every page"]);
  await expect
    .poll(() => server.targeting.records.triggers.map(({ label }) => label))
    .toEqual(["Cart leavers", "Evenings", "Big carts", "Button on every page"]);
});

test("a refused change is taken back in the list, and said", async ({ page, server }) => {
  addShopTargeting(server.targeting, sourceOf(server).id);
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/triggers`);
  server.targeting.refusesWith = { error: "not_permitted", message: "Not allowed.", status: 403, retry: false };
  const active = page.getByRole("switch", { name: "Big carts is active" });
  await active.focus();
  await page.keyboard.press("Space");
  await expect(page.getByText("Not allowed.")).toBeVisible();
  await expect(active).toBeChecked();
});

test("a trigger is switched off, copied, deleted, and brought back with its id", async ({ page, server }) => {
  const { bigCarts } = addShopTargeting(server.targeting, sourceOf(server).id);
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/triggers`);
  await page.getByRole("switch", { name: "Big carts is active" }).focus();
  await page.keyboard.press("Space");
  await expect.poll(() => server.targeting.records.triggers[1]).toMatchObject({ active: false });
  await page.getByRole("button", { name: "Duplicate Big carts" }).click();
  await expect(labels(page)).toHaveText([
    "Cart leavers",
    "Big carts",
    "Big carts (copy)",
    "Button on every page",
    "Evenings",
  ]);
  await page.getByRole("button", { name: "Delete Big carts", exact: true }).click();
  await expect(labels(page)).toHaveCount(4);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(labels(page)).toHaveCount(5);
  expect(server.targeting.records.triggers.map(({ id }) => id)).toContain(bigCarts.id);
});

test("one that is always met says that it hides those below it; a broken one says why", async ({ page, server }) => {
  const { invitation } = addShopTargeting(server.targeting, sourceOf(server).id);
  server.targeting.records.items = server.targeting.records.items.filter(({ id }) => id !== invitation.id);
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/triggers`);
  await expect(rows(page).first()).toContainText("Broken: The item that it shows is gone.");
  await expect(page.getByText(/is always met, so the triggers below/)).toHaveCount(0);
  await page.getByRole("switch", { name: "Evenings is active" }).focus();
  await page.keyboard.press("Space");
  await expect(page.getByText("“Button on every page” is always met, so the triggers below")).toBeVisible();
});

test("triggers are found by their name", async ({ page, server }) => {
  addShopTargeting(server.targeting, sourceOf(server).id);
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/triggers`);
  await expect(rows(page)).toHaveCount(4);
  await page.keyboard.press("/");
  await page.keyboard.type("cart");
  await expect(labels(page)).toHaveText(["Cart leavers", "Big carts"]);
  await expect(page.getByText("Clear the search to change the order.")).toBeVisible();
});

test("a trigger is written as a sentence, tried while it is written, and saved", async ({ page, server }) => {
  const { invitation } = addShopTargeting(server.targeting, sourceOf(server).id);
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/triggers`);
  await expect(rows(page)).toHaveCount(4);
  await page.keyboard.press("n");
  await page.getByLabel("Name", { exact: true }).fill("Leaves the order");
  const first = page.getByRole("group", { name: "Condition 1" });
  await first.getByLabel("Pages").selectOption("for the previous page");
  await first.getByLabel("Value").fill("/order/");
  const fire = page.getByRole("region", { name: "Would it fire?" });
  await expect(fire).toContainText("Page URL on page 14 “https://www.example.com/order/2” contains “/order/”");
  await page.getByRole("button", { name: "condition", exact: true }).click();
  const second = page.getByRole("group", { name: "Condition 2" });
  await second.getByLabel("Criterion").selectOption("Cart amount");
  await expect(second.getByLabel("Operator").getByRole("option")).toHaveText([
    "is",
    "is at least",
    "is at most",
    "is present",
    "is not present",
  ]);
  await second.getByLabel("Pages").selectOption("for the current page");
  await second.getByLabel("Value").fill("98");
  await expect(fire).toContainText("Does not fire: one condition does not hold.");
  await second.getByLabel("Value").fill("97");
  await expect(fire).toContainText(/Met, but “Cart leavers” above it is met too/);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Choose an item.")).toBeVisible();
  await page.getByLabel("Item").selectOption(invitation.id);
  await page.getByLabel("once per visit").check();
  await page.keyboard.press("Control+s");
  await page.waitForURL(/triggers\/0192/);
  expect(server.targeting.records.triggers.at(-1)).toMatchObject({
    label: "Leaves the order",
    conditions: [
      { criterion: "page_url", position: "previous", operator: "contains", value: "/order/" },
      { criterion: "custom_cart_amount", position: "current", operator: "gte", value: 97 },
    ],
    actions: { show_chat: null, item_ids: [invitation.id], automatic_message_id: null, hide_items: false },
    after: { once_per_visit: true, no_other_trigger: false },
  });
});

test("what the server refuses stands at its field, and unsaved changes are not left by accident", async ({
  page,
  server,
}) => {
  const { cartLeavers } = addShopTargeting(server.targeting, sourceOf(server).id);
  await logIn(page, server, `/admin/sources/${sourceOf(server).id}/triggers/${cartLeavers.id}`);
  const second = page.getByRole("group", { name: "Condition 2" });
  await second.getByLabel("Value").fill("/basket/");
  server.targeting.refusesWith = {
    error: "invalid_request",
    message: "That operator does not fit.",
    status: 422,
    retry: false,
    field: "conditions.1.operator",
  };
  await page.getByRole("button", { name: "Save" }).click();
  await expect(second.getByLabel("Operator")).toHaveAccessibleDescription("That operator does not fit.");
  await expect(second.getByLabel("Operator")).toBeFocused();
  await page.getByRole("link", { name: "Items", exact: true }).click();
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  await question.getByRole("button", { name: "Stay here" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
});
