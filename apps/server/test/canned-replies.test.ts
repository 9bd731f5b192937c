import type { AuditEvent, CannedReply, Category, Source } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reachOf } from "../src/features/canned-replies/reach.ts";
import { newId } from "../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "./database.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();

describe.each(kinds)("canned replies on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let stranger: Tenant;

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("purple");
    stranger = await world.createTenant("green");
  });
  afterAll(() => world.close());

  const ask = <Body>(method: string, path: string, body?: object, token = tenant.tokens.supervisor) =>
    world.ask<Body>(`/api/v1${path}`, { method, token, ...(body === undefined ? {} : { body }) });
  const create = async (body: object) => {
    const answer = await ask<CannedReply>("POST", "/canned_replies", body);
    expect(answer.status, answer.text).toBe(201);
    return answer.body;
  };

  it("CAN1: who may write them does, agents read them, and every change is in the log", async () => {
    const category = (await ask<Category>("POST", "/categories", { label: "Returns" }, tenant.tokens.administrator))
      .body;
    const made = await create({
      title: "Return",
      shortcut: "return",
      body: "Hello {{visitor.firstname|there}}, send it back within 30 days.",
      language: "en",
      category_ids: [category.id],
      source_ids: [tenant.source.id],
    });
    expect(made).toMatchObject({ category_ids: [category.id], source_ids: [tenant.source.id], language: "en" });
    const listed = await ask<{ records: CannedReply[] }>("GET", "/canned_replies", undefined, tenant.tokens.agent);
    expect(listed.body).toMatchObject({ count: 1, records: [made] });
    const draft = { title: "x", shortcut: "x", body: "x" };
    expect(await ask("POST", "/canned_replies", draft, tenant.tokens.agent)).toMatchObject({ status: 403 });
    const changed = await ask<CannedReply>("PATCH", `/canned_replies/${made.id}`, { title: "Returns", language: null });
    expect(changed.body).toMatchObject({ title: "Returns", language: null, category_ids: [category.id] });
    await ask("DELETE", `/categories/${category.id}`, undefined, tenant.tokens.administrator);
    const without = await ask<CannedReply>("GET", `/canned_replies/${made.id}`);
    expect(without.body.category_ids).toEqual([]);
    expect(await ask("DELETE", `/canned_replies/${made.id}`)).toMatchObject({ status: 204 });
    const events = `/audit_events?object_id=${made.id}`;
    const log = await ask<{ records: AuditEvent[] }>("GET", events, undefined, tenant.tokens.administrator);
    expect(log.body.records.map(({ action }) => action)).toEqual([
      "canned_reply_deleted",
      "canned_reply_changed",
      "canned_reply_created",
    ]);
  });

  it("CAN2: what cannot be kept is refused at its field", async () => {
    await create({ title: "Thanks", shortcut: "thanks", body: "Thank you." });
    const other = await create({ title: "Bye", shortcut: "bye", body: "Good bye." });
    const refusals: [object, string][] = [
      [{ shortcut: "thanks" }, "shortcut"],
      [{ shortcut: "Two words" }, "shortcut"],
      [{ body: "Hello {{visitor.nickname}}" }, "body"],
      [{ body: "" }, "body"],
      [{ category_ids: [newId()] }, "category_ids.0"],
      [{ source_ids: [tenant.source.id, stranger.source.id] }, "source_ids.1"],
    ];
    for (const [wanted, field] of refusals) {
      const answer = await ask("PATCH", `/canned_replies/${other.id}`, wanted);
      expect(answer, answer.text).toMatchObject({ status: 422, body: { field } });
    }
    // The same shortcut in another domain is another one.
    const draft = { title: "Thanks", shortcut: "thanks", body: "Thank you." };
    expect(await ask("POST", "/canned_replies", draft, stranger.tokens.administrator)).toMatchObject({ status: 201 });
  });

  it("CAN1: a reply of one source is offered there and nowhere else", async () => {
    const body = { label: "Second shop", mode: "messaging" };
    const second = (await ask<Source>("POST", "/sources", body, tenant.tokens.administrator)).body;
    const here = await create({ title: "Here", shortcut: "here", body: "Here.", source_ids: [second.id] });
    const idsIn = async (sourceId: string) => {
      const path = `/canned_replies?source_id=${sourceId}&limit=150`;
      return (await ask<{ records: CannedReply[] }>("GET", path)).body.records.map(({ id }) => id);
    };
    expect(await idsIn(second.id)).toContain(here.id);
    expect(await idsIn(tenant.source.id)).not.toContain(here.id);
    for (const method of ["GET", "PATCH", "DELETE"]) {
      const wanted = method === "PATCH" ? { title: "Mine" } : undefined;
      const answer = await ask(method, `/canned_replies/${here.id}`, wanted, stranger.tokens.administrator);
      expect(answer).toMatchObject({ status: 404 });
    }
  });
});

describe("whose replies somebody reads", () => {
  const rights = (permissions: readonly never[] | readonly string[], every: string[], sources: [string, string[]][]) =>
    ({
      permissions: new Set(permissions),
      everySource: new Set(every),
      sources: new Map(sources.map(([id, held]) => [id, new Set(held)])),
    }) as never;

  it("CAN1: goes by where they reply", () => {
    expect(reachOf(rights([], ["read"], []))).toEqual({ kind: "none" });
    expect(reachOf(rights([], ["read", "reply"], []))).toEqual({ kind: "all" });
    expect(reachOf(rights(["reply_with_assistant"], ["read"], []))).toEqual({ kind: "all" });
    expect(reachOf(rights(["manage_reply_assistant"], [], []))).toEqual({ kind: "all" });
    const some = rights(
      [],
      [],
      [
        ["one", ["read", "reply"]],
        ["two", ["read"]],
      ],
    );
    expect(reachOf(some)).toEqual({ kind: "sources", ids: ["one"] });
  });
});
