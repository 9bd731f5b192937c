import { expect, type Page, test } from "@playwright/test";
import {
  actionsOf,
  itemOf,
  LISTENING,
  openTargetWebsite,
  type TargetWebsite,
  triggerOf,
} from "../src/target-website.ts";

type Told = Window & { events: { event: string }[]; standIn: { say(event: object): void } };

let website: TargetWebsite;
test.afterEach(() => website.close());

const item = itemOf(1);
const trigger = triggerOf(2, { actions: actionsOf({ item_ids: [item.id] }) });
const pages = { "/": { script: LISTENING }, "/other": { script: LISTENING } };

const leave = async (page: Page): Promise<void> => {
  await page.goto("about:blank");
};

/** Everything that was told so far, one count a line. */
const told = (): string[] =>
  website.traffic.flatMap((each) =>
    each.startsWith("POST ") ? (each.match(/[a-z_]+ 0{8}-0000-7000-8000-\d{12}/g) ?? []) : [],
  );
const untilTold = (expected: readonly string[]) => expect.poll(told).toEqual(expected);

test("STA9: an offer is told once a visit, when the page is left, and nothing with it", async ({ page }) => {
  website = await openTargetWebsite(pages, { items: [item], triggers: [trigger] });
  await page.context().addCookies([{ name: "theirs", value: "1", url: website.beckonUrl }]);
  await page.goto(`${website.url}/?secret=1`);
  await expect(page.getByRole("button", { name: "Chat with us" })).toBeVisible();
  // The page at rest is asked nothing for it.
  expect(website.requests).toHaveLength(2);
  await page.goto(`${website.url}/other`);
  await expect(page.getByRole("button", { name: "Chat with us" })).toBeVisible();
  await untilTold([`offered ${trigger.id}`, `shown ${trigger.id}`]);
  await page.getByRole("button", { name: "Chat with us" }).click();
  await page.waitForFunction(() => "standIn" in window);
  await page.evaluate(() => (window as unknown as Told).standIn.say({ kind: "engaged" }));
  await leave(page);
  await untilTold([`offered ${trigger.id}`, `shown ${trigger.id}`, `offered_engaged ${trigger.id}`]);
  const posts = website.traffic.filter((each) => each.startsWith("POST"));
  expect(posts).toHaveLength(2);
  for (const post of posts) {
    expect(post).toMatch(/^POST \/chat\/website-tests\/offers \{/);
    expect(post).not.toMatch(/cookie|referer|secret/i);
  }
});

test("TRG9, STA8: who is held out is shown nothing, and counted where the trigger would have executed", async ({
  page,
}) => {
  const heldOut = { ...trigger, holdout_share: 1, only_if_agents_available: true };
  website = await openTargetWebsite(pages, { mode: "live_chat", items: [item], triggers: [heldOut] });
  website.probability = 0;
  await page.goto(website.url);
  await expect.poll(() => website.requests.some((each) => each.includes("/availability"))).toBe(true);
  website.probability = 1;
  await page.goto(`${website.url}/other`);
  await page.waitForFunction(() =>
    (window as unknown as Told).events.some(({ event }) => event === "trigger_held_out"),
  );
  await expect(page.locator("beckon-item")).toHaveCount(0);
  const names = await page.evaluate(() => (window as unknown as Told).events.map(({ event }) => event));
  expect(names).toEqual(["started", "trigger_held_out"]);
  await page.evaluate(() => (window as unknown as { _chatq: unknown[] })._chatq.push(["_open"]));
  await page.waitForFunction(() => "standIn" in window);
  await page.evaluate(() => (window as unknown as Told).standIn.say({ kind: "engaged" }));
  await leave(page);
  await untilTold([`held_out ${trigger.id}`, `held_out_engaged ${trigger.id}`]);
});

test("STA8: what stands below the fold is not shown before the visitor comes to it", async ({ page }) => {
  const fixed = itemOf(3, { placement: { kind: "fixed" } });
  const offering = triggerOf(4, { actions: actionsOf({ item_ids: [fixed.id] }) });
  const body = `<h1>Shop</h1><div style="height: 4000px"></div><div id="beckon_item_${fixed.id}"></div>`;
  website = await openTargetWebsite({ "/": { body } }, { items: [fixed], triggers: [offering] });
  await page.goto(website.url);
  await expect(page.locator("beckon-item")).toBeAttached();
  await page.goto(website.url);
  await untilTold([`offered ${offering.id}`]);
  await page.locator("beckon-item").scrollIntoViewIfNeeded();
  await expect(page.locator("beckon-item")).toBeInViewport();
  await leave(page);
  await untilTold([`offered ${offering.id}`, `shown ${offering.id}`]);
});

test("STA8: a window is shown as an item is", async ({ page }) => {
  const opening = triggerOf(5, { actions: actionsOf({ show_chat: "open" }) });
  website = await openTargetWebsite(pages, { triggers: [opening] });
  await page.goto(website.url);
  await expect(page.locator("beckon-chat")).toBeAttached();
  await page.waitForFunction(() => (window as unknown as Told).events.some(({ event }) => event === "chat_shown"));
  // A frame later.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await leave(page);
  await untilTold([`offered ${opening.id}`, `shown ${opening.id}`]);
});

for (const [name, prepare, configuration] of [
  ["the source counts none", () => undefined, { count_offers: false }],
  [
    "the browser asks for privacy (Global Privacy Control)",
    () => Object.defineProperty(navigator, "globalPrivacyControl", { value: true }),
    {},
  ],
  ["the browser asks not to be tracked", () => Object.defineProperty(navigator, "doNotTrack", { value: "1" }), {}],
] as const) {
  test(`STA9: where ${name}, nothing is told`, async ({ page }) => {
    await page.addInitScript(prepare);
    website = await openTargetWebsite(pages, { items: [item], triggers: [trigger], ...configuration });
    await page.goto(website.url);
    await expect(page.getByRole("button", { name: "Chat with us" })).toBeVisible();
    await page.goto(`${website.url}/other`);
    await expect(page.getByRole("button", { name: "Chat with us" })).toBeVisible();
    await leave(page);
    // Another loader comes after whatever the first pages would have told.
    await page.goto(`${website.url}/other`);
    await expect(page.getByRole("button", { name: "Chat with us" })).toBeVisible();
    expect(website.requests.filter((request) => request.startsWith("POST"))).toEqual([]);
  });
}
