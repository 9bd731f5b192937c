import type { OfferStatistics } from "@beckon/protocol";
import type { BrowserContext, Page } from "@playwright/test";
import { type Api, findSource, signIn } from "../src/api.ts";
import { asAgent, asVisitor, expect, type Product, test } from "../src/product.ts";

interface Taken {
  api: Api;
  sourceId: string;
  triggerId: string;
  /** Other journeys find the triggers as they were. */
  giveBack(): Promise<void>;
}

/** A trigger that shows everybody a button, and is the only one. */
async function takeTrigger(product: Product, label: string, holdout_share: number): Promise<Taken> {
  const api = await signIn(product);
  const sourceId = await findSource(api, "demo-messaging");
  const { records } = await api.get<{ records: { id: string; active: boolean }[] }>(
    `/triggers?source_id=${sourceId}&limit=150`,
  );
  const others = records.filter(({ active }) => active);
  for (const { id } of others) await api.patch(`/triggers/${id}`, { active: false });
  const items = await api.get<{ records: { id: string; type: string; placement: { kind: string } }[] }>(
    `/items?source_id=${sourceId}&limit=150`,
  );
  const button = items.records.find(({ type, placement }) => type === "button" && placement.kind === "floating");
  const { id } = await api.post<{ id: string }>("/triggers", {
    source_id: sourceId,
    label,
    active: true,
    holdout_share,
    conditions: [],
    actions: { show_chat: null, item_ids: [button?.id], automatic_message_id: null, hide_items: false },
  });
  const giveBack = async () => {
    await api.patch(`/triggers/${id}`, { active: false });
    for (const other of others) await api.patch(`/triggers/${other.id}`, { active: true });
    await api.patch(`/sources/${sourceId}`, { count_offers: true });
  };
  return { api, sourceId, triggerId: id, giveBack };
}

const today = new Date().toISOString().slice(0, 10);
const rowOf = async (api: Api, id: string) =>
  (await api.get<OfferStatistics>(`/statistics/offers?from=${today}&to=${today}`)).by_trigger.find(
    ({ key }) => key === id,
  );

/** The trigger has had its turn on this page or an earlier one of the visit. */
const hasHadItsTurn = (page: Page, id: string) =>
  page.waitForFunction((given) => localStorage.getItem("beckon:demo-messaging:visit")?.includes(given), id);

/** Keeps in the browser that offers were told: what a page sends as it is left is not seen from outside. */
const watchTold = (context: BrowserContext) =>
  context.addInitScript(() => {
    const { fetch: ask } = window;
    window.fetch = (...asked) => {
      if (String(asked[0]).endsWith("/offers")) localStorage.setItem("told", "yes");
      return ask(...asked);
    };
  });
const hasTold = (page: Page) => page.evaluate(() => localStorage.getItem("told") !== null);

test("STA8: a visitor who is offered a chat, sees it and writes is one of each on the dashboard", async ({
  browser,
  product,
}) => {
  const { api, triggerId: id, giveBack } = await takeTrigger(product, "Counted offer", 0);
  const context = await browser.newContext();
  const page = await context.newPage();
  const visitor = asVisitor(page);
  await page.goto(`${product.shopUrl}/`);
  await expect(page.locator("beckon-item").first()).toBeVisible();
  await page.locator("beckon-item [data-press]").first().click();
  await visitor.write("do you have it in green?");
  await expect(visitor.dialog).toContainText("Sent");
  await page.goto("about:blank");
  await expect.poll(() => rowOf(api, id)).toMatchObject({ offered: 1, shown: 1, engaged: 1, offered_engaged: 1 });
  await context.close();

  const desk = await browser.newContext();
  const { page: screen } = await asAgent(desk, product, "admin@demo.test");
  await screen.goto(`${product.beckonUrl}/analytics`);
  const offers = screen.getByRole("region", { name: "Offers", exact: true });
  const cells = offers.getByRole("row").filter({ hasText: "Counted offer" }).getByRole("cell");
  await expect(cells).toHaveText(["1", /^1 100/, /^1 100/, "0", "0", "0"]);
  await expect(offers.getByRole("list", { name: "From the offer to the help" })).toContainText("Engaged");
  await expect(offers).toContainText("Give a trigger a holdout share");
  await desk.close();
  await giveBack();
});

test("STA8, STA10: who is held out is offered nothing, and counted beside; switched off, nothing is told", async ({
  browser,
  product,
}) => {
  const { api, triggerId: id, sourceId, giveBack } = await takeTrigger(product, "Held out offer", 1);
  const context = await browser.newContext();
  await watchTold(context);
  const page = await context.newPage();
  await page.goto(`${product.shopUrl}/`);
  await hasHadItsTurn(page, id);
  await page.goto(`${product.shopUrl}/cart`);
  await hasHadItsTurn(page, id);
  await expect(page.locator("beckon-item")).toHaveCount(0);
  expect(await hasTold(page)).toBe(true);
  await expect.poll(() => rowOf(api, id)).toMatchObject({ offered: 0, shown: 0, held_out: 1, engaged: 0 });
  await context.close();

  await api.patch(`/sources/${sourceId}`, { count_offers: false });
  const quiet = await browser.newContext();
  await watchTold(quiet);
  const other = await quiet.newPage();
  await other.goto(`${product.shopUrl}/`);
  await hasHadItsTurn(other, id);
  await other.goto(`${product.shopUrl}/cart`);
  await hasHadItsTurn(other, id);
  expect(await hasTold(other)).toBe(false);
  await quiet.close();

  const desk = await browser.newContext();
  const { page: screen } = await asAgent(desk, product, "admin@demo.test");
  await screen.goto(`${product.beckonUrl}/analytics`);
  await expect(screen.getByRole("region", { name: "Offers", exact: true })).toContainText(
    "Counting is switched off for",
  );
  await desk.close();
  await giveBack();
});
