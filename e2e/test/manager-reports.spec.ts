import { expect, test } from "@playwright/test";
import { actionsOf, itemOf, openTargetWebsite, type TargetWebsite, triggerOf } from "../src/target-website.ts";

let website: TargetWebsite;
test.afterEach(() => website.close());

/** Stand-ins for what analytics leave on a page; each keeps what it is told. */
const ANALYTICS = `
  window.told = { gtag: [], ga: [], segment: [] };
  window.dataLayer = [];
  window.gtag = function () { told.gtag.push([].slice.call(arguments)); };
  window._paq = [];
  window.analytics = { track: function (name, data) { told.segment.push([name, data]); } };
  window._gaq = [];
  window.ga = function () { told.ga.push([].slice.call(arguments)); };
`;

type Told = Window & {
  told: Record<"gtag" | "ga" | "segment", unknown[][]>;
  dataLayer: Record<string, unknown>[];
  _paq: unknown[][];
  _gaq: unknown[][];
  standIn: { say(event: object): void };
};

const item = itemOf(1);
const trigger = triggerOf(2, { label: "Everybody", actions: actionsOf({ item_ids: [item.id] }) });
const HUMAN_ID = `Everybody #${trigger.id}`;
const NAMES = ["chat_proposed", "chat_shown", "chat_engaged", "message_sent", "message_received"];

test("API46: offers and messages are reported to each analytics that is switched on, the first offer too", async ({
  page,
}) => {
  website = await openTargetWebsite(
    { "/": { script: ANALYTICS } },
    { items: [item], triggers: [trigger], analytics: ["google", "matomo", "segment", "legacy_google"] },
  );
  await page.goto(website.url);
  await page.getByRole("button", { name: "Chat with us" }).click();
  await expect(page.locator("beckon-chat")).toBeAttached();
  const told = await page.evaluate(() => {
    const { standIn, told, _paq, _gaq } = window as unknown as Told;
    for (const kind of ["engaged", "message_sent", "message_received"]) standIn.say({ kind });
    return { ...told, _paq, _gaq };
  });
  expect(told.gtag.map(([, name]) => name)).toEqual(NAMES);
  expect(told.gtag[0]).toEqual([
    "event",
    "chat_proposed",
    expect.objectContaining({ trigger_label: "Everybody", trigger_human_id: HUMAN_ID, mode: "online" }),
  ]);
  expect(told._paq).toEqual(NAMES.map((name) => ["trackEvent", "Chat", name, HUMAN_ID]));
  expect(told._gaq).toEqual(NAMES.map((name) => ["_trackEvent", "Chat", name, HUMAN_ID]));
  expect(told.segment.map(([name]) => name)).toEqual(NAMES);
  expect(told.ga.map(([, fields]) => (fields as { eventAction: string }).eventAction)).toEqual(NAMES);
});

test("API46: without gtag the data layer is told, and what is not on the page is no problem", async ({ page }) => {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => problems.push(message.text()));
  website = await openTargetWebsite(
    { "/": { script: "window.dataLayer = [];" } },
    { items: [item], triggers: [trigger], analytics: ["google", "matomo", "segment", "legacy_google"] },
  );
  await page.goto(website.url);
  await expect(page.getByRole("button", { name: "Chat with us" })).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as Told).dataLayer)).toEqual([
    expect.objectContaining({ event: "chat_proposed", trigger_id: trigger.id }),
  ]);
  expect(problems).toEqual([]);
});

test("API46: where it is off, its file is not loaded", async ({ page }) => {
  website = await openTargetWebsite({ "/": {} }, { items: [item], triggers: [trigger] });
  await page.goto(website.url);
  await expect(page.getByRole("button", { name: "Chat with us" })).toBeVisible();
  expect(website.requests).toHaveLength(2);
});

test("API10: where the source says so, a dismissed invitation stays away for the page alone", async ({ page }) => {
  const invitation = itemOf(3, {
    type: "invitation",
    placement: { kind: "corner" },
    html: 'Hello <button class="chat_item_dismiss">Not now</button>',
  });
  website = await openTargetWebsite(
    { "/": {} },
    {
      items: [invitation],
      triggers: [triggerOf(4, { actions: actionsOf({ item_ids: [invitation.id] }) })],
      visit_dismissal: "page",
    },
  );
  await page.goto(website.url);
  const shown = page.locator("beckon-item");
  await shown.getByRole("button", { name: "Not now" }).click();
  await expect(shown).toHaveCount(0);
  await page.reload();
  await expect(shown).toHaveCount(1);
});
