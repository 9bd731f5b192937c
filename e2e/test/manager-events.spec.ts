import { expect, type Page, test } from "@playwright/test";
import {
  actionsOf,
  itemOf,
  LISTENING,
  openTargetWebsite,
  type TargetWebsite,
  triggerOf,
} from "../src/target-website.ts";

type Seen = { event: string } & Record<string, unknown>;
type Told = Window & {
  events: Seen[];
  standIn: { say(event: object): void } & Record<
    "messages" | "locale" | "openedBy" | "translations" | "claims",
    unknown
  >;
};

const eventsOf = (page: Page): Promise<Seen[]> => page.evaluate(() => (window as unknown as Told).events);
const namesOf = async (page: Page): Promise<string[]> => (await eventsOf(page)).map(({ event }) => event);

let website: TargetWebsite;
test.afterEach(() => website.close());

test("API4: events come in order, each as one flat object with the data of its trigger and item", async ({ page }) => {
  const item = itemOf(1, { label: "Home Button" });
  const trigger = triggerOf(2, { label: "Everybody", actions: actionsOf({ item_ids: [item.id] }) });
  website = await openTargetWebsite({ "/": { script: LISTENING } }, { items: [item], triggers: [trigger] });
  await page.goto(website.url);
  await page.getByRole("button", { name: "Chat with us" }).click();
  await expect(page.locator("beckon-chat")).toBeAttached();
  await page.evaluate(() => {
    const { say } = (window as unknown as Told).standIn;
    say({ kind: "engaged" });
    say({ kind: "message_sent", message: {} });
    say({ kind: "message_received", message: {} });
    say({ kind: "unread_changed", count: 2 });
    say({ kind: "minimized" });
    say({ kind: "opened" });
    say({ kind: "closed" });
  });
  const ofTrigger = {
    trigger_id: trigger.id,
    trigger_label: "Everybody",
    trigger_human_id: `Everybody #${trigger.id}`,
    trigger_continuation: false,
  };
  const ofItem = {
    item_id: item.id,
    item_label: "Home Button",
    item_human_id: `Home Button #${item.id}`,
    item_type: "button",
  };
  expect(await eventsOf(page)).toEqual([
    { event: "started" },
    { event: "trigger_activated", mode: "online", ...ofTrigger },
    { event: "trigger_executed", mode: "online", ...ofTrigger },
    { event: "item_shown", mode: "online", ...ofTrigger, ...ofItem },
    { event: "button_shown", mode: "online", ...ofTrigger, ...ofItem },
    { event: "chat_shown", ...ofTrigger },
    { event: "chat_engaged", ...ofTrigger },
    { event: "message_sent", ...ofTrigger },
    { event: "message_received", ...ofTrigger },
    { event: "unread_changed", count: 2 },
    { event: "chat_minimized" },
    { event: "chat_opened" },
    { event: "chat_closed" },
  ]);
});

test("API2: an unknown command, a bad argument and a throwing callback stop nothing that comes after them", async ({
  page,
}) => {
  const warnings: string[] = [];
  const errors: string[] = [];
  page.on("console", (message) => (message.type() === "warning" ? warnings : errors).push(message.text()));
  page.on("pageerror", (error) => errors.push(`uncaught ${error.message}`));
  const script = `
    var _chatq = [["_nothing"], "no command", null, ["constructor"], ["_setIdentity", 5], ["_fillCustomVariable", "amount", 5],
      ["_onEvent", "started", function () { throw new Error("from the website"); }],
      ["_onEvent", "started", function () { document.title = "still running"; }]];`;
  website = await openTargetWebsite({ "/": { script } });
  await page.goto(website.url);
  await expect(page).toHaveTitle("still running");
  expect(warnings).toHaveLength(6);
  for (const warning of warnings) expect(warning).toMatch(/^Beckon: /);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain("Error: from the website");
});

test("API1: commands work before and after the loader, and `_offEvent` ends a subscription", async ({ page }) => {
  website = await openTargetWebsite(
    { "/": { script: LISTENING } },
    {
      custom_variables: [{ name: "custom_amount", type: "number", filling: null }],
      triggers: [triggerOf(1, { conditions: [{ criterion: "custom_amount", operator: "gte", value: 50 }] })],
    },
  );
  await page.goto(website.url);
  await expect.poll(() => namesOf(page)).toEqual(["started"]);
  await page.evaluate(() => {
    const queue = (window as unknown as { _chatq: unknown[] })._chatq;
    queue.push(["_offEvent", "trigger_executed"], ["_fillCustomVariable", "custom_amount", 58]);
  });
  await expect.poll(() => namesOf(page)).toEqual(["started", "trigger_activated"]);
});

test("API6: `_open`, `_minimize`, `_setLocale` and `_addMessage` reach the window", async ({ page }) => {
  website = await openTargetWebsite({ "/": { script: LISTENING } });
  await page.goto(website.url);
  await expect.poll(() => namesOf(page)).toEqual(["started"]);
  const push = (...command: unknown[]) =>
    page.evaluate((pushed) => (window as unknown as { _chatq: unknown[] })._chatq.push(pushed), command);
  await push("_setIdentity", { firstname: "Camille", uuid: "42" });
  await push("_addTranslations", { en: { you: "Yourself" } });
  await push("_open");
  await expect.poll(() => namesOf(page)).toEqual(["started", "identity_changed", "chat_shown"]);
  await push("_addMessage", { body: "Can I help?", agent: true });
  await push("_setLocale", "fr");
  await push("_minimize");
  await push("_open");
  await expect.poll(() => namesOf(page)).toContain("chat_opened");
  const standIn = await page.evaluate(() => {
    const { messages, locale, openedBy, translations, claims } = (window as unknown as Told).standIn;
    return { messages, locale, openedBy, translations, claims };
  });
  expect(standIn).toEqual({
    messages: ["Can I help?"],
    locale: "fr",
    // Playwright evaluates as if by a gesture of the visitor.
    openedBy: "visitor",
    translations: { en: { you: "Yourself" } },
    claims: { firstname: "Camille", uuid: "42" },
  });
});

test("API8: without consent nothing is recorded or shown until it is given", async ({ page }) => {
  const item = itemOf(1);
  website = await openTargetWebsite(
    {
      "/": { script: `${LISTENING}_chatq.push(["_setConsent", false], ["_fillCustomVariable", "custom_amount", 58]);` },
    },
    {
      items: [item],
      triggers: [
        triggerOf(2, {
          conditions: [{ criterion: "custom_amount", operator: "is", value: 58 }],
          actions: actionsOf({ item_ids: [item.id] }),
        }),
      ],
    },
  );
  await page.goto(website.url);
  await expect.poll(() => namesOf(page)).toEqual(["started"]);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await page.evaluate(() => (window as unknown as { _chatq: unknown[] })._chatq.push(["_setConsent", true]));
  await expect(page.locator("beckon-item")).toBeVisible();
  await page.evaluate(() => (window as unknown as { _chatq: unknown[] })._chatq.push(["_setConsent", false]));
  await expect(page.locator("beckon-item")).toHaveCount(0);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});
