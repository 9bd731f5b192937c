import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { actionsOf, itemOf, openTargetWebsite, type TargetWebsite, triggerOf } from "../src/target-website.ts";

let website: TargetWebsite;
test.afterEach(() => website.close());

const item = itemOf(1);
const leavers = triggerOf(2, {
  label: "Cart leavers",
  conditions: [
    { criterion: "page_path", position: "previous", operator: "contains", value: "/cart" },
    { criterion: "custom_amount", operator: "gte", value: 50 },
  ],
  actions: actionsOf({ item_ids: [item.id] }),
});

const open = async (): Promise<void> => {
  const script = 'var _chatq = [["_fillCustomVariable", "custom_amount", 58]];';
  website = await openTargetWebsite(
    { "/": { script }, "/cart": { head: "<title>Cart</title>" } },
    {
      items: [item],
      triggers: [leavers],
      custom_variables: [{ name: "custom_amount", type: "number", filling: null }],
    },
  );
};

const startDebug = async (page: Page, name: "Beckon" | "Dimelo" = "Beckon"): Promise<void> => {
  await page.waitForFunction((global) => global in window, name);
  await page.evaluate((global) => {
    const { Beckon, Dimelo } = window as unknown as {
      Beckon: { debug: { start(): void } };
      Dimelo: { Messaging: { Debug: { start(): void } } };
    };
    if (global === "Beckon") Beckon.debug.start();
    else Dimelo.Messaging.Debug.start();
  }, name);
  await expect(page.getByRole("region", { name: "Beckon debug" })).toBeVisible();
};

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

test("API40: the toolbar's file is loaded when it is asked for, stays over page loads, and goes when it is stopped", async ({
  page,
}) => {
  await open();
  await page.goto(`${website.url}/cart`);
  await page.waitForFunction(() => "Beckon" in window);
  expect(website.requests.filter((request) => request.includes("chat-debug"))).toEqual([]);
  await startDebug(page, "Dimelo");
  await page.goto(website.url);
  await expect(page.getByRole("region", { name: "Beckon debug" })).toBeVisible();
  await button(page, "Stop debug").click();
  await expect(page.getByRole("region", { name: "Beckon debug" })).toHaveCount(0);
  await page.reload();
  await page.waitForFunction(() => "Beckon" in window);
  await expect(page.getByRole("region", { name: "Beckon debug" })).toHaveCount(0);
});

test("API41: it shows the store page by page, and why each condition is true or false, as the visit goes on", async ({
  page,
}) => {
  await open();
  await page.goto(`${website.url}/cart`);
  await startDebug(page);
  await page.goto(website.url);
  await button(page, "Show store").click();
  const store = page.getByRole("region", { name: "Store" });
  await expect(store.getByText("2. Purple Shop (this page)")).toBeVisible();
  await expect(store.getByRole("row", { name: "custom_amount 58" })).toBeVisible();
  await store.getByText("1. Cart").click();
  await expect(store.getByRole("row", { name: "page_path /cart" })).toBeVisible();
  await button(page, "Why").click();
  const why = page.getByRole("region", { name: "Why" });
  await expect(why.getByRole("heading")).toHaveText("✓ true Cart leavers");
  await expect(why.getByRole("listitem").first()).toContainText("matched on page 1: “/cart”");
  await expect(why).toContainText("It was activated on this page.");
  await page.evaluate(() => {
    (window as unknown as { _chatq: unknown[] })._chatq.push(["_fillCustomVariable", "custom_amount", 12]);
  });
  await expect(why.getByRole("listitem").nth(1)).toContainText("✗ false");
  await expect(why.getByRole("listitem").nth(1)).toContainText("page 2: “12”");
});

test("API42: it exports the visit as a file", async ({ page }) => {
  await open();
  await page.goto(website.url);
  await startDebug(page);
  const downloads = page.waitForEvent("download");
  await button(page, "Export visit").click();
  const download = await downloads;
  expect(download.suggestedFilename()).toBe("visit-website-tests.json");
  const exported = JSON.parse(await readFile(await download.path(), "utf8"));
  expect(exported).toMatchObject({
    format: "beckon-visit",
    version: 1,
    source_token: "website-tests",
    mode: "messaging",
    triggers: [{ id: leavers.id, label: "Cart leavers", conditions_hold: false }],
    visit: { pageViews: [{ values: { page_title: "Purple Shop", custom_amount: 58 } }] },
  });
  await expect(page.getByRole("status")).toContainText("Saved as visit-website-tests.json");
});

test("API43: a reset makes this the first visit, without the identity and what else this browser kept", async ({
  page,
}) => {
  await open();
  await page.goto(`${website.url}/cart`);
  await page.goto(website.url);
  await startDebug(page);
  await page.evaluate(() => {
    localStorage.setItem("beckon:website-tests:identity", "somebody");
    localStorage.setItem("theirs", "kept");
  });
  await button(page, "Reset").click();
  await button(page, "Show store").click();
  await expect(page.getByText("1 page views in this visit, the visitor’s number 1.")).toBeVisible();
  expect(
    await page.evaluate(() => [localStorage.getItem("beckon:website-tests:identity"), localStorage.getItem("theirs")]),
  ).toEqual([null, "kept"]);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 390]) {
    test(`API44: the toolbar is accessible and fits, ${colorScheme} at ${width}`, async ({ page }) => {
      await open();
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${website.url}/cart`);
      await page.goto(website.url);
      await startDebug(page);
      for (const name of ["Show store", "Why"]) {
        await button(page, name).click();
        await expect(page.getByRole("region", { name: name === "Why" ? name : "Store" })).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).include("[data-beckon-debug]").analyze();
        expect(violations).toEqual([]);
      }
      const box = await page.getByRole("region", { name: "Beckon debug" }).boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= width).toBe(true);
      await button(page, "Debug buttons").click();
      await expect(button(page, "Why")).toBeHidden();
    });
  }
}

test("API45: with strict policies for scripts and Trusted Types nothing is refused", async ({ page }) => {
  const policy =
    "default-src 'none'; script-src 'self' BECKON; connect-src BECKON; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'";
  website = await openTargetWebsite({ "/": { headers: { "Content-Security-Policy": policy } } });
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(website.url);
  await startDebug(page);
  await button(page, "Show store").click();
  await expect(page.getByRole("region", { name: "Store" })).toBeVisible();
  expect(problems).toEqual([]);
});
