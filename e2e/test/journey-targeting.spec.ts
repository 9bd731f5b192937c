import { type Api, findSource, signIn } from "../src/api.ts";
import { asAgent, asVisitor, expect, type Product, test } from "../src/product.ts";

const INVITATION = {
  label: "Order help",
  type: "invitation",
  placement: { kind: "corner", corner: "bottom_left" },
  html: '<div class="card"><p>Need help with your order?</p><button type="button" class="chat_item_action">Ask us</button><button type="button" class="chat_item_dismiss">No, thanks</button></div>',
  css: ".card { padding: 16px; background: white; }",
};

interface ActiveTrigger {
  id: string;
  active: boolean;
}

/** What stands between a test and how others find the source. */
let giveBack: (() => Promise<void>)[] = [];
test.afterEach(async () => {
  for (const give of giveBack) await give();
  giveBack = [];
});

/** A source of this test's own settings: what other tests made is switched off for as long as it runs. */
async function takeSource(product: Product, token = "demo-messaging"): Promise<{ api: Api; sourceId: string }> {
  const api = await signIn(product);
  const sourceId = await findSource(api, token);
  const list = async () =>
    (await api.get<{ records: ActiveTrigger[] }>(`/triggers?source_id=${sourceId}&limit=150`)).records;
  const switchTo = async (triggers: readonly ActiveTrigger[], active: boolean) => {
    for (const { id } of triggers) await api.patch(`/triggers/${id}`, { active });
  };
  const others = (await list()).filter(({ active }) => active);
  await switchTo(others, false);
  giveBack.push(async () => {
    await switchTo(await list(), false);
    await switchTo(others, true);
  });
  return { api, sourceId };
}

test("cart leavers: an invitation by the page before, dismissed for the visit, and named to the agent", async ({
  browser,
  product,
}) => {
  const { api, sourceId } = await takeSource(product);
  const item = await api.post<{ id: string }>("/items", { source_id: sourceId, ...INVITATION });
  const trigger = await api.post<{ id: string; label: string }>("/triggers", {
    source_id: sourceId,
    label: "Cart leavers",
    active: true,
    conditions: [
      { criterion: "page_url", position: "previous", operator: "contains", value: "/order/" },
      { criterion: "page_url", position: "current", operator: "not_contains", value: "/order/" },
    ],
    actions: { show_chat: null, item_ids: [item.id], automatic_message_id: null, hide_items: false },
    after: { no_other_trigger: false, once_per_visit: true },
  });
  const context = await browser.newContext();
  const page = await context.newPage();
  const invitation = page.locator(`beckon-item[data-item-id="${item.id}"]`);
  await page.goto(`${product.shopUrl}/`);
  await expect(page.locator("beckon-item")).toHaveCount(0);
  for (const path of ["/order/1", "/order/2", "/cart"]) {
    await page.goto(product.shopUrl + path);
    // A page that is left before the Chat Manager runs is not one of the visit.
    await page.waitForFunction(() => "Beckon" in window);
  }
  await expect(invitation).toBeVisible();
  await invitation.getByRole("button", { name: "Ask us" }).click();
  const visitor = asVisitor(page);
  await visitor.write("my order is stuck");
  await expect(visitor.dialog).toContainText("Sent");

  const { records } = await api.get<{ records: { trigger: object | null; last_message: { preview: string } }[] }>(
    `/threads?source_id=${sourceId}`,
  );
  const thread = records.find((each) => each.last_message.preview === "my order is stuck");
  expect(thread?.trigger).toEqual({ id: trigger.id, label: "Cart leavers" });
  const agentContext = await browser.newContext();
  const agent = await asAgent(agentContext, product);
  await agent.threads.getByRole("listitem").filter({ hasText: "my order is stuck" }).click();
  await expect(agent.visitor).toContainText("Cart leavers");
  await Promise.all([context.close(), agentContext.close()]);
});

test("triggers run in the administrator's order, and a changed order is in the very next page", async ({
  browser,
  product,
}) => {
  const { api, sourceId } = await takeSource(product);
  const ids: string[] = [];
  for (const label of ["First", "Second"]) {
    const item = await api.post<{ id: string }>("/items", {
      source_id: sourceId,
      label,
      type: "button",
      placement: { kind: "floating", corner: "bottom_right", offset_x: 20, offset_y: 20 },
      html: `<button type="button" class="chat_item_action">${label} button</button>`,
      css: "",
    });
    const trigger = await api.post<{ id: string }>("/triggers", {
      source_id: sourceId,
      label,
      active: true,
      conditions: [],
      actions: { show_chat: null, item_ids: [item.id], automatic_message_id: null, hide_items: false },
    });
    ids.push(trigger.id);
  }
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${product.shopUrl}/`);
  await expect(page.getByRole("button", { name: "First button" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Second button" })).toHaveCount(0);
  const { records } = await api.get<{ records: { id: string }[] }>(`/triggers?source_id=${sourceId}&limit=150`);
  const others = records.map((each) => each.id).filter((id) => !ids.includes(id));
  await api.put("/triggers/order", { source_id: sourceId, ids: [ids[1], ids[0], ...others] });
  // A browser may keep a loader for some seconds; a new visitor has none.
  const fresh = await browser.newContext();
  const next = await fresh.newPage();
  await next.goto(`${product.shopUrl}/`);
  await expect(next.getByRole("button", { name: "Second button" })).toBeVisible();
  await expect(next.getByRole("button", { name: "First button" })).toHaveCount(0);
  await Promise.all([context.close(), fresh.close()]);
});

test("a source that is inactive or in maintenance shows nothing, silently, and is back at once", async ({
  browser,
  product,
}) => {
  const { api, sourceId } = await takeSource(product);
  await api.post("/triggers", {
    source_id: sourceId,
    label: "Always open",
    active: true,
    conditions: [],
    actions: { show_chat: "minimized", item_ids: [], automatic_message_id: null, hide_items: false },
  });
  for (const state of ["inactive", "maintenance", "active"]) {
    await api.patch(`/sources/${sourceId}`, { state });
    const context = await browser.newContext();
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => errors.push(...(message.type() === "error" ? [message.text()] : [])));
    const loaded = page.waitForResponse("**/loader.js");
    await page.goto(`${product.shopUrl}/`);
    expect((await loaded).status()).toBe(200);
    await expect(page.locator("beckon-chat")).toHaveCount(state === "active" ? 1 : 0);
    expect(errors).toEqual([]);
    await context.close();
  }
});

test("nothing of the visit leaves before engagement; then the current page and the variables do, and are refreshed", async ({
  browser,
  product,
}) => {
  const { api, sourceId } = await takeSource(product);
  await api.post("/triggers", {
    source_id: sourceId,
    label: "Always minimized",
    active: true,
    conditions: [],
    actions: { show_chat: "minimized", item_ids: [], automatic_message_id: null, hide_items: false },
  });
  const context = await browser.newContext();
  const page = await context.newPage();
  const sent: string[] = [];
  context.on("request", (request) => {
    if (!request.url().startsWith(product.beckonUrl)) return;
    sent.push(request.url(), request.postData() ?? "", JSON.stringify(request.headers()));
  });
  page.on("websocket", (socket) => {
    sent.push(socket.url());
    socket.on("framesent", ({ payload }) => sent.push(String(payload)));
  });
  const canaries = ["canary-url", "canary-variable", "canary-title", "canary-form"];
  await page.goto(`${product.shopUrl}/dresses/?q=canary-url`);
  await page.evaluate(() => {
    document.title = "canary-title";
    Reflect.get(window, "_chatq").push(["_fillCustomVariable", "custom_note", "canary-variable"]);
  });
  await page.getByRole("searchbox").or(page.getByPlaceholder("Search dresses")).first().fill("canary-form");
  await page.goto(`${product.shopUrl}/cart`);
  const bubble = page.locator("beckon-chat").getByRole("button");
  await bubble.click();
  const visitor = asVisitor(page);
  await expect(visitor.composer).toBeVisible();
  await page.waitForLoadState("networkidle");
  for (const canary of canaries) expect(sent.filter((text) => text.includes(canary))).toEqual([]);
  expect(sent.filter((text) => text.includes("view_page"))).toEqual([]);

  await visitor.write("now I engage");
  await expect(visitor.dialog).toContainText("Sent");
  await expect
    .poll(() => sent.filter((text) => text.includes('"view_page"') && text.includes("/cart")).length)
    .toBeGreaterThan(0);
  await page.evaluate(() => Reflect.get(window, "_chatq").push(["_fillCustomVariable", "custom_step", "shipping"]));
  await expect
    .poll(() => sent.some((text) => text.includes('"view_page"') && text.includes('"custom_step":"shipping"')))
    .toBe(true);
  for (const canary of canaries) expect(sent.filter((text) => text.includes(canary))).toEqual([]);
  await context.close();
});
