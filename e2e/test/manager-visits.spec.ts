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
  events: ({ event: string } & Record<string, unknown>)[];
  threadsAsked?: number;
  standIn: {
    opened: boolean;
    openedBy: string;
    threadId: string | null;
    visited: { customVariables: Record<string, unknown> };
    pages: { title: string }[];
    minimize(): void;
    say(event: object): void;
  };
};
type Store = {
  visitCount: number;
  visit: { pageViewCount: number; pageViews: { id: string; values: Record<string, unknown> }[] };
};

const KEY = "beckon:website-tests:visit";

const namesOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as Told).events.map(({ event }) => event));
const storeOf = (page: Page): Promise<Store> =>
  page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? "null"), KEY);
const titlesOf = async (page: Page): Promise<unknown[]> =>
  (await storeOf(page)).visit.pageViews.map(({ values }) => values.page_title);
const push = (page: Page, ...command: unknown[]) =>
  page.evaluate((pushed) => (window as unknown as { _chatq: unknown[] })._chatq.push(pushed), command);

const pageNamed = (title: string, script = "") => ({ head: `<title>${title}</title>`, script: LISTENING + script });
const everybody = (number: number, conditions: object[]) =>
  triggerOf(number, { conditions: conditions as never[], actions: actionsOf({ item_ids: [itemOf(1).id] }) });

let website: TargetWebsite;
test.afterEach(() => website.close());

test("API20: an engaged chat goes on on the next page as it was, and the page is told from then on", async ({
  page,
}) => {
  website = await openTargetWebsite(
    { "/": pageNamed("Home"), "/cart": pageNamed("Cart", '_chatq.push(["_fillCustomVariable", "custom_cart", 58]);') },
    { items: [itemOf(1)], triggers: [everybody(2, [])] },
  );
  await page.goto(website.url);
  await page.getByRole("button", { name: "Chat with us" }).click();
  await expect(page.locator("beckon-chat")).toBeAttached();
  const told = () => page.evaluate(() => (window as unknown as Told).standIn?.pages.map(({ title }) => title));
  expect(await told()).toEqual([]);
  await page.evaluate(() => {
    const { say, minimize } = (window as unknown as Told).standIn;
    say({ kind: "thread_changed", threadId: "thread-1" });
    say({ kind: "engaged" });
    minimize();
  });
  expect(await told()).toEqual(["Home"]);
  await page.goto(`${website.url}/cart`);
  await expect(page.locator("beckon-chat")).toBeAttached();
  const standIn = await page.evaluate(() => {
    const { opened, openedBy, threadId, visited } = (window as unknown as Told).standIn;
    return { opened, openedBy, threadId, cart: visited.customVariables.custom_cart };
  });
  expect(standIn).toEqual({ opened: false, openedBy: "continuation", threadId: "thread-1", cart: 58 });
  const shown = await page.evaluate(() =>
    (window as unknown as Told).events.find(({ event }) => event === "chat_shown"),
  );
  expect(shown).toMatchObject({ trigger_continuation: true, trigger_id: triggerOf(2, {}).id });
  expect(await namesOf(page)).toEqual(["started", "chat_shown"]);
  await page.evaluate(() => {
    document.title = "Cart (1)";
  });
  await expect.poll(told).toEqual(["Cart (1)"]);
});

test("API21: `_pageChange` begins a page view; triggers execute anew and what is on screen stays", async ({ page }) => {
  website = await openTargetWebsite({ "/": pageNamed("Home") }, { items: [itemOf(1)], triggers: [everybody(2, [])] });
  await page.goto(website.url);
  await expect(page.locator("beckon-item")).toBeVisible();
  await page.locator("beckon-item").evaluate((host) => host.setAttribute("data-same", "yes"));
  await page.evaluate(() => history.pushState(null, "", "/dresses/"));
  await push(page, "_pageChange");
  await expect
    .poll(() => namesOf(page))
    .toEqual([
      "started",
      "trigger_activated",
      "trigger_executed",
      "item_shown",
      "button_shown",
      "trigger_activated",
      "trigger_executed",
    ]);
  await expect(page.locator("beckon-item[data-same]")).toBeVisible();
  await expect.poll(async () => (await storeOf(page)).visit.pageViewCount).toBe(2);
});

test("API22: `pushState` and `popstate` are page changes where the source says so, also when others patch them", async ({
  page,
}) => {
  const patch = `var before = history.pushState;
    history.pushState = function () { window.patchedCalls = (window.patchedCalls || 0) + 1; return before.apply(this, arguments); };`;
  website = await openTargetWebsite({ "/": pageNamed("Home", patch) }, { automatic_page_change: true });
  await page.goto(website.url);
  await expect.poll(() => namesOf(page)).toEqual(["started"]);
  const count = async () => (await storeOf(page)).visit.pageViewCount;
  await expect.poll(count).toBe(1);
  await page.evaluate(() => history.pushState(null, "", "/dresses/"));
  await expect.poll(count).toBe(2);
  // Told by the website as well: still one page view.
  await page.evaluate(() => {
    history.pushState(null, "", "/cart");
    (window as unknown as { _chatq: unknown[] })._chatq.push(["_pageChange"]);
  });
  await expect.poll(count).toBe(3);
  await page.goBack();
  await expect.poll(count).toBe(4);
  await page.evaluate(() => {
    location.hash = "reviews";
  });
  await expect
    .poll(async () => (await storeOf(page)).visit.pageViews.at(-1)?.values.page_url)
    .toBe(`${website.url}/dresses/#reviews`);
  expect(await count()).toBe(4);
  expect(await page.evaluate(() => (window as unknown as { patchedCalls: number }).patchedCalls)).toBe(2);
});

test("API23: two tabs share one visit and never overwrite each other's page views", async ({ page, context }) => {
  website = await openTargetWebsite({
    "/": pageNamed("Home"),
    "/cart": pageNamed("Cart"),
    "/order": pageNamed("Order"),
  });
  const tab = await context.newPage();
  await Promise.all([page.goto(website.url), tab.goto(`${website.url}/cart`)]);
  const fillOften = (tab: Page, name: string) =>
    tab.evaluate((variable) => {
      const queue = (window as unknown as { _chatq: unknown[] })._chatq;
      for (let value = 1; value <= 50; value++) queue.push(["_fillCustomVariable", variable, value]);
    }, name);
  await Promise.all([fillOften(page, "custom_a"), fillOften(tab, "custom_b")]);
  await tab.goto(`${website.url}/order`);
  await expect.poll(async () => [...(await titlesOf(page))].sort()).toEqual(["Cart", "Home", "Order"]);
  // What a tab records is in the storage once the other one is done with it.
  const seen = async () => {
    const { visitCount, visit } = await storeOf(page);
    const { custom_a, custom_b } = Object.assign({}, ...visit.pageViews.map(({ values }) => values));
    return { visitCount, pageViewCount: visit.pageViewCount, custom_a, custom_b };
  };
  await expect.poll(seen).toEqual({ visitCount: 1, pageViewCount: 3, custom_a: 50, custom_b: 50 });
});

test("VIS4: what another tab overwrites of a page view, the page's own tab puts back", async ({ page, context }) => {
  website = await openTargetWebsite({ "/": pageNamed("Home") });
  await page.goto(website.url);
  const values = async () => ((await storeOf(page)) as Store | null)?.visit.pageViews[0]?.values;
  await expect.poll(async () => (await values())?.page_title).toBe("Home");
  const before = await page.evaluate((key) => localStorage.getItem(key) ?? "", KEY);
  await push(page, "_fillCustomVariable", "custom_a", 50);
  await expect.poll(async () => (await values())?.custom_a).toBe(50);
  // As a tab does that saw the storage a moment late.
  const tab = await context.newPage();
  await tab.goto(`${website.url}/missing`);
  const found = await tab.evaluate(
    ([key, text]) => {
      localStorage.setItem(String(key), String(text));
      return localStorage.getItem(String(key));
    },
    [KEY, before],
  );
  expect(found).toBe(before);
  expect(before).not.toContain("custom_a");
  await expect.poll(async () => (await values())?.custom_a).toBe(50);
});

test("API24: conditions see earlier pages, and in-page variables as they change", async ({ page }) => {
  website = await openTargetWebsite(
    {
      "/order/1": pageNamed("Order"),
      "/": {
        ...pageNamed("Home"),
        body: '<div id="cart"></div><input type="password" id="secret" value="hunter2"><input id="size">',
        head: '<title>Home</title><meta property="og:type" content="product">',
      },
    },
    {
      items: [itemOf(1)],
      custom_variables: [
        {
          name: "custom_total",
          type: "number",
          filling: { kind: "selector", selector: "#cart .total", pattern: "€ ?([0-9,]+)" },
        },
        { name: "custom_bad", type: "string", filling: { kind: "selector", selector: "##" } },
        { name: "custom_secret", type: "string", filling: { kind: "selector", selector: "#secret", read: "value" } },
        { name: "custom_size", type: "string", filling: { kind: "selector", selector: "#size", read: "value" } },
        { name: "custom_type", type: "string", filling: { kind: "meta", name: "og:type" } },
        { name: "custom_step", type: "number", filling: { kind: "global", path: "dataLayer[0].step" } },
        { name: "custom_fields", type: "number", filling: { kind: "selector", selector: "input", read: "count" } },
        { name: "custom_campaign", type: "string", filling: { kind: "url_parameter", name: "campaign" } },
        { name: "custom_group", type: "string", filling: { kind: "cookie", name: "group" } },
        { name: "custom_plan", type: "string", filling: { kind: "local_storage", name: "plan" } },
      ],
      triggers: [
        everybody(2, [
          { criterion: "page_path", position: "previous", operator: "starts_with", value: "/order/" },
          { criterion: "custom_total", operator: "gte", value: 50 },
        ]),
      ],
    },
  );
  await page.goto(`${website.url}/order/1`);
  await expect.poll(() => namesOf(page)).toEqual(["started"]);
  await page.context().addCookies([{ name: "group", value: "b%20c", url: website.url }]);
  await page.evaluate(() => localStorage.setItem("plan", "gold"));
  await page.addInitScript("window.dataLayer = [{ step: 3 }]");
  await page.goto(`${website.url}/?campaign=spring`);
  await expect.poll(() => namesOf(page)).toEqual(["started"]);
  await page.evaluate(() => {
    const cart = document.querySelector("#cart");
    if (cart) cart.innerHTML = '<b class="total">Total: € 58,50</b>';
  });
  await page.locator("#size").fill("M");
  await expect(page.locator("beckon-item")).toBeVisible();
  await expect.poll(async () => (await storeOf(page)).visit.pageViews.at(-1)?.values.custom_size).toBe("M");
  const { values } = (await storeOf(page)).visit.pageViews.at(-1) ?? { values: {} };
  const custom = Object.fromEntries(Object.entries(values).filter(([name]) => name.startsWith("custom_")));
  expect(custom).toEqual({
    custom_total: 58.5,
    custom_size: "M",
    custom_type: "product",
    custom_step: 3,
    custom_fields: 2,
    custom_campaign: "spring",
    custom_group: "b c",
    custom_plan: "gold",
  });
});

test("API25: time on the page, scrolling and the intent to leave are seen as they happen", async ({ page }) => {
  await page.clock.install();
  website = await openTargetWebsite(
    { "/": { ...pageNamed("Home"), body: '<div style="height:5000px">long</div>' } },
    {
      triggers: [
        triggerOf(1, { label: "leaves", conditions: [{ criterion: "exit_intent", operator: "present" }] }),
        triggerOf(2, { label: "scrolls", conditions: [{ criterion: "scroll_depth", operator: "gte", value: 50 }] }),
        triggerOf(3, {
          label: "stays",
          conditions: [{ criterion: "page_visit_duration", operator: "gte", value: 30 }],
        }),
      ],
    },
  );
  await page.goto(website.url);
  await page.clock.runFor(5_000);
  await expect.poll(() => namesOf(page)).toEqual(["started"]);
  const labels = () =>
    page.evaluate(() =>
      (window as unknown as Told).events
        .filter(({ event }) => event === "trigger_activated")
        .map((data) => data.trigger_label),
    );
  await page.clock.runFor(20_000);
  expect(await labels()).toEqual([]);
  await page.clock.runFor(10_000);
  expect(await labels()).toEqual(["stays"]);
  await page.evaluate(() => scrollTo(0, 3_000));
  await expect(async () => {
    await page.clock.runFor(500);
    expect(await labels()).toEqual(["stays", "scrolls"]);
  }).toPass();
  await page.evaluate(() => document.documentElement.dispatchEvent(new MouseEvent("mouseleave", { clientY: -1 })));
  await expect.poll(labels).toEqual(["stays", "scrolls", "leaves"]);
});

test("API26: in messaging a visitor with an open thread finds it again; who never had an identity is not asked for", async ({
  page,
}) => {
  website = await openTargetWebsite({ "/": pageNamed("Home") }, { items: [itemOf(1)], triggers: [everybody(2, [])] });
  await page.goto(website.url);
  await expect(page.locator("beckon-item")).toBeVisible();
  const asked = () => page.evaluate(() => (window as unknown as Told).threadsAsked ?? 0);
  expect(await asked()).toBe(0);
  await page.getByRole("button", { name: "Chat with us" }).click();
  await expect(page.locator("beckon-chat")).toBeAttached();
  await page.evaluate(() => localStorage.setItem("beckon:website-tests:identity", "{}"));
  await page.goto(website.url);
  await expect(page.locator("beckon-item")).toBeVisible();
  expect(await asked()).toBe(1);
  await page.evaluate(() => localStorage.setItem("open-threads", "some"));
  await page.goto(website.url);
  await expect(page.locator("beckon-chat")).toBeAttached();
  expect(await namesOf(page)).toEqual(["started", "chat_shown"]);
  expect(await page.evaluate(() => (window as unknown as Told).standIn.openedBy)).toBe("trigger");
});

test("API27: a page restored from the back/forward cache is a page view, and continues a chat that engaged meanwhile", async ({
  page,
}) => {
  website = await openTargetWebsite(
    { "/": pageNamed("Home"), "/cart": pageNamed("Cart") },
    { items: [itemOf(1)], triggers: [everybody(2, [])] },
  );
  await page.goto(website.url);
  await expect(page.locator("beckon-item")).toBeVisible();
  await page.evaluate(() => Object.assign(window, { isSameDocument: true }));
  await page.goto(`${website.url}/cart`);
  await page.getByRole("button", { name: "Chat with us" }).click();
  await expect(page.locator("beckon-chat")).toBeAttached();
  await page.evaluate(() => (window as unknown as Told).standIn.say({ kind: "engaged" }));
  await page.goBack();
  await expect(page.locator("beckon-chat")).toBeAttached();
  await expect.poll(() => titlesOf(page)).toEqual(["Home", "Cart", "Home"]);
});
