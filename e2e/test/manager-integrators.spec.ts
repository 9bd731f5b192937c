import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { build, type Rolldown } from "vite";
import { actionsOf, itemOf, openTargetWebsite, type TargetWebsite, triggerOf } from "../src/target-website.ts";

let website: TargetWebsite;
test.afterEach(() => website.close());

const item = itemOf(1, { label: "Home Button", html: '<span class="dimelo_chat_item_action">Chat with us</span>' });
const trigger = triggerOf(2, { label: "Home", actions: actionsOf({ item_ids: [item.id] }) });
const offered = {
  items: [item],
  triggers: [trigger],
  custom_variables: [{ name: "custom_cart_amount", type: "number" as const, filling: null }],
};

type Site = Window & {
  log: ({ event: string } & Record<string, unknown>)[];
  standIn: { say(event: object): void } & Record<string, unknown>;
  _chatq: unknown[];
};

/** As integrations of RingCentral Engage are written: single quotes, `var`, commands one by one, callbacks by event. */
const ENGAGE_STYLE = `
  var _chatq = _chatq || [];
  var log = [];
  _chatq.push(['_setIdentity', {
    'firstname': 'Camille', 'lastname': 'Durand', 'screenname': 'camille', 'company': 'Purple', 'email': 'camille@example.com',
    'uuid': '1234', 'avatar_url': 'https://example.com/a.png', 'extra_values': { 'customer_id': '123' }
  }]);
  _chatq.push(['_fillCustomVariable', 'custom_cart_amount', 58]);
  _chatq.push(['_setConfiguration', { 'locale': 'fr' }]);
  _chatq.push(['_addTranslations', { 'fr': { 'input_placeholder': 'Votre message' } }]);
  var names = ['started', 'trigger_activated', 'trigger_executed', 'item_shown', 'button_shown', 'invitation_shown',
    'chat_shown', 'chat_engaged', 'message_sent', 'message_received', 'chat_closed'];
  for (var i = 0; i < names.length; i++) {
    _chatq.push(['_onEvent', names[i], function (data) { log.push(data); }]);
  }
  _chatq.push(['_onEvent', 'trigger_executed', function (data) {
    _chatq.push(['_onEvent', 'chat_shown', function () {
      _chatq.push(['_addMessage', { body: 'Hello from ' + data.trigger_label, agent: true }]);
    }]);
  }]);
`;

test("API47: a page that was written for RingCentral Engage runs as it is", async ({ page }) => {
  const warnings: string[] = [];
  page.on("console", (message) => warnings.push(message.text()));
  page.on("pageerror", (error) => warnings.push(error.message));
  website = await openTargetWebsite({ "/": { script: ENGAGE_STYLE } }, offered);
  await page.goto(website.url);
  await page.getByRole("button", { name: "Chat with us" }).click();
  await expect(page.locator("beckon-chat")).toBeAttached();
  await page.evaluate(() => {
    const { standIn, _chatq } = window as unknown as Site;
    standIn.say({ kind: "engaged" });
    standIn.say({ kind: "message_sent", message: {} });
    standIn.say({ kind: "message_received", message: {} });
    _chatq.push(["_setSignedIdentity", "a.b.c"], ["_pageChange"]);
    standIn.say({ kind: "closed" });
  });
  const ofTrigger = {
    trigger_id: trigger.id,
    trigger_label: "Home",
    trigger_human_id: `Home #${trigger.id}`,
    trigger_continuation: false,
  };
  const ofItem = {
    item_id: item.id,
    item_label: "Home Button",
    item_human_id: `Home Button #${item.id}`,
    item_type: "button",
  };
  const log = await page.evaluate(() => (window as unknown as Site).log);
  expect(log.slice(0, 9)).toEqual([
    { event: "started" },
    { event: "trigger_activated", mode: "online", ...ofTrigger },
    { event: "trigger_executed", mode: "online", ...ofTrigger },
    { event: "item_shown", mode: "online", ...ofTrigger, ...ofItem },
    { event: "button_shown", mode: "online", ...ofTrigger, ...ofItem },
    { event: "chat_shown", ...ofTrigger },
    { event: "chat_engaged", ...ofTrigger },
    { event: "message_sent", ...ofTrigger },
    { event: "message_received", ...ofTrigger },
  ]);
  expect(log.map(({ event }) => event)).toContain("chat_closed");
  const { messages, locale, translations, claims } = await page.evaluate(() => {
    const { messages, locale, translations, claims } = (window as unknown as Site).standIn;
    return { messages, locale, translations, claims };
  });
  expect(messages).toEqual(["Hello from Home"]);
  expect(locale).toBe("fr");
  expect(translations).toEqual({ fr: { input_placeholder: "Votre message" } });
  expect(claims).toMatchObject({ firstname: "Camille", email: "camille@example.com" });
  expect(warnings).toEqual([]);
});

const REACT_PAGE = `
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { chat, loadBeckon } from "/src/index.ts";
import { useBeckonEvent, useUnreadCount } from "/src/react.ts";

chat.fillCustomVariable("custom_cart_amount", 58);

const Help = () => {
  const unread = useUnreadCount();
  useBeckonEvent("chat_engaged", ({ trigger_label }) => { document.title = "engaged by " + trigger_label; });
  return createElement("button", { onClick: chat.open }, "Help (" + unread + ")");
};
const place = document.createElement("div");
document.body.append(place);
createRoot(place).render(createElement(Help));
window.load = () => loadBeckon({ url: window.beckonUrl + "/", sourceToken: "website-tests" });
`;

/** The page's own code, bundled as an integrator would. */
const bundleReactPage = async (): Promise<string> => {
  const name = "virtual:react-page";
  const results = await build({
    configFile: false,
    logLevel: "error",
    root: fileURLToPath(new URL("../../packages/web/", import.meta.url)),
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [
      {
        name,
        resolveId: (id) =>
          id.endsWith(name) ? `${fileURLToPath(new URL("../../packages/web/", import.meta.url))}page.js` : undefined,
        load: (id) => (id.endsWith("/packages/web/page.js") ? REACT_PAGE : undefined),
      },
    ],
    build: { write: false, lib: { entry: name, formats: ["iife"], name: "page", fileName: "page" } },
  });
  const [result] = (Array.isArray(results) ? results : [results]) as Rolldown.RolldownOutput[];
  return result?.output[0].code ?? "";
};

test("API48: the module for bundlers and its hooks work before and after the loader", async ({ page }) => {
  website = await openTargetWebsite(
    { "/": { script: await bundleReactPage() } },
    {
      ...offered,
      triggers: [{ ...trigger, conditions: [{ criterion: "custom_cart_amount", operator: "is", value: 58 }] }],
    },
  );
  await page.goto(website.url);
  await page.getByRole("button", { name: "Chat with us" }).click();
  await expect(page.locator("beckon-chat")).toBeAttached();
  await page.evaluate(() => {
    const { standIn } = window as unknown as Site;
    standIn.say({ kind: "engaged" });
    standIn.say({ kind: "unread_changed", count: 3 });
    standIn.say({ kind: "minimized" });
  });
  await expect(page).toHaveTitle("engaged by Home");
  await page.getByRole("button", { name: "Help (3)" }).click();
  await expect.poll(() => page.evaluate(() => (window as unknown as Site).standIn.openedBy)).toBe("visitor");
  // The snippet's loader is there already: none is added.
  const loaders = await page.evaluate((beckonUrl) => {
    const site = window as unknown as { beckonUrl: string; load(): void };
    site.beckonUrl = beckonUrl;
    site.load();
    return [...document.scripts].filter(({ src }) => src.endsWith("/loader.js")).length;
  }, website.beckonUrl);
  expect(loaders).toBe(1);
});
