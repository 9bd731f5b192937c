import { expect, type Page, test } from "@playwright/test";
import {
  actionsOf,
  itemOf,
  LISTENING,
  openTargetWebsite,
  type TargetWebsite,
  triggerOf,
} from "../src/target-website.ts";

const CANARY = "canary-7f3a";

const item = itemOf(1, { css: ".chat_item_action{color:white;background:#4481eb}" });
const shownToEverybody = { items: [item], triggers: [triggerOf(2, { actions: actionsOf({ item_ids: [item.id] }) })] };

/** Uncaught errors, console errors and violations of the content security policy, as they come. */
const watch = (page: Page): string[] => {
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  return problems;
};

const openChat = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "Chat with us" }).click();
  await expect(page.locator("beckon-chat")).toBeAttached();
};

let website: TargetWebsite;
test.afterEach(() => website.close());

test("API30: before engagement Beckon sees the loader, the manager and, once it is reached for, the client; nothing of the visit", async ({
  page,
}) => {
  website = await openTargetWebsite(
    {
      "/": {
        head: `<title>${CANARY}</title>`,
        body: `<input id="field" value="${CANARY}"><h1>${CANARY}</h1>`,
        script: `${LISTENING} _chatq.push(["_fillCustomVariable", "custom_secret", "${CANARY}"], ["_setIdentity", { email: "${CANARY}@shop.test" }]);`,
      },
    },
    {
      ...shownToEverybody,
      mode: "live_chat",
      custom_variables: [
        { name: "custom_field", type: "string", filling: { kind: "selector", selector: "#field", read: "value" } },
      ],
      triggers: [{ ...triggerOf(2, { actions: actionsOf({ item_ids: [item.id] }) }), only_if_agents_available: true }],
    },
  );
  website.probability = 1;
  await page.goto(`${website.url}/?q=${CANARY}#${CANARY}`);
  await expect(page.locator("beckon-item")).toBeVisible();
  const paths = () => website.requests.map((request) => request.replace(/-[\w-]{8}\.js/, ".js"));
  const beforeClick = [
    "GET /chat/website-tests/loader.js",
    "GET /assets/chat-manager.js",
    // For the variable that the page fills.
    "GET /assets/chat-fillings.js",
    `GET /chat/website-tests/availability?trigger=${triggerOf(2, {}).id}`,
  ];
  expect(paths()).toEqual(beforeClick);
  await openChat(page);
  expect(paths()).toEqual([...beforeClick, "GET /assets/chat-client.js"]);
  expect(website.traffic.join("\n")).not.toContain(CANARY);
});

test("API31: a strict content security policy with Trusted Types is kept", async ({ page }) => {
  const policy =
    "default-src 'none'; script-src 'self' BECKON; connect-src BECKON; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'";
  website = await openTargetWebsite(
    { "/": { headers: { "Content-Security-Policy": policy }, script: LISTENING } },
    shownToEverybody,
  );
  const problems = watch(page);
  await page.goto(website.url);
  await openChat(page);
  expect(problems).toEqual([]);
});

test("API32: old libraries that patch prototypes and JSON harm nothing", async ({ page }) => {
  const script = `
    Array.prototype.toJSON = function () { return "[" + this.join() + "]"; };
    Array.prototype.each = function (f) { this.forEach(f); };
    Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };
    Object.defineProperty(Array.prototype, "from", { value: 1, enumerable: true });
    Array.from = function (a) { return [].concat(a); };
    Object.prototype.extend = function () {};
    String.prototype.toJSON = function () { return this; };
    Function.prototype.bind = function (self) { var f = this; return function () { return f.apply(self, arguments); }; };
    JSON.stringify = function (value) { return String(value); };
    ${LISTENING}`;
  website = await openTargetWebsite(
    { "/": { script, head: '<title>"Legacy" \\u2028 \\\\ \u2028</title>' } },
    shownToEverybody,
  );
  const problems = watch(page);
  await page.goto(website.url);
  await expect(page.locator("beckon-item")).toBeVisible();
  await page.goto(website.url);
  await openChat(page);
  const stored = await page.evaluate(() => localStorage.getItem("beckon:website-tests:visit") ?? "");
  expect((JSON.parse(stored) as { visit: { pageViews: unknown[] } }).visit.pageViews).toHaveLength(2);
  expect(problems).toEqual([]);
});

test("API33: with blocked storage the visit lives in memory", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("blocked", "SecurityError");
      },
    });
  });
  website = await openTargetWebsite({ "/": { script: LISTENING } }, shownToEverybody);
  const problems = watch(page);
  await page.goto(website.url);
  await openChat(page);
  expect(problems).toEqual([]);
});

test("API34: a full or poisoned storage is no obstacle", async ({ page }) => {
  await page.addInitScript(() => {
    localStorage.setItem(
      "beckon:website-tests:visit",
      '{"version":1,"visit":{"pageViews":[{"__proto__":{}}],"chat":7}}',
    );
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  website = await openTargetWebsite({ "/": { script: LISTENING } }, shownToEverybody);
  const problems = watch(page);
  await page.goto(website.url);
  await openChat(page);
  expect(problems).toEqual([]);
});

test("API35: the page gets the globals `_chatq`, `Beckon` and its alias `Dimelo`, and no other, and nothing moves", async ({
  page,
}) => {
  website = await openTargetWebsite({ "/": {}, "/plain": {} }, shownToEverybody);
  await page.addInitScript(() => {
    const known = new Set(Reflect.ownKeys(window));
    Object.defineProperty(Object.prototype, "newGlobals", {
      configurable: true,
      value: () =>
        Reflect.ownKeys(window)
          .filter((key) => !known.has(key))
          .map(String),
    });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) document.documentElement.setAttribute("data-shift", entry.name);
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(website.url);
  await openChat(page);
  const globals = await page.evaluate(() => (window as unknown as { newGlobals(): string[] }).newGlobals());
  // The stand-in for the client says by a global of its own what it was asked.
  expect(globals.filter((name) => name !== "standIn").sort()).toEqual(["Beckon", "Dimelo", "_chatq"]);
  expect(await page.evaluate(() => Object.keys((window as unknown as { Beckon: object }).Beckon))).toEqual([
    "version",
    "debug",
  ]);
  expect(await page.locator("html").getAttribute("data-shift")).toBeNull();
});

test("API36: a loader that is included twice runs once", async ({ page }) => {
  website = await openTargetWebsite({ "/": { script: LISTENING } }, shownToEverybody);
  await page.goto(`${website.url}/?twice`);
  await expect(page.locator("beckon-item")).toHaveCount(1);
  const started = await page.evaluate(() =>
    (window as unknown as { events: { event: string }[] }).events.filter(({ event }) => event === "started"),
  );
  expect(started).toHaveLength(1);
});

test("API37: a loader whose manager cannot be loaded says so once and harms nothing", async ({ page }) => {
  website = await openTargetWebsite({ "/": { script: LISTENING } });
  website.configuration = {
    ...website.configuration,
    assets: { ...website.configuration.assets, manager: `${website.beckonUrl}/assets/gone.js` },
  };
  const warnings: string[] = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  page.on("pageerror", (error) => warnings.push(`uncaught: ${error.message}`));
  await page.goto(website.url);
  await expect.poll(() => warnings).toEqual([expect.stringContaining("Beckon: the chat is not available.")]);
  expect(website.requests.slice(1)).toEqual(["GET /assets/gone.js", "GET /assets/gone.js?retry"]);
});

test("API38: hostile styles of the page do not reach an item", async ({ page }) => {
  const head = `<title>Shop</title><style>* { display: none !important; all: unset !important; font-size: 60px !important; position: static !important }
    html, body { display: block !important }</style>`;
  website = await openTargetWebsite({ "/": { head, script: LISTENING } }, shownToEverybody);
  await page.goto(website.url);
  await expect(page.getByRole("button", { name: "Chat with us" })).toBeVisible();
  const position = await page.locator("beckon-item").evaluate((host) => getComputedStyle(host).position);
  expect(position).toBe("fixed");
});

test("API39: the real window opens from an item", async ({ page }) => {
  website = await openTargetWebsite({ "/": { script: LISTENING } }, shownToEverybody, { realClient: true });
  await page.goto(website.url);
  await openChat(page);
  await expect(page.getByRole("dialog", { name: "Purple Shop" })).toBeVisible();
});
