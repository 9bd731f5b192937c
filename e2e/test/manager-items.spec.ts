import { expect, type Page, test } from "@playwright/test";
import {
  actionsOf,
  itemOf,
  LISTENING,
  openTargetWebsite,
  type TargetWebsite,
  triggerOf,
} from "../src/target-website.ts";

type Told = Window & {
  events: { event: string; mode?: string }[];
  standIn: { opened: boolean; openedBy: string; messages: string[]; trigger: string; say(event: object): void };
};

const namesOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as Told).events.map(({ event }) => event));

let website: TargetWebsite;
test.afterEach(() => website.close());

/** A page on which every visitor is shown these items. */
const openWith = (items: ReturnType<typeof itemOf>[], page = {}, configuration = {}): Promise<TargetWebsite> =>
  openTargetWebsite(
    { "/": { script: LISTENING, ...page }, "/other": { script: LISTENING } },
    {
      items,
      triggers: [triggerOf(99, { actions: actionsOf({ item_ids: items.map(({ id }) => id) }) })],
      ...configuration,
    },
  );

test("API9: a floating button stands at its corner, opens the chat by the visitor's hand and makes room for it", async ({
  page,
}) => {
  const item = itemOf(1, { placement: { kind: "floating", corner: "bottom_left", offset_x: 30, offset_y: 40 } });
  const other = itemOf(2, { html: "<span>Other</span>", placement: { kind: "floating", corner: "bottom_right" } });
  website = await openWith([item, other]);
  await page.goto(website.url);
  const host = page.locator(`beckon-item[data-item-id="${item.id}"]`);
  const box = await host.boundingBox();
  const { height } = page.viewportSize() ?? { height: 0 };
  expect(box?.x).toBe(30);
  expect(Math.round(height - (box?.y ?? 0) - (box?.height ?? 0))).toBe(40);
  await page.getByRole("button", { name: "Chat with us" }).click();
  await expect(page.locator("beckon-chat")).toBeAttached();
  await expect(host).toHaveCount(0);
  await expect(page.locator(`beckon-item[data-item-id="${other.id}"]`)).toBeHidden();
  const { opened, openedBy, trigger } = await page.evaluate(() => {
    const { opened, openedBy, trigger } = (window as unknown as Told).standIn;
    return { opened, openedBy, trigger };
  });
  expect({ opened, openedBy, trigger }).toEqual({ opened: true, openedBy: "visitor", trigger: triggerOf(99, {}).id });
  await page.evaluate(() => (window as unknown as Told).standIn.say({ kind: "closed" }));
  await expect(page.locator(`beckon-item[data-item-id="${other.id}"]`)).toBeVisible();
});

test("API10: a dismissed item stays away for the visit, in all tabs", async ({ page, context }) => {
  const item = itemOf(1, {
    type: "invitation",
    placement: { kind: "corner" },
    html: '<p>Need help?</p><button class="dimelo_chat_item_dismiss">No, thanks</button>',
  });
  website = await openWith([item]);
  await page.goto(website.url);
  const tab = await context.newPage();
  await tab.goto(website.url);
  await expect(tab.getByRole("dialog", { name: "Item 1" })).toBeVisible();
  await page.getByRole("button", { name: "No, thanks" }).click();
  await expect(page.locator("beckon-item")).toHaveCount(0);
  await expect(tab.locator("beckon-item")).toHaveCount(0);
  expect(await namesOf(page)).toContain("item_dismissed");
  await page.goto(`${website.url}/other`);
  await expect.poll(() => namesOf(page)).toContain("trigger_executed");
  expect(await namesOf(page)).not.toContain("item_shown");
});

test("API11: a modal invitation takes the focus and gives it back; Escape dismisses it", async ({ page }) => {
  const item = itemOf(1, {
    type: "invitation",
    placement: { kind: "modal" },
    html: '<p>Need help?</p><button class="chat_item_action">Yes</button>',
  });
  website = await openTargetWebsite(
    { "/": { script: LISTENING, body: '<input aria-label="Search">' } },
    {
      items: [item],
      triggers: [
        triggerOf(2, {
          conditions: [{ criterion: "custom_ready", operator: "present" }],
          actions: actionsOf({ item_ids: [item.id] }),
        }),
      ],
    },
  );
  await page.goto(website.url);
  await page.getByLabel("Search").focus();
  await page.evaluate(() =>
    (window as unknown as { _chatq: unknown[] })._chatq.push(["_fillCustomVariable", "custom_ready", "yes"]),
  );
  await expect(page.getByRole("button", { name: "Yes" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.locator("beckon-item")).toHaveCount(0);
  await expect(page.getByLabel("Search")).toBeFocused();
  expect((await namesOf(page)).filter((name) => name === "item_dismissed")).toHaveLength(1);
});

test("API12: one invitation at a time, and Escape dismisses it while nothing else has the focus", async ({ page }) => {
  const first = itemOf(1, { type: "invitation", placement: { kind: "banner" }, html: "<p>First</p>" });
  const second = itemOf(2, { type: "invitation", placement: { kind: "corner" }, html: "<p>Second</p>" });
  website = await openWith([first, second]);
  await page.goto(website.url);
  await expect(page.getByText("Second")).toBeVisible();
  await expect(page.getByText("First")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.locator("beckon-item")).toHaveCount(0);
});

test("API13: fixed buttons stand at their markup; a trigger whose fixed button has none is activated, not executed", async ({
  page,
}) => {
  const placed = itemOf(1, { placement: { kind: "fixed" } });
  const alias = itemOf(2, { placement: { kind: "fixed" }, html: "<b>Ask us</b>" });
  const missing = itemOf(3, { placement: { kind: "fixed" } });
  website = await openTargetWebsite(
    {
      "/": {
        script: LISTENING,
        body: `<div id="dimelo_chat_item_markup_${placed.id}" class="dimelo_chat_item_markup"></div>
          <div id="beckon_item_${alias.id}" class="beckon_item"></div>`,
      },
      "/other": { script: LISTENING },
    },
    {
      items: [placed, alias, missing],
      triggers: [
        triggerOf(4, {
          conditions: [{ criterion: "page_path", operator: "is", value: "/" }],
          actions: actionsOf({ item_ids: [placed.id, alias.id] }),
        }),
        triggerOf(5, { actions: actionsOf({ item_ids: [missing.id] }) }),
      ],
    },
  );
  await page.goto(website.url);
  await expect(page.locator(`#dimelo_chat_item_markup_${placed.id} beckon-item`)).toBeVisible();
  // The whole item opens the Chat when nothing in it says so, by the keyboard too.
  await page.getByRole("button", { name: "Ask us" }).press("Enter");
  await expect(page.locator("beckon-chat")).toBeAttached();
  await expect(page.getByRole("button", { name: "Ask us" })).toBeVisible();
  await page.goto(`${website.url}/other`);
  await expect.poll(() => namesOf(page)).toContain("trigger_activated");
  expect(await namesOf(page)).toEqual(["started", "trigger_activated"]);
});

test("API14: what an item's HTML would run, fetch or submit is not displayed", async ({ page }) => {
  const errors: string[] = [];
  page.on("console", (message) => errors.push(message.text()));
  const html = `<p onclick="hurt()" style="color:red">Safe</p><script>hurt()</script><img src="x:y" onerror="hurt()">
    <iframe srcdoc="<script>parent.hurt()</script>"></iframe><a href="java\nscript:hurt()">link</a>
    <svg viewBox="0 0 9 9"><path d="M0 0h9"/><animate onbegin="hurt()"/><foreignObject><i onload="hurt()"></i></foreignObject></svg>
    <form action="/steal"><input name="secret"></form><style>*{color:red}</style><x-widget>no</x-widget>
    <a href="https://shop.test/help" target="_blank">help</a>`;
  website = await openWith([itemOf(1, { html })], {
    script: `${LISTENING} window.hurt = function () { window.hurtBy = true; };`,
  });
  await page.goto(website.url);
  await expect(page.getByText("Safe")).toBeVisible();
  const seen = await page.locator("beckon-item").evaluate((host) => {
    const container = host.shadowRoot?.querySelector(".chat_item");
    return [...(container?.querySelectorAll("*") ?? [])].map((element) =>
      `${element.localName} ${[...element.attributes].map(({ name, value }) => `${name}=${value}`).join(" ")}`.trim(),
    );
  });
  expect(seen).toEqual([
    "p",
    "img",
    "a",
    "svg viewBox=0 0 9 9",
    "path d=M0 0h9",
    "a href=https://shop.test/help target=_blank",
  ]);
  expect(await page.evaluate(() => "hurtBy" in window)).toBe(false);
  expect(errors).toEqual([]);
});

test("API15: a client that cannot be loaded is said so on the item, and can be tried again", async ({ page }) => {
  website = await openWith([itemOf(1, { placement: { kind: "corner" } })]);
  website.failingClientLoads = Number.POSITIVE_INFINITY;
  await page.goto(website.url);
  const button = page.getByRole("button", { name: "Chat with us" });
  await button.click();
  await expect(page.getByRole("alert")).toHaveText("The chat could not be loaded. Please try again.");
  website.failingClientLoads = 0;
  await button.click();
  await expect(page.locator("beckon-chat")).toBeAttached();
});

test("API16: in live chat the server is asked, and an item with offline support is shown in either case", async ({
  page,
}) => {
  const item = itemOf(1, {
    online_offline: true,
    html: '<b class="chat_show_when_online">We are here</b><b class="dimelo_chat_show_when_offline">Leave a message</b>',
  });
  website = await openTargetWebsite(
    { "/": { script: LISTENING } },
    {
      mode: "live_chat",
      items: [item],
      triggers: [triggerOf(2, { only_if_agents_available: true, actions: actionsOf({ item_ids: [item.id] }) })],
    },
  );
  const asked = `GET /chat/website-tests/availability?trigger=${triggerOf(2, {}).id}`;
  website.probability = 1;
  await page.goto(website.url);
  await expect(page.getByText("We are here")).toBeVisible();
  await expect(page.getByText("Leave a message")).toBeHidden();
  expect(website.requests).toContain(asked);
  website.probability = null;
  await page.goto(website.url);
  await expect(page.getByText("Leave a message")).toBeVisible();
  await expect(page.getByText("We are here")).toBeHidden();
  expect(await namesOf(page)).toEqual(["started", "trigger_activated", "item_shown", "button_shown"]);
});

test("API17: an automatic message appears with the opened chat or after the click, and never twice", async ({
  page,
}) => {
  const message = { id: itemOf(7).id, body: "May I help?" };
  const item = itemOf(1);
  website = await openWith(
    [item],
    {},
    {
      automatic_messages: [message],
      triggers: [triggerOf(2, { actions: actionsOf({ item_ids: [item.id], automatic_message_id: message.id }) })],
    },
  );
  await page.goto(website.url);
  const button = page.getByRole("button", { name: "Chat with us" });
  await button.click();
  const messages = () => page.evaluate(() => (window as unknown as Told).standIn?.messages);
  await expect.poll(messages).toEqual(["May I help?"]);
  await page.goto(website.url);
  await button.click();
  await expect.poll(messages).toEqual([]);
});
