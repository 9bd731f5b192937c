import type { AutomaticMessage, ConfigurationChange, CustomVariable, Item, Source, Trigger } from "@beckon/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { restoreOrder } from "../src/features/targeting/order.decisions.ts";
import { availableDatabaseKinds } from "./database.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();
const OPEN = { show_chat: "open", item_ids: [] as string[], automatic_message_id: null, hide_items: false };
const STARTER = "Chat button on every page";

describe.each(kinds)("the history of a configuration on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let source: Source;

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("purple");
  });
  beforeEach(async () => {
    source = (await administer<Source>("POST", "/sources", { label: "Shop", mode: "messaging" })).body;
  });
  afterAll(() => world.close());

  const administer = <Body>(method: string, path: string, body?: object) =>
    world.ask<Body>(`/api/v1${path}`, {
      method,
      token: tenant.tokens.administrator,
      ...(body === undefined ? {} : { body }),
    });
  const make = async <Body>(path: string, draft: object) => {
    const answer = await administer<Body>("POST", path, { source_id: source.id, ...draft });
    expect(answer.status, answer.text).toBe(201);
    return answer.body;
  };
  const listChanges = async (page = "") =>
    (
      await administer<{ count: number; offset: number; limit: number; records: ConfigurationChange[] }>(
        "GET",
        `/sources/${source.id}/changes${page}`,
      )
    ).body;
  const newest = async () => {
    const [change] = (await listChanges("?limit=1")).records;
    if (change === undefined) throw new Error("nothing was changed");
    return change;
  };
  const revert = (change: ConfigurationChange) =>
    administer<ConfigurationChange>("POST", `/changes/${change.id}/revert`);
  const labels = async (path: string) =>
    (await administer<{ records: Trigger[] }>("GET", `${path}?source_id=${source.id}`)).body.records.map(
      ({ label }) => label,
    );

  it("begins with the first change of a new source", async () => {
    expect(await listChanges()).toEqual({ count: 0, offset: 0, limit: 30, records: [] });
  });

  it("tells who changed what, how it was and how it is, newest first", async () => {
    const made = await make<Trigger>("/triggers", { label: "First name", actions: OPEN });
    await administer("PATCH", `/triggers/${made.id}`, { label: "Second name", active: false });
    await administer("DELETE", `/triggers/${made.id}`);
    const { count, records } = await listChanges();
    expect(count).toBe(3);
    const object = { type: "trigger", id: made.id };
    expect(records).toMatchObject([
      { action: "deleted", object: { ...object, label: "Second name" }, before: { label: "Second name" }, after: null },
      {
        action: "changed",
        object: { ...object, label: "Second name" },
        before: { label: "First name", active: true },
        after: { label: "Second name", active: false },
      },
      { action: "created", object: { ...object, label: "First name" }, before: null, after: { label: "First name" } },
    ]);
    const me = (await administer<{ id: string }>("GET", "/me")).body;
    for (const change of records) {
      expect(change).toMatchObject({ source_id: source.id, user: { id: me.id, name: "purple administrator" } });
      expect(Date.parse(change.created_at)).toBeLessThanOrEqual(Date.now());
    }
    expect(records.map(({ revision }) => revision)).toEqual([4, 3, 2]);
    const page = await listChanges("?offset=1&limit=1");
    expect(page).toMatchObject({ count: 3, offset: 1, limit: 1, records: [{ action: "changed" }] });
  });

  it("holds every kind of thing that a source has, and no change that changes nothing", async () => {
    await make("/items", { label: "item", type: "button", html: "<b>x</b>" });
    await make("/automatic_messages", { label: "message", body: "Hello" });
    const variable = await make<CustomVariable>("/custom_variables", {
      name: "custom_x",
      label: "variable",
      type: "string",
    });
    await administer("PATCH", `/custom_variables/${variable.id}`, { label: "variable" });
    await administer("PATCH", `/sources/${source.id}`, { label: "Shop" });
    await administer("PATCH", `/sources/${source.id}`, { analytics: { google: true } });
    const { records } = await listChanges();
    expect(records.map(({ object, action }) => `${action} ${object.type}`)).toEqual([
      "changed source",
      "created custom_variable",
      "created automatic_message",
      "created item",
    ]);
    expect(records[0]).toMatchObject({
      object: { id: source.id, label: "Shop" },
      before: { analytics: { google: false } },
      after: { analytics: { google: true } },
    });
  });

  it("takes a change back, and that back again, each as a change of its own", async () => {
    const made = await make<Trigger>("/triggers", { label: "before", actions: OPEN });
    await administer("PATCH", `/triggers/${made.id}`, { label: "after", holdout_share: 0.5 });
    const changed = await newest();
    const reverted = await revert(changed);
    expect(reverted.status, reverted.text).toBe(200);
    expect(reverted.body).toMatchObject({
      action: "reverted",
      object: { type: "trigger", id: made.id, label: "before" },
      before: { label: "after" },
      after: { label: "before", holdout_share: 0 },
    });
    expect((await administer<Trigger>("GET", `/triggers/${made.id}`)).body).toEqual(made);
    expect(await newest()).toEqual(reverted.body);
    expect((await revert(reverted.body)).status).toBe(200);
    expect((await administer<Trigger>("GET", `/triggers/${made.id}`)).body).toMatchObject({ label: "after" });
  });

  it("brings back what was deleted, with its id and in its place, and deletes what was made", async () => {
    const a = await make<Trigger>("/triggers", { label: "a", actions: OPEN });
    await make<Trigger>("/triggers", { label: "b", actions: OPEN });
    await administer("DELETE", `/triggers/${a.id}`);
    expect(await labels("/triggers")).toEqual(["b", STARTER]);
    await revert(await newest());
    expect(await labels("/triggers")).toEqual(["a", "b", STARTER]);
    expect((await administer<Trigger>("GET", `/triggers/${a.id}`)).body).toEqual(a);

    const item = await make<Item>("/items", { label: "made", type: "button", html: "<b>x</b>" });
    const creation = await newest();
    expect((await revert(creation)).body).toMatchObject({ action: "reverted", before: { label: "made" }, after: null });
    expect((await administer("GET", `/items/${item.id}`)).status).toBe(404);
    expect(await revert(creation)).toMatchObject({ status: 409, body: { error: "revert_refused" } });
  });

  it("undoes an order, and leaves what came later where it is", async () => {
    const ids: string[] = [];
    for (const label of ["a", "b", "c"]) ids.push((await make<Trigger>("/triggers", { label, actions: OPEN })).id);
    await administer("PUT", "/triggers/order", { source_id: source.id, ids: ids.toReversed() });
    const reordered = await newest();
    expect(reordered).toMatchObject({ action: "reordered", object: { type: "trigger_order", id: source.id } });
    await make("/triggers", { label: "d", actions: OPEN });
    expect(await labels("/triggers")).toEqual(["c", "b", "a", "d", STARTER]);
    expect((await revert(reordered)).body).toMatchObject({ action: "reverted", object: { type: "trigger_order" } });
    expect(await labels("/triggers")).toEqual(["a", "b", "c", "d", STARTER]);
  });

  it("gives a source back its settings", async () => {
    await administer("PATCH", `/sources/${source.id}`, { state: "maintenance", appearance: { title: "Closed" } });
    await revert(await newest());
    expect((await administer<Source>("GET", `/sources/${source.id}`)).body).toEqual(source);
  });

  it("refuses, and says why, what cannot stand any longer", async () => {
    const item = await make<Item>("/items", { label: "x", type: "button", html: "<b>x</b>" });
    const trigger = await make<Trigger>("/triggers", { label: "t", actions: { ...OPEN, item_ids: [item.id] } });
    await administer("DELETE", `/triggers/${trigger.id}`);
    const deletion = await newest();
    await administer("DELETE", `/items/${item.id}`);
    const answer = await revert(deletion);
    expect(answer).toMatchObject({ status: 409, body: { error: "revert_refused", retry: false } });
    expect((answer.body as { message?: string }).message).toContain("no such item, or no longer has it");
    await revert(await newest());
    expect((await revert(deletion)).status).toBe(200);

    const variable = await make<CustomVariable>("/custom_variables", { name: "custom_y", label: "y", type: "string" });
    await administer("DELETE", `/custom_variables/${variable.id}`);
    const removal = await newest();
    await make("/custom_variables", { name: "custom_y", label: "another", type: "number" });
    expect(await revert(removal)).toMatchObject({ status: 409, body: { error: "revert_refused" } });
  });

  it("is for administrators, and is the source's own", async () => {
    await make("/automatic_messages", { label: "message", body: "Hello" });
    const change = await newest();
    const token = tenant.tokens.supervisor;
    expect((await world.ask(`/api/v1/sources/${source.id}/changes`, { token })).status).toBe(403);
    expect((await world.ask(`/api/v1/changes/${change.id}/revert`, { token, method: "POST" })).status).toBe(403);
    expect((await administer("GET", `/sources/${change.id}/changes`)).status).toBe(404);
    expect((await administer("POST", `/changes/${source.id}/revert`)).status).toBe(404);
  });

  it("is in the same transaction as the change: what is refused stands nowhere", async () => {
    const answer = await administer("POST", "/triggers", { source_id: source.id, label: "t" });
    expect(answer.status).toBe(422);
    expect((await listChanges()).count).toBe(0);
  });

  it("copies triggers and items right behind their originals", async () => {
    const a = await make<Trigger>("/triggers", { label: "a", actions: OPEN, holdout_share: 0.2 });
    await make("/triggers", { label: "b", actions: OPEN });
    const copy = await administer<Trigger>("POST", `/triggers/${a.id}/duplicate`);
    expect(copy.status).toBe(201);
    expect(copy.body).toEqual({
      ...a,
      id: expect.not.stringContaining(a.id),
      label: "a (copy)",
      active: false,
      created_at: expect.any(String),
    });
    expect(await labels("/triggers")).toEqual(["a", "a (copy)", "b", STARTER]);
    expect(await newest()).toMatchObject({ action: "created", object: { id: copy.body.id, label: "a (copy)" } });

    const label = "x".repeat(200);
    const item = await make<Item>("/items", { label, type: "button", html: "<b>x</b>", css: "b { color: red }" });
    await make("/items", { label: "last", type: "button", html: "<b>y</b>" });
    const copied = await administer<Item>("POST", `/items/${item.id}/duplicate`);
    expect(copied.body).toMatchObject({ html: item.html, css: item.css, label: `${"x".repeat(193)} (copy)` });
    expect((await labels("/items")).slice(-3)).toEqual([label, copied.body.label, "last"]);
  });

  it("tells in a trigger what it names and is not there any more, and the loader goes on without", async () => {
    const item = await make<Item>("/items", { label: "x", type: "button", html: "<b>x</b>" });
    const message = await make<AutomaticMessage>("/automatic_messages", { label: "Greeting", body: "Hello" });
    const variable = await make<CustomVariable>("/custom_variables", { name: "custom_z", label: "z", type: "number" });
    const trigger = await make<Trigger>("/triggers", {
      label: "broken",
      conditions: [{ criterion: "custom_z", operator: "gte", value: 3 }],
      actions: { ...OPEN, item_ids: [item.id], automatic_message_id: message.id },
    });
    expect(trigger.problems).toEqual([]);
    await administer("PATCH", `/custom_variables/${variable.id}`, { type: "boolean" });
    const read = async () => (await administer<Trigger>("GET", `/triggers/${trigger.id}`)).body;
    expect((await read()).problems).toMatchObject([{ field: "conditions.0.operator" }]);
    for (const path of [`items/${item.id}`, `automatic_messages/${message.id}`, `custom_variables/${variable.id}`]) {
      expect((await administer("DELETE", `/${path}`)).status).toBe(204);
    }
    expect((await read()).problems.map(({ field }) => field)).toEqual([
      "conditions.0.criterion",
      "actions.item_ids.0",
      "actions.automatic_message_id",
    ]);
    const listed = await administer<{ records: Trigger[] }>("GET", "/triggers?limit=150");
    expect(listed.body.records.find(({ id }) => id === trigger.id)?.problems).toHaveLength(3);
    const { text } = await world.ask(`/chat/${source.token}/loader.js`);
    expect(text).toContain(trigger.id);
    expect(text).not.toContain(item.id);
    expect(text).not.toContain(message.id);
    expect((await administer("PATCH", `/triggers/${trigger.id}`, { active: false })).body).toMatchObject({
      problems: [{}, {}, {}],
    });
  });

  it("tells when a trigger has nothing left to do", async () => {
    const item = await make<Item>("/items", { label: "x", type: "button", html: "<b>x</b>" });
    const actions = { ...OPEN, show_chat: null, item_ids: [item.id] };
    const trigger = await make<Trigger>("/triggers", { label: "idle", actions });
    await administer("DELETE", `/items/${item.id}`);
    const { problems } = (await administer<Trigger>("GET", `/triggers/${trigger.id}`)).body;
    expect(problems.map(({ field }) => field)).toEqual(["actions.item_ids.0", "actions"]);
  });
});

describe("an earlier order", () => {
  it.each([
    ["is restored", "cab", "abc", "abc"],
    ["leaves what came later where it is", "cXab", "abc", "aXbc"],
    ["forgets what has gone", "ca", "abc", "ac"],
    ["of nothing that is left changes nothing", "xy", "ab", "xy"],
  ])("%s", (_name, present, earlier, expected) => {
    expect(restoreOrder([...present], [...earlier]).join("")).toBe(expected);
  });
});
