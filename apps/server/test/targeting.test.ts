import type { AutomaticMessage, CustomVariable, Item, Trigger, TriggerActions } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgeFilling } from "../src/features/targeting/filling.decisions.ts";
import { judgeStyle } from "../src/features/targeting/judge-style.ts";
import { sanitiseMarkup } from "../src/features/targeting/markup.ts";
import { STARTER_ITEMS } from "../src/features/targeting/starters/index.ts";
import { completeTrigger, judgeTrigger } from "../src/features/targeting/trigger.decisions.ts";
import { newId } from "../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "./database.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();
const OPEN: TriggerActions = { show_chat: "open", item_ids: [], automatic_message_id: null, hide_items: false };
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7/;

describe.each(kinds)("targeting on %s", (kind) => {
  let world: World;
  let tenant: Tenant;

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("purple");
  });
  afterAll(() => world.close());

  const administer = <Body>(method: string, path: string, body?: object) =>
    world.ask<Body>(`/api/v1${path}`, {
      method,
      token: tenant.tokens.administrator,
      ...(body === undefined ? {} : { body }),
    });
  const make = <Body>(path: string, draft: object) =>
    administer<Body>("POST", path, { source_id: tenant.source.id, ...draft });

  it("takes a trigger whole and gives it back as it was", async () => {
    const draft = {
      source_id: tenant.source.id,
      label: "Cart leavers",
      active: true,
      only_if_agents_available: false,
      queuing_factor: null,
      holdout_share: 0,
      conditions: [
        { criterion: "page_url", position: "previous", operator: "contains", value: "/order/" },
        { criterion: "page_url", position: "current", operator: "not_contains", value: "/order/" },
      ],
      actions: OPEN,
      after: { no_other_trigger: false, once_per_visit: true },
      category_ids: [],
      language: null,
    };
    const made = await administer<Trigger>("POST", "/triggers", draft);
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      ...draft,
      id: expect.stringMatching(UUID_V7),
      created_at: expect.any(String),
      problems: [],
    });
    expect((await administer<Trigger>("GET", `/triggers/${made.body.id}`)).body).toEqual(made.body);

    const changed = await administer<Trigger>("PATCH", `/triggers/${made.body.id}`, { active: false, label: "Paused" });
    expect(changed.body).toEqual({ ...made.body, active: false, label: "Paused" });
    expect((await administer("DELETE", `/triggers/${made.body.id}`)).status).toBe(204);
    expect((await administer("GET", `/triggers/${made.body.id}`)).status).toBe(404);
  });

  it("keeps the order that the administrator gives, and puts new triggers last, ahead of the starter alone", async () => {
    const source = (await administer<{ id: string }>("POST", "/sources", { label: "Ordered", mode: "messaging" })).body;
    const ids: string[] = [];
    for (const label of ["a", "b", "c"]) {
      ids.push(
        (await administer<Trigger>("POST", "/triggers", { source_id: source.id, label, actions: OPEN })).body.id,
      );
    }
    const order = (given: string[]) => administer("PUT", "/triggers/order", { source_id: source.id, ids: given });
    const [a = "", b = "", c = ""] = ids;
    expect((await order([c, a, b])).status).toBe(204);
    await administer("POST", "/triggers", { source_id: source.id, label: "d", actions: OPEN });
    const listed = await administer<{ count: number; records: Trigger[] }>("GET", `/triggers?source_id=${source.id}`);
    const starter = "Chat button on every page";
    expect(listed.body.records.map(({ label }) => label)).toEqual(["c", "a", "b", "d", starter]);
    expect(listed.body.count).toBe(5);
    for (const wrong of [[a, b], [a, b, c, c], []]) {
      expect(await order(wrong)).toMatchObject({ status: 422, body: { field: "ids" } });
    }
  });

  it("refuses a trigger that names an item or message of another source, and lets one stand whose item was deleted", async () => {
    const other = await world.createTenant("orange");
    const foreign = await world.ask<Item>("/api/v1/items", {
      method: "POST",
      token: other.tokens.administrator,
      body: { source_id: other.source.id, label: "x", type: "button", html: "<b>x</b>" },
    });
    const withItem = (id: string) => make<Trigger>("/triggers", { label: "t", actions: { ...OPEN, item_ids: [id] } });
    expect(await withItem(foreign.body.id)).toMatchObject({ status: 422, body: { field: "actions.item_ids.0" } });

    const own = await make<Item>("/items", { label: "x", type: "button", html: "<b>x</b>" });
    const trigger = await withItem(own.body.id);
    expect(trigger.status).toBe(201);
    expect((await administer("DELETE", `/items/${own.body.id}`)).status).toBe(204);
    const renamed = await administer("PATCH", `/triggers/${trigger.body.id}`, { label: "renamed" });
    expect(renamed.status).toBe(200);
  });

  it("puts the starter where the administrator wants it, and new triggers behind it from then on", async () => {
    const source = (await administer<{ id: string }>("POST", "/sources", { label: "Ordered", mode: "messaging" })).body;
    const draft = { source_id: source.id, actions: OPEN };
    const a = (await administer<Trigger>("POST", "/triggers", { ...draft, label: "a" })).body;
    const list = async () =>
      (await administer<{ records: Trigger[] }>("GET", `/triggers?source_id=${source.id}`)).body.records;
    const starter = (await list()).find(({ id }) => id !== a.id);
    const ids = [starter?.id, a.id];
    expect((await administer("PUT", "/triggers/order", { source_id: source.id, ids })).status).toBe(204);
    await administer("POST", "/triggers", { ...draft, label: "b" });
    expect((await list()).map(({ label }) => label)).toEqual([starter?.label, "a", "b"]);
  });

  it("judges a condition on a custom variable by the variable's type", async () => {
    await make("/custom_variables", { name: "custom_cart_amount", label: "Cart", type: "number" });
    const answer = await make("/triggers", {
      label: "t",
      actions: OPEN,
      conditions: [{ criterion: "custom_cart_amount", operator: "contains", value: "5" }],
    });
    expect(answer).toMatchObject({ status: 422, body: { field: "conditions.0.operator" } });
  });

  it("stores an item's HTML without what runs, and refuses CSS that fetches from elsewhere", async () => {
    const made = await make<Item>("/items", {
      label: "x",
      type: "invitation",
      html: '<div class="chat_item_action" onclick="x()"><script>alert(1)</script>Hello</div>',
    });
    expect(made.body).toMatchObject({
      html: '<div class="chat_item_action">Hello</div>',
      css: "",
      online_offline: false,
    });
    const answer = await administer("PATCH", `/items/${made.body.id}`, { css: "@import 'https://evil.test/x.css';" });
    expect(answer).toMatchObject({ status: 422, body: { field: "css" } });
    const emptied = await make("/items", { label: "x", type: "button", html: "<script>alert(1)</script>" });
    expect(emptied).toMatchObject({ status: 422, body: { field: "html" } });
  });

  it("has one custom variable of a name in a source", async () => {
    const draft = { name: "custom_once", label: "Once", type: "string" };
    const first = await make<CustomVariable>("/custom_variables", draft);
    expect(await make("/custom_variables", draft)).toMatchObject({ status: 409, body: { field: "name" } });
    const renamed = await administer("PATCH", `/custom_variables/${first.body.id}`, { ...draft, label: "Still" });
    expect(renamed.status).toBe(200);
  });

  it("refuses an automatic message of blanks", async () => {
    const made = await make<AutomaticMessage>("/automatic_messages", { label: "Greeting", body: "Hello" });
    expect(made.status).toBe(201);
    expect(await make("/automatic_messages", { label: "Greeting", body: "  " })).toMatchObject({ status: 422 });
  });
});

describe("a trigger can stand", () => {
  const judge = (conditions: object[], actions: object = {}) =>
    judgeTrigger(
      completeTrigger({
        label: "t",
        conditions: conditions as Trigger["conditions"],
        actions: { ...OPEN, ...actions },
      }),
      [{ name: "custom_count", type: "number" }],
    );

  it.each([
    ["a text that contains", { criterion: "page_url", operator: "contains", value: "/order/" }, null],
    ["a text that is greater", { criterion: "page_url", operator: "gte", value: "5" }, "conditions.0.operator"],
    ["a number that contains", { criterion: "visit_count", operator: "contains", value: "5" }, "conditions.0.operator"],
    ["a number", { criterion: "visit_count", operator: "gte", value: 5 }, null],
    ["a number as a text", { criterion: "visit_count", operator: "gte", value: "5" }, null],
    ["no number", { criterion: "visit_count", operator: "gte", value: "many" }, "conditions.0.value"],
    ["a day", { criterion: "day_of_week", operator: "gte", value: "saturday" }, null],
    ["no day", { criterion: "day_of_week", operator: "is", value: "caturday" }, "conditions.0.value"],
    ["a time", { criterion: "time", operator: "lte", value: "23:45" }, null],
    ["no time", { criterion: "time", operator: "lte", value: "25:00" }, "conditions.0.value"],
    ["a truth", { criterion: "chat_opened", operator: "is", value: true }, null],
    ["a truth that is greater", { criterion: "chat_opened", operator: "gte", value: true }, "conditions.0.operator"],
    ["presence without a value", { criterion: "page_title", operator: "not_present" }, null],
    ["comparison without a value", { criterion: "page_title", operator: "is" }, "conditions.0.value"],
    ["comparison with nothing", { criterion: "page_title", operator: "is", value: "" }, "conditions.0.value"],
    [
      "a variable by its type",
      { criterion: "custom_count", operator: "starts_with", value: "1" },
      "conditions.0.operator",
    ],
    ["a day by its number", { criterion: "day_of_week", operator: "is", value: 3 }, "conditions.0.value"],
    ["a time by its minutes", { criterion: "time", operator: "gte", value: 90 }, "conditions.0.value"],
    ["a truth by its number", { criterion: "chat_shown", operator: "is", value: 1 }, "conditions.0.value"],
    ["a list of nothing", { criterion: "page_url", operator: "contains", value: " , " }, "conditions.0.value"],
    [
      "an earlier page",
      { criterion: "page_url", position: "among_previous_3", operator: "contains", value: "/cart" },
      null,
    ],
    [
      "an earlier page of the visits' count",
      { criterion: "visit_count", position: "previous", operator: "gte", value: 2 },
      "conditions.0.position",
    ],
    [
      "an earlier page of who returns",
      { criterion: "returning_visitor", position: "any", operator: "is", value: true },
      "conditions.0.position",
    ],
    [
      "the current page of the visits' count",
      { criterion: "visit_count", position: "current", operator: "gte", value: 2 },
      null,
    ],
    ["a variable that is not defined yet", { criterion: "custom_later", operator: "gte", value: "x" }, null],
  ])("with a condition: %s", (_name, condition, field) => {
    expect(judge([condition])?.field ?? null).toBe(field);
  });

  it.each([
    ["no action", { show_chat: null }, "actions"],
    ["hiding other elements only", { show_chat: null, hide_items: true }, null],
    ["an automatic message alone", { show_chat: null, automatic_message_id: "m" }, "actions.automatic_message_id"],
    [
      "an automatic message with a minimized chat",
      { show_chat: "minimized", automatic_message_id: "m" },
      "actions.automatic_message_id",
    ],
    ["an automatic message with an opened chat", { automatic_message_id: "m" }, null],
    ["an automatic message with an item", { show_chat: null, item_ids: ["i"], automatic_message_id: "m" }, null],
  ])("with actions: %s", (_name, actions, field) => {
    expect(judge([], actions)?.field ?? null).toBe(field);
  });
});

describe.each(kinds.slice(0, 1))("a trigger is refused over the wire", (kind) => {
  let world: World;
  let tenant: Tenant;
  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("strict");
  });
  afterAll(() => world.close());

  it.each([
    ["a holdout above all", { holdout_share: 1.5 }, "holdout_share"],
    ["a holdout below none", { holdout_share: -0.1 }, "holdout_share"],
    ["a category that nobody made", { category_ids: [newId()] }, "category_ids.0"],
    ["a language that is none", { language: "not a language" }, "language"],
    ["no action", { actions: { ...OPEN, show_chat: null } }, "actions"],
    [
      "a criterion that is none",
      { conditions: [{ criterion: "mood", operator: "is", value: "x" }] },
      "conditions.0.criterion",
    ],
    [
      "an operator that is none",
      { conditions: [{ criterion: "time", operator: "like", value: "x" }] },
      "conditions.0.operator",
    ],
    [
      "an operator that does not fit",
      { conditions: [{ criterion: "time", operator: "contains", value: "1" }] },
      "conditions.0.operator",
    ],
    ["problems of one's own", { problems: [] }, "problems"],
  ])("%s, naming the field", async (_name, fields, field) => {
    const draft = { source_id: tenant.source.id, label: "t", actions: OPEN, ...fields };
    const answer = await world.ask("/api/v1/triggers", {
      method: "POST",
      token: tenant.tokens.administrator,
      body: draft,
    });
    expect(answer).toMatchObject({ status: 422, body: { error: "invalid_request", field } });
    expect(answer.body.message?.length).toBeGreaterThan(60);
  });
});

describe("a custom variable can be filled", () => {
  it.each([
    ["a selector", { kind: "selector", selector: "#total > .price:not(.old)" }, null],
    ["a broken selector", { kind: "selector", selector: "a[" }, "filling.selector"],
    ["no selector", { kind: "selector", name: "x" }, "filling.selector"],
    ["a path", { kind: "global", path: "dataLayer[0].cart['total']" }, null],
    ["code", { kind: "global", path: "alert(1)" }, "filling.path"],
    ["a cookie", { kind: "cookie", name: "cart" }, null],
    ["a capture", { kind: "meta", name: "price", pattern: "([\\d.,]+) EUR" }, null],
    ["a broken expression", { kind: "meta", name: "price", pattern: "(" }, "filling.pattern"],
    ["nested repetition", { kind: "meta", name: "price", pattern: "(a+)+$" }, "filling.pattern"],
    ["alternatives that are alike", { kind: "meta", name: "price", pattern: "(a|a)*b" }, "filling.pattern"],
    ["repetitions that overlap", { kind: "meta", name: "price", pattern: "(.*)a(.*)b(.*)c" }, "filling.pattern"],
  ] as const)("by %s", (_name, filling, field) => {
    expect(judgeFilling(filling)?.field ?? null).toBe(field);
  });
});

describe("an item's style sheet", () => {
  it.each([
    "a { color: color-mix(in oklab, red 50%, blue) }",
    "@media (prefers-color-scheme: dark) { :host { --x: #fff } }",
    ".a { &:hover { color: red } }",
    "a { background: url('https://cdn.test/a.png') }",
    "a { background: url(data:image/png;base64,aaaa) }",
    "@keyframes rise { from { opacity: 0 } }",
    "a { b: c;; }",
    "",
  ])("may say %s", (css) => {
    expect(judgeStyle(css)).toBeNull();
  });

  it.each([
    "@import 'https://evil.test/x.css';",
    "@im\\70ort 'x';",
    "@font-face { font-family: x; src: url(https://evil.test/x) }",
    "a { background: url(http://evil.test/x) }",
    "a { background: url(//evil.test/x) }",
    "a { background: u\\72l(http://evil.test/x) }",
    "a { background: \\75rl(http://evil.test/x) }",
    "a { background: image-set('http://evil.test/x' 1x) }",
    "a { --x: url(http://evil.test/x) }",
    "a { width: expression(alert(1)) }",
    "a { behavior: url(https://evil.test/x.htc) }",
    "a { -moz-binding: url(https://evil.test/x.xml) }",
    "a { background: url(javascript:alert(1)) }",
    "a { background: url(data:text/html,x) }",
    "</style><script>alert(1)</script>",
    "<!-- a { color: red } -->",
    "a { color: red }}",
  ])("may not say %s", (css) => {
    expect(judgeStyle(css)?.field).toBe("css");
  });
});

describe("an item's HTML", () => {
  it.each([
    ['<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer">x</a>'],
    [
      '<a href="https://a.test" target="_blank">x</a>',
      '<a href="https://a.test" target="_blank" rel="noopener noreferrer">x</a>',
    ],
    ['<img src="https://a.test/x.png" onerror="alert(1)" alt="x">', '<img src="https://a.test/x.png" alt="x" />'],
    ['<img src="//evil.test/x.png">', "<img />"],
    ['<form action="https://evil.test"><input name="x"></form>', ""],
    ["<style>*{display:none}</style><iframe src='x'></iframe><object></object>", ""],
    ['<button type="submit">x</button>', '<button type="button">x</button>'],
    ['<p style="color:red">x</p>', "<p>x</p>"],
    ['<svg viewBox="0 0 1 1"><use href="https://evil.test/x#y"></use></svg>', '<svg viewbox="0 0 1 1"></svg>'],
    ['<svg><foreignObject><p onclick="x()">x</p></foreignObject></svg>', "<svg><p>x</p></svg>"],
    ['<svg><path fill="url(#gradient)"></path></svg>', '<svg><path fill="url(#gradient)"></path></svg>'],
    ['<svg><path fill="url(https://evil.test/x)"></path></svg>', "<svg><path></path></svg>"],
    [
      '<div class="chat_item_dismiss" aria-label="Close" data-x="1">x</div>',
      '<div class="chat_item_dismiss" aria-label="Close" data-x="1">x</div>',
    ],
  ])("%s becomes %s", (html, expected) => {
    expect(sanitiseMarkup(html)).toBe(expected);
  });

  it.each(STARTER_ITEMS)("keeps the ready-made $label as it is, and its style sheet can stand", ({ html, css }) => {
    expect(sanitiseMarkup(html)).toBe(html);
    expect(judgeStyle(css)).toBeNull();
  });
});
