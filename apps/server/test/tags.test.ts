import type { AuditEvent, Source, Tag, ThreadSummary } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { newId } from "../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "./database.ts";
import { connectVisitor, firstMessageOrigin, newBrowser } from "./delivery/world.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();

describe.each(kinds)("tags on %s", (kind) => {
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
  const create = async (body: object) => (await administer<Tag>("POST", "/tags", body)).body;

  async function startThread(source: Source, language: string | null): Promise<string> {
    const threadId = newId();
    const visitor = await connectVisitor(world.application.url, source.token, newBrowser());
    const origin = { ...firstMessageOrigin, language };
    visitor.send({ type: "send_message", id: newId(), thread_id: threadId, body: "Bonjour", origin });
    await visitor.next("message_acknowledged");
    await visitor.close();
    return threadId;
  }

  it("TAG1: have labels of their own and colours, and every change of them is in the log", async () => {
    const urgent = await create({ label: " Urgent ", colour: "#c92a2a" });
    expect(urgent).toMatchObject({ label: "Urgent", colour: "#c92a2a" });
    const spam = await create({ label: "Spam" });
    const taken = { status: 409, body: { error: "already_exists", field: "label" } };
    expect(await administer("POST", "/tags", { label: "URGENT" })).toMatchObject(taken);
    expect(await administer("PATCH", `/tags/${spam.id}`, { label: "urgent" })).toMatchObject(taken);
    expect(await administer("POST", "/tags", { label: " " })).toMatchObject({ status: 422 });
    expect(await administer("POST", "/tags", { label: "x", colour: "red" })).toMatchObject({ status: 422 });
    await administer("PATCH", `/tags/${spam.id}`, { colour: "#2b8a3e" });
    const listed = await administer<{ count: number; records: Tag[] }>("GET", "/tags?limit=1");
    expect(listed.body).toMatchObject({ count: 2, limit: 1, records: [{ label: "Spam", colour: "#2b8a3e" }] });
    expect(await administer("DELETE", `/tags/${spam.id}`)).toMatchObject({ status: 204 });
    const log = await administer<{ records: AuditEvent[] }>("GET", `/audit_events?object_id=${spam.id}`);
    expect(log.body.records.map(({ action }) => action)).toEqual(["tag_deleted", "tag_changed", "tag_created"]);
    expect(await administer("POST", "/tags", { label: "x" }, tenant.tokens.agent)).toMatchObject({ status: 403 });
  });

  it("TAG2: are chosen for a thread, whose desks see it; a deleted one leaves it", async () => {
    const threadId = await startThread(tenant.source, null);
    const [vip, late] = [await create({ label: "VIP" }), await create({ label: "Late" })];
    const path = `/threads/${threadId}/tags`;
    const put = (tag_ids: string[], token?: string) => administer<ThreadSummary>("PUT", path, { tag_ids }, token);
    const before = (await administer<ThreadSummary>("GET", `/threads/${threadId}`)).body;
    const chosen = await put([vip.id, late.id], tenant.tokens.agent);
    expect(chosen.body.tag_ids).toEqual([vip.id, late.id].sort());
    await vi.waitFor(async () => {
      const { body } = await administer<ThreadSummary>("GET", `/threads/${threadId}`);
      // By its revision a desk takes it for newer than what it has.
      expect(body.revision).toBeGreaterThan(before.revision);
    }, 20_000);
    expect(await put([vip.id, newId()])).toMatchObject({ status: 422, body: { field: "tag_ids.1" } });
    expect(await put([], stranger.tokens.administrator)).toMatchObject({ status: 404 });
    const theirs = (await administer<Tag>("POST", "/tags", { label: "VIP" }, stranger.tokens.administrator)).body;
    expect(await put([theirs.id])).toMatchObject({ status: 422, body: { field: "tag_ids.0" } });
    await administer("DELETE", `/tags/${vip.id}`);
    expect((await administer<ThreadSummary>("GET", `/threads/${threadId}`)).body.tag_ids).toEqual([late.id]);
  });

  it("LNG1: a thread has the language that its page told, until somebody says otherwise", async () => {
    const threadId = await startThread(tenant.source, "fr");
    const path = `/threads/${threadId}/language`;
    const languageOf = async () => (await administer<ThreadSummary>("GET", `/threads/${threadId}`)).body.language;
    expect(await languageOf()).toBe("fr");
    const put = (language: unknown, token?: string) => administer<ThreadSummary>("PUT", path, { language }, token);
    expect((await put("pt-BR", tenant.tokens.agent)).body.language).toBe("pt-BR");
    expect(await languageOf()).toBe("pt-BR");
    expect((await put(null)).body.language).toBeNull();
    for (const bad of ["", "français", "e", "x".repeat(40)]) expect(await put(bad)).toMatchObject({ status: 422 });
    expect(await put("en", stranger.tokens.administrator)).toMatchObject({ status: 404 });
  });
});
