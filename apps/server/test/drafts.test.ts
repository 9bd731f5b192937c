import type { AgentDraft } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "./database.ts";
import { connectAgent } from "./delivery/world.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();

describe.each(kinds)("drafts on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let threadId: string;

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("purple");
    const { kysely } = world.database;
    const domain_id = tenant.domainId;
    const identity = { domain_id, id: newId(), community_id: tenant.source.community_id };
    await kysely
      .insertInto("identities")
      .values({ ...identity, secret_hash: Buffer.alloc(32) })
      .execute();
    threadId = newId();
    const thread = { domain_id, id: threadId, source_id: tenant.source.id, identity_id: identity.id };
    await kysely
      .insertInto("threads")
      .values({ ...thread, context_data: "{}" })
      .execute();
  });
  afterAll(() => world.close());

  const put = (body: object, token = tenant.tokens.agent) =>
    world.ask<AgentDraft>(`/api/v1/threads/${threadId}/draft`, { method: "PUT", token, body });
  const list = async (token = tenant.tokens.agent) =>
    (await world.ask<{ count: number; records: AgentDraft[] }>("/api/v1/drafts", { token })).body;

  it("DRA1: an agent's draft is kept, is nobody else's, and goes when it is empty", async () => {
    const first = await put({ mode: "reply", reply: "It is on its", note: "" });
    expect(first).toMatchObject({ status: 200, body: { thread_id: threadId, reply: "It is on its" } });
    await put({ mode: "note", reply: "It is on its way", note: "asked the depot" });
    const kept = { thread_id: threadId, mode: "note", reply: "It is on its way", note: "asked the depot" };
    expect(await list()).toMatchObject({ count: 1, records: [kept] });
    expect(await list(tenant.tokens.supervisor)).toMatchObject({ count: 0, records: [] });
    await put({ mode: "reply", reply: "Mine", note: "" }, tenant.tokens.supervisor);
    expect((await list()).records[0]).toMatchObject(kept);
    expect(await put({ mode: "reply", reply: "", note: "" })).toMatchObject({ status: 200 });
    expect(await list()).toMatchObject({ count: 0 });
    expect(await list(tenant.tokens.supervisor)).toMatchObject({ count: 1 });
  });

  it("DRA5: colleagues are told who has a conversation open, and when they have left it", async () => {
    const { url } = world.application;
    const [looking, other] = await Promise.all(
      [tenant.tokens.agent, tenant.tokens.supervisor].map((token) => connectAgent(url, token)),
    );
    other?.send({ type: "watch_thread", thread_id: threadId, known_number: 0 });
    await other?.next("messages_listed");
    const view = (viewing: boolean) => looking?.send({ type: "set_viewing", thread_id: threadId, viewing });
    view(true);
    const told = await other?.next("viewing_changed");
    expect(told).toMatchObject({ thread_id: threadId, viewing: true, agent: { name: "purple agent" } });
    view(false);
    expect(await other?.next("viewing_changed")).toEqual({ ...told, viewing: false });
    view(true);
    await other?.next("viewing_changed");
    looking?.cut();
    expect(await other?.next("viewing_changed")).toEqual({ ...told, viewing: false });
    await other?.close();
  });

  it("DRA1: what is no draft is refused at its field", async () => {
    expect(await put({ mode: "letter", reply: "", note: "" })).toMatchObject({ status: 422, body: { field: "mode" } });
    const long = { mode: "reply", reply: "x".repeat(16_001), note: "" };
    expect(await put(long)).toMatchObject({ status: 422, body: { field: "reply" } });
  });
});
