import {
  type AuditEvent,
  type Category,
  PROTOCOL_VERSION,
  type Source,
  type ThreadSummary,
  type Trigger,
} from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { newId, newSecret } from "../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "./database.ts";
import { connectPeer, type VisitorPeer } from "./delivery/peer.ts";
import { connectAgent, connectVisitor, newBrowser } from "./delivery/world.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();

describe.each(kinds)("categories on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let stranger: Tenant;

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("purple");
    stranger = await world.createTenant("green");
  });
  afterAll(() => world.close());

  const administer = <Body>(method: string, path: string, body?: object, token = tenant.tokens.administrator) =>
    world.ask<Body>(`/api/v1${path}`, { method, token, ...(body === undefined ? {} : { body }) });
  const create = async (body: object) => (await administer<Category>("POST", "/categories", body)).body;

  it("CAT1: stand in a tree, in their order, and every change of it is in the log", async () => {
    const orders = await create({ label: "Orders", colour: "#4481eb", mandatory: true });
    expect(orders).toMatchObject({ parent_id: null, label: "Orders", mandatory: true, multiple: true, place: 1 });
    const returns = await create({ label: "Returns", parent_id: orders.id });
    const delivery = await create({ label: "Delivery", parent_id: orders.id });
    await administer("PATCH", `/categories/${delivery.id}`, { place: 0 });
    const { records } = (await administer<{ records: Category[] }>("GET", "/categories")).body;
    expect(records.filter(({ parent_id }) => parent_id === orders.id).map(({ id }) => id)).toEqual([
      delivery.id,
      returns.id,
    ]);
    const log = await administer<{ records: AuditEvent[] }>("GET", `/audit_events?object_id=${delivery.id}`);
    expect(log.body.records.map(({ action }) => action)).toEqual(["category_changed", "category_created"]);
  });

  it("CAT1: have no circles, no strangers above them, and an end", async () => {
    const chain: Category[] = [];
    for (const label of ["1", "2", "3", "4", "5"]) {
      chain.push(await create({ label, parent_id: chain.at(-1)?.id ?? null }));
    }
    const deepest = chain.at(-1)?.id;
    const refused = { status: 422, body: { field: "parent_id" } };
    expect(await administer("POST", "/categories", { label: "6", parent_id: deepest })).toMatchObject(refused);
    expect(await administer("PATCH", `/categories/${chain[0]?.id}`, { parent_id: deepest })).toMatchObject(refused);
    expect(await administer("POST", "/categories", { label: "x", parent_id: newId() })).toMatchObject(refused);
    expect(await administer("POST", "/categories", { label: "", colour: "red" })).toMatchObject({ status: 422 });
    expect(await administer("DELETE", `/categories/${chain[0]?.id}`)).toMatchObject({
      status: 409,
      body: { error: "category_in_use" },
    });
    expect(await administer("DELETE", `/categories/${deepest}`)).toMatchObject({ status: 204 });
  });

  it("CAT2: a trigger's categories, and its language, are those of the conversations that start from it", async () => {
    const source = (await administer<Source>("POST", "/sources", { label: "Shop", mode: "messaging" })).body;
    const category = await create({ label: "Cart" });
    const gone = await create({ label: "Gone" });
    const trigger = (
      await administer<Trigger>("POST", "/triggers", {
        source_id: source.id,
        label: "Cart leavers",
        actions: { show_chat: "open", item_ids: [], automatic_message_id: null, hide_items: false },
        category_ids: [category.id, gone.id],
        language: "fr",
      })
    ).body;
    await administer("DELETE", `/categories/${gone.id}`);
    const stored = await administer<Trigger>("GET", `/triggers/${trigger.id}`);
    expect(stored.body.problems).toMatchObject([{ field: "category_ids.1" }]);

    const threadId = newId();
    const visitor: VisitorPeer = await connectPeer(
      `${world.application.url.replace("http", "ws")}/chat/${source.token}/socket`,
    );
    visitor.send({
      type: "hello",
      version: PROTOCOL_VERSION,
      identity: { id: newId(), secret: newSecret() },
      known: [],
    });
    await visitor.next("welcomed");
    const origin = { trigger_id: trigger.id, language: "fr", identity_initiated: false };
    visitor.send({ type: "send_message", id: newId(), thread_id: threadId, body: "Bonjour", origin });
    await visitor.next("message_acknowledged");
    await visitor.close();
    const thread = await administer<ThreadSummary>("GET", `/threads/${threadId}`);
    expect(thread.body).toMatchObject({
      category_ids: [category.id],
      language: "fr",
      trigger: { id: trigger.id, label: "Cart leavers" },
    });

    const other = await create({ label: "Sizes" });
    const chosen = await administer<ThreadSummary>("PUT", `/threads/${threadId}/categories`, {
      category_ids: [other.id],
    });
    expect(chosen.body.category_ids).toEqual([other.id]);
    await vi.waitFor(async () => {
      const listed = await administer<{ records: ThreadSummary[] }>("GET", `/threads?source_id=${source.id}`);
      expect(listed.body.records[0]?.category_ids).toEqual([other.id]);
      // By its revision a desk takes it for newer than what it has.
      expect(listed.body.records[0]?.revision).toBeGreaterThan(thread.body.revision);
    });
    expect(await administer("PUT", `/threads/${threadId}/categories`, { category_ids: [newId()] })).toMatchObject({
      status: 422,
      body: { field: "category_ids.0" },
    });
    for (const [method, path, body] of [
      ["PUT", `/threads/${threadId}/categories`, { category_ids: [] }],
      ["PATCH", `/categories/${other.id}`, { label: "Mine" }],
      ["DELETE", `/categories/${other.id}`, undefined],
    ] as const) {
      expect(await administer(method, path, body, stranger.tokens.administrator)).toMatchObject({ status: 404 });
    }
    const strange = await administer<Category>(
      "POST",
      "/categories",
      { label: "Theirs" },
      stranger.tokens.administrator,
    );
    const draft = { source_id: source.id, label: "t", actions: { show_chat: "open" }, category_ids: [strange.body.id] };
    expect(await administer("POST", "/triggers", draft)).toMatchObject({ status: 422 });
  });

  it("CAT3: a message has categories of its own, given by hand or by a rule, and desks that show it are told", async () => {
    const source = (await administer<Source>("POST", "/sources", { label: "Notes", mode: "messaging" })).body;
    const praise = await create({ label: "Praise" });
    const sizes = await create({ label: "Sizes" });
    const rule = {
      label: "Praise",
      event: "visitor_message_arrived",
      active: true,
      source_ids: [source.id],
      conditions: [{ criterion: "message_body", operator: "contains", value: "thank" }],
      actions: [{ type: "categorise_message", category_ids: [praise.id] }],
    };
    expect(await administer("POST", "/rules", rule)).toMatchObject({ status: 201 });
    const [threadId, first, second] = [newId(), newId(), newId()];
    const visitor = await connectVisitor(world.application.url, source.token, newBrowser());
    const say = async (id: string, body: string, origin: object | null) => {
      visitor.sendText(JSON.stringify({ type: "send_message", id, thread_id: threadId, body, origin }));
      await visitor.next("message_acknowledged");
    };
    await say(first, "Does it come in 40?", { trigger_id: null, language: "en", identity_initiated: false });
    await say(second, "I thank you", null);
    const list = async () =>
      (
        await administer<{ records: { message_id: string; category_ids: string[] }[] }>(
          "GET",
          `/threads/${threadId}/message_categories`,
        )
      ).body.records;
    await vi.waitFor(async () => expect(await list()).toEqual([{ message_id: second, category_ids: [praise.id] }]));

    const desk = await connectAgent(world.application.url, tenant.tokens.agent);
    desk.send({ type: "watch_thread", thread_id: threadId, known_number: 2 });
    await desk.next("thread_watched");
    const chosen = await administer("PUT", `/messages/${first}/categories`, { category_ids: [sizes.id] });
    expect(chosen).toMatchObject({ status: 200, body: { message_id: first, category_ids: [sizes.id] } });
    await desk.next("message_categorised", ({ thread_id }) => thread_id === threadId);
    expect(await list()).toHaveLength(2);
    expect((await administer<ThreadSummary>("GET", `/threads/${threadId}`)).body.category_ids).toEqual([]);
    const log = await administer<{ records: AuditEvent[] }>(
      "GET",
      `/audit_events?action=message_categorised&object_id=${threadId}`,
    );
    expect(log.body.records).toMatchObject([
      { before: { message_id: first, categories: [] }, after: { message_id: first, categories: ["Sizes"] } },
    ]);

    const trial = { event: "visitor_message_arrived", source_ids: [source.id], conditions: [], actions: rule.actions };
    const tried = await administer<{ records: { actions: object[] }[] }>("POST", "/rules/test", trial);
    expect(tried.body.records[0]?.actions).toEqual([{ would: "pass", reason: "It has all of them already." }]);
    expect(await administer("PUT", `/messages/${first}/categories`, { category_ids: [newId()] })).toMatchObject({
      status: 422,
      body: { field: "category_ids.0" },
    });
    const theirs = stranger.tokens.administrator;
    const nothing = { category_ids: [] };
    expect(await administer("PUT", `/messages/${first}/categories`, nothing, theirs)).toMatchObject({ status: 404 });
    expect(await administer("GET", `/threads/${threadId}/message_categories`, undefined, theirs)).toMatchObject({
      status: 404,
    });
    // A category that is deleted goes from messages as it goes from threads.
    await administer("DELETE", `/categories/${praise.id}`);
    expect(await list()).toEqual([{ message_id: first, category_ids: [sizes.id] }]);
    await Promise.all([visitor.close(), desk.close()]);
  });
});
