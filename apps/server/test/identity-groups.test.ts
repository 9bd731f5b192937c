import {
  type AuditEvent,
  type CustomField,
  type IdentityGroup,
  type IdentityGroupSummary,
  PROTOCOL_VERSION,
  type ThreadSummary,
} from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { newId, newSecret } from "../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "./database.ts";
import { connectPeer, type VisitorPeer } from "./delivery/peer.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";
import { GIVEN_SECRET, signToken } from "./tokens.ts";

const { kinds } = await availableDatabaseKinds();

describe.each(kinds)("identity groups on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let stranger: Tenant;
  const open: VisitorPeer[] = [];

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("purple");
    stranger = await world.createTenant("green");
  });
  afterAll(async () => {
    for (const peer of open) peer.cut();
    await world.close();
  });

  const ask = <Body>(method: string, path: string, body?: object, token = tenant.tokens.agent) =>
    world.ask<Body>(`/api/v1${path}`, { method, token, ...(body === undefined ? {} : { body }) });
  const find = async (id: string) => (await ask<IdentityGroup>("GET", `/identity_groups/${id}`)).body;
  const threadOf = async (id: string) => (await ask<ThreadSummary>("GET", `/threads/${id}`)).body;

  /** A visitor who has written in a thread, or only come. */
  async function meet(hello: { claims?: object; token?: string } = {}, writes = true) {
    const peer: VisitorPeer = await connectPeer(
      `ws://127.0.0.1:${world.application.port}/chat/${tenant.source.token}/socket`,
    );
    open.push(peer);
    const identity = { id: newId(), secret: newSecret() };
    peer.send({ type: "hello", version: PROTOCOL_VERSION, identity, known: [], ...hello });
    const { identity_id: id } = await peer.next("welcomed");
    const threadId = newId();
    if (!writes) return { peer, id, threadId };
    const origin = { trigger_id: null, language: "en", identity_initiated: true };
    peer.send({ type: "send_message", id: newId(), thread_id: threadId, body: "Hello", origin });
    await peer.next("message_acknowledged");
    return { peer, id, threadId };
  }

  it("IGR1, IGR2: an identity reads as a person of its own, and what agents write stands in front", async () => {
    const { id, threadId } = await meet({ claims: { firstname: "Ada", email: "ada@example.com" } });
    expect(await find(id)).toMatchObject({
      id,
      name: "Ada",
      emails: ["ada@example.com"],
      identities: [{ id, group_id: id }],
    });
    const before = await threadOf(threadId);
    const changed = await ask<IdentityGroup>("PATCH", `/identity_groups/${id}`, {
      lastname: " Lovelace ",
      phones: ["+44 20 1234"],
      gender: "female",
      notes: "Likes engines.",
    });
    expect(changed.body).toMatchObject({ name: "Ada Lovelace", lastname: "Lovelace", notes: "Likes engines." });
    // The desks' lists show it too, as something newer.
    await vi.waitFor(async () => {
      const { identity, revision } = await threadOf(threadId);
      expect(identity).toMatchObject({ name: "Ada Lovelace", lastname: "Lovelace", group_id: id });
      expect(identity.revision).toBeGreaterThan(before.identity.revision);
      expect(revision).toBeGreaterThan(before.revision);
    });
    await ask("PATCH", `/identity_groups/${id}`, { lastname: null, phones: [] });
    expect(await find(id)).toMatchObject({ name: "Ada", lastname: null, phones: [] });
    const log = await ask<{ records: AuditEvent[] }>(
      "GET",
      `/audit_events?object_id=${id}`,
      undefined,
      tenant.tokens.administrator,
    );
    expect(log.body.records.at(-1)).toMatchObject({
      action: "identity_group_changed",
      after: { fields: expect.any(Array) },
    });
    expect(JSON.stringify(log.body)).not.toContain("Lovelace");
  });

  it("IGR2: what does not fit a field is refused by the field's name, and nothing else is taken", async () => {
    const { id } = await meet();
    for (const [body, field] of [
      [{ emails: ["no"] }, "emails.0"],
      [{ phones: ["call me"] }, "phones.0"],
      [{ avatar_url: "javascript:alert(1)" }, "avatar_url"],
      [{ gender: "x" }, "gender"],
      [{ firstname: 5 }, "firstname"],
      [{ merged_into_id: id }, undefined],
      [{ firstname: "x".repeat(201) }, "firstname"],
    ] as const) {
      const answer = await ask("PATCH", `/identity_groups/${id}`, body);
      expect(answer.status, JSON.stringify(body)).toBe(422);
      if (field !== undefined) expect(answer.body).toMatchObject({ field });
    }
    expect(await find(id)).toMatchObject({ firstname: null, emails: [], phones: [] });
  });

  it("IGR3: persons are found by words in any of their names", async () => {
    const { id } = await meet({ claims: { firstname: "Grace", company: "Navy 100%" } });
    await ask("PATCH", `/identity_groups/${id}`, { emails: ["grace@hopper.test"] });
    const search = async (words: string) =>
      (
        await ask<{ count: number; records: IdentityGroupSummary[] }>(
          "GET",
          `/identity_groups?search=${encodeURIComponent(words)}`,
        )
      ).body;
    expect(await search("hopper grace")).toMatchObject({
      count: 1,
      records: [{ id, name: "Grace", identity_ids: [id] }],
    });
    expect(await search("100%")).toMatchObject({ count: 1 });
    expect(await search("100_")).toMatchObject({ count: 0 });
    const all = (await ask<{ count: number; records: IdentityGroupSummary[] }>("GET", "/identity_groups?limit=2")).body;
    expect(all.count).toBeGreaterThan(2);
    expect(all.records).toHaveLength(2);
  });

  it("IGR4, IGR5, IGR7: a merge is shown before, keeps what both had, and is taken back without a loss", async () => {
    const home = await meet({ claims: { firstname: "Alan", email: "alan@home.test" } });
    const work = await meet({ claims: { firstname: "A.", lastname: "Turing", email: "alan@work.test" } });
    await ask("PATCH", `/identity_groups/${work.id}`, { job_title: "Reader" });
    const [homeBefore, workBefore] = [await find(home.id), await find(work.id)];
    const preview = await ask<IdentityGroup>("GET", `/identity_groups/${home.id}/merge_preview?with_id=${work.id}`);
    expect(preview.body).toMatchObject({
      id: home.id,
      name: "Alan Turing",
      job_title: "Reader",
      emails: ["alan@home.test", "alan@work.test"],
      other_values: [{ field: "firstname", value: "A.", identity_id: work.id }],
    });
    expect(await find(home.id)).toEqual(homeBefore);

    const merged = await ask<IdentityGroup>("POST", `/identity_groups/${home.id}/merge`, { group_id: work.id });
    expect(merged.body).toMatchObject({ name: "Alan Turing", identities: [{ id: home.id }, { id: work.id }] });
    // By either id, and from either thread, it is the one person.
    expect(await find(work.id)).toEqual(merged.body);
    await vi.waitFor(async () => {
      expect((await threadOf(work.threadId)).identity).toMatchObject({ group_id: home.id, name: "Alan Turing" });
    });
    const threads = await ask<{ records: ThreadSummary[] }>("GET", `/identity_groups/${work.id}/threads`);
    expect(threads.body.records.map(({ id }) => id)).toEqual([work.threadId, home.threadId]);
    expect((await ask("POST", `/identity_groups/${work.id}/merge`, { group_id: home.id })).body).toEqual(merged.body);

    const apart = await ask<IdentityGroup>("POST", `/identity_groups/${home.id}/unmerge`, { identity_ids: [work.id] });
    expect(apart.body).toEqual(homeBefore);
    expect(await find(work.id)).toEqual(workBefore);
    expect((await ask("POST", `/identity_groups/${home.id}/unmerge`, { identity_ids: [home.id] })).body).toMatchObject({
      error: "identities_not_separable",
    });
    const facts = await world.database.query<{ type: string; payload: object }>({
      text: `select type, payload from facts where domain_id = $1 and type like 'identities%' order by position`,
      values: [tenant.domainId],
    });
    expect(facts.rows).toMatchObject([
      { type: "identities_merged", payload: { group_id: home.id, identity_ids: [work.id] } },
      { type: "identities_unmerged", payload: { group_id: home.id, identity_ids: [work.id] } },
    ]);
  });

  it("IGR6: a group that joins another one leaves it as it was", async () => {
    const [a, b, c] = [await meet(), await meet({}, false), await meet()];
    await ask("POST", `/identity_groups/${b.id}/merge`, { group_id: c.id });
    await ask("POST", `/identity_groups/${a.id}/merge`, { group_id: c.id });
    expect((await find(c.id)).identities.map(({ id }) => id)).toEqual([a.id, b.id, c.id]);
    await ask("POST", `/identity_groups/${a.id}/unmerge`, { identity_ids: [b.id, c.id] });
    expect((await find(a.id)).identities).toHaveLength(1);
    expect(await find(c.id)).toMatchObject({ id: b.id, identities: [{ id: b.id }, { id: c.id }] });
    // What is erased takes along what was written of it; who was merged into it stands for themselves.
    await ask("POST", `/identity_groups/${b.id}/merge`, { group_id: a.id });
    await world.database.query({ text: "delete from identities where id = $1", values: [b.id] });
    expect(await find(c.id)).toMatchObject({ id: c.id, identities: [{ id: c.id }] });
  });

  it("IGR7: earlier threads are those of the sources that one may read", async () => {
    const { id, threadId } = await meet();
    const role = await ask<{ id: string }>(
      "POST",
      "/roles",
      { label: "Readers of persons", permissions: ["read_identity"] },
      tenant.tokens.administrator,
    );
    const users = await ask<{ records: { id: string; role: string }[] }>("GET", "/users");
    const analyst = users.body.records.find((user) => user.role === "supervisor")?.id;
    await ask("PUT", `/users/${analyst}/roles`, { role_ids: [role.body.id] }, tenant.tokens.administrator);
    const path = `/identity_groups/${id}/threads`;
    expect((await ask("GET", path)).body).toMatchObject({ count: 1, records: [{ id: threadId }] });
    expect((await ask("GET", path, undefined, tenant.tokens.supervisor)).body).toMatchObject({ count: 0, records: [] });
    expect((await ask("PATCH", `/identity_groups/${id}`, { notes: "x" }, tenant.tokens.supervisor)).status).toBe(403);
  });

  it("IGR8: signed identities with one e-mail address become one person, until somebody separates them", async () => {
    const path = `/communities/${tenant.source.community_id}`;
    const key = { kid: "main", algorithm: "HS256", secret: GIVEN_SECRET };
    await ask("POST", `${path}/keys`, key, tenant.tokens.administrator);
    const sign = (uuid: string, email: string, more = {}) => signToken({ uuid, email, ...more });
    const first = await meet({ token: sign("u-1", "Mary@example.com") });
    const unsettled = await meet({ token: sign("u-2", "mary@example.com") });
    await ask("PATCH", path, { merge_equal_emails: true }, tenant.tokens.administrator);
    const unproven = await meet({ claims: { email: "mary@example.com" } });
    const second = await meet({ token: sign("u-3", "mary@example.com") });
    await vi.waitFor(async () => {
      const ids = (await find(second.id)).identities.map(({ id }) => id);
      expect(ids).toEqual([first.id, unsettled.id, second.id]);
    });
    expect((await find(unproven.id)).identities).toHaveLength(1);
    await ask("POST", `/identity_groups/${first.id}/unmerge`, { identity_ids: [second.id] });
    await meet({ token: sign("u-3", "mary@example.com", { firstname: "Mary" }) });
    const third = await meet({ token: sign("u-4", "mary@example.com") });
    await vi.waitFor(async () => expect((await find(third.id)).id).toBe(first.id));
    expect(await find(second.id)).toMatchObject({ id: second.id, name: "Mary", identities: [{ id: second.id }] });
  });

  it("CUF1, CUF2: custom fields are made, ordered and deleted, and their values judged by them", async () => {
    const administer = <Body>(method: string, path: string, body?: object) =>
      ask<Body>(method, path, body, tenant.tokens.administrator);
    const make = async (body: object) => (await administer<CustomField>("POST", "/custom_fields", body)).body;
    const plan = await make({ type: "single_choice", label: "Plan", choices: ["gold", "silver"] });
    const number = await make({ type: "text", label: "Customer number", pattern: "[A-Z]{2}\\d{4}" });
    expect(number).toMatchObject({ place: 2, active: true });
    for (const [body, field] of [
      [{ type: "text", label: "Plan" }, undefined],
      [{ type: "text", label: "Bad", pattern: "(a" }, "pattern"],
      [{ type: "single_choice", label: "None" }, "choices"],
      [{ type: "colour", label: "x" }, "type"],
    ] as const) {
      const answer = await administer("POST", "/custom_fields", body);
      expect(answer.status).toBe(field === undefined ? 409 : 422);
      if (field !== undefined) expect(answer.body).toMatchObject({ field });
    }
    const { id } = await meet();
    const change = (custom_values: unknown) =>
      ask<IdentityGroup>("PATCH", `/identity_groups/${id}`, { custom_values } as object);
    expect((await change({ [plan.id]: "gold", [number.id]: "AB1234" })).body.custom_values).toEqual({
      [plan.id]: "gold",
      [number.id]: "AB1234",
    });
    expect((await change({ [number.id]: "x" })).body).toMatchObject({ field: `custom_values.${number.id}` });
    for (const strange of [{ [newId()]: "x" }, JSON.parse('{"__proto__":"x"}'), { constructor: "x" }]) {
      expect([400, 422], JSON.stringify(strange)).toContain((await change(strange)).status);
    }
    expect((await change({ [number.id]: null })).body.custom_values).toEqual({ [plan.id]: "gold" });
    // Out of use it is shown to nobody and keeps its values.
    await administer("PATCH", `/custom_fields/${plan.id}`, { active: false });
    expect((await find(id)).custom_values).toEqual({});
    expect((await change({ [plan.id]: "silver" })).status).toBe(422);
    await administer("PATCH", `/custom_fields/${plan.id}`, { active: true, place: 9 });
    expect((await find(id)).custom_values).toEqual({ [plan.id]: "gold" });
    const { records } = (await ask<{ records: CustomField[] }>("GET", "/custom_fields")).body;
    expect(records.map((field) => field.id)).toEqual([number.id, plan.id]);
    expect((await ask("POST", "/custom_fields", { type: "text", label: "Mine" })).status).toBe(403);
    const other = stranger.tokens.administrator;
    expect((await ask("PATCH", `/custom_fields/${plan.id}`, { label: "Theirs" }, other)).status).toBe(404);
    expect((await ask("DELETE", `/custom_fields/${plan.id}`, undefined, other)).status).toBe(404);
    expect((await administer("DELETE", `/custom_fields/${plan.id}`)).status).toBe(204);
    expect((await find(id)).custom_values).toEqual({});
  });

  it("IGR1: nobody reaches another domain's persons, on either side of a merge", async () => {
    const { id } = await meet({ claims: { firstname: "Mine" } });
    const other = stranger.tokens.administrator;
    for (const [method, path, body] of [
      ["GET", "", undefined],
      ["GET", "/threads", undefined],
      ["GET", `/merge_preview?with_id=${id}`, undefined],
      ["PATCH", "", { firstname: "Theirs" }],
      ["POST", "/merge", { group_id: id }],
      ["POST", "/unmerge", { identity_ids: [id] }],
    ] as const) {
      expect((await ask(method, `/identity_groups/${id}${path}`, body, other)).status, path).toBe(404);
    }
    expect((await ask("POST", `/identity_groups/${id}/merge`, { group_id: newId() })).status).toBe(404);
    expect(await find(id)).toMatchObject({ name: "Mine" });
  });
});
