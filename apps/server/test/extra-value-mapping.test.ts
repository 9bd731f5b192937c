import {
  type AuditEvent,
  type Community,
  type CustomField,
  type IdentityGroup,
  type IdentityGroupSummary,
  type MappingEntry,
  PROTOCOL_VERSION,
  type PredefinedField,
  type SearchHit,
  type ThreadSummary,
} from "@beckon/protocol";
import { CLOSE_CODES } from "@beckon/protocol/constants";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { newId, newSecret } from "../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "./database.ts";
import { connectPeer, type VisitorPeer } from "./delivery/peer.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";
import { GIVEN_SECRET, signToken } from "./tokens.ts";

const { kinds } = await availableDatabaseKinds();

const source = (name: string) => ({ kind: "extra_value" as const, name });
const toField = (name: string, field: PredefinedField): MappingEntry => ({
  source: source(name),
  target: { kind: "field", field },
});
const toCustom = (name: string, { id }: Pick<CustomField, "id">): MappingEntry => ({
  source: source(name),
  target: { kind: "custom_field", custom_field_id: id },
});

describe.each(kinds)("extra-value mapping on %s", { timeout: 60_000 }, (kind) => {
  let world: World;
  let tenant: Tenant;
  let plan: CustomField;
  let orders: CustomField;
  const open: VisitorPeer[] = [];

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("purple");
    await ask("POST", `/communities/${tenant.source.community_id}/keys`, {
      kid: "main",
      algorithm: "HS256",
      secret: GIVEN_SECRET,
    });
    plan = (
      await ask<CustomField>("POST", "/custom_fields", {
        label: "Plan",
        type: "single_choice",
        choices: ["gold", "silver"],
      })
    ).body;
    orders = (await ask<CustomField>("POST", "/custom_fields", { label: "Orders", type: "number" })).body;
  });
  afterAll(async () => {
    for (const peer of open) peer.cut();
    await world.close();
  });

  const ask = <Body>(method: string, path: string, body?: object, token = tenant.tokens.administrator) =>
    world.ask<Body>(`/api/v1${path}`, { method, token, ...(body === undefined ? {} : { body }) });
  const setMapping = (...extra_value_mapping: MappingEntry[]) =>
    ask<Community>("PATCH", `/communities/${tenant.source.community_id}`, { extra_value_mapping });
  const find = async (id: string) => (await ask<IdentityGroup>("GET", `/identity_groups/${id}`)).body;

  async function connect(hello: object): Promise<VisitorPeer> {
    const peer: VisitorPeer = await connectPeer(
      `ws://127.0.0.1:${world.application.port}/chat/${tenant.source.token}/socket`,
    );
    open.push(peer);
    const identity = { id: newId(), secret: newSecret() };
    peer.send({ type: "hello", version: PROTOCOL_VERSION, identity, known: [], ...hello });
    return peer;
  }
  async function meet(hello: object): Promise<{ peer: VisitorPeer; id: string }> {
    const peer = await connect(hello);
    return { peer, id: (await peer.next("welcomed")).identity_id };
  }
  const meetSigned = (uuid: string, extra_values: object) => meet({ token: signToken({ uuid, extra_values }) });
  async function write(peer: VisitorPeer): Promise<string> {
    const thread_id = newId();
    const origin = { trigger_id: null, language: "en", identity_initiated: true };
    peer.send({ type: "send_message", id: newId(), thread_id, body: "Hello", origin });
    await peer.next("message_acknowledged");
    return thread_id;
  }

  it("EVM1, EVM2: a token's extra values land in fields; what does not fit stays an extra value and is explained", async () => {
    await setMapping(
      toCustom("plan", plan),
      toCustom("orders", orders),
      toField("prenom", "firstname"),
      toField("mail", "emails"),
      toField("absent", "notes"),
    );
    const extra = { plan: "gold", orders: "many", prenom: "Augusta", mail: "ada@example.com" };
    const { peer, id } = await meetSigned("C-1", extra);
    await vi.waitFor(async () => expect((await find(id)).custom_values).toEqual({ [plan.id]: "gold" }));
    const threadId = await write(peer);
    // The address is known: nobody asks for one.
    const { thread } = await peer.next("thread_changed", (frame) => frame.thread.id === threadId);
    expect(thread.email_request).toBeNull();
    const person = await find(id);
    expect(person).toMatchObject({ name: "Augusta", firstname: "Augusta", emails: ["ada@example.com"] });
    expect(person.identities[0]).toMatchObject({ firstname: null, email: null, extra_values: extra });
    expect(person.mapped_extra_values).toEqual([
      { identity_id: id, ...toCustom("plan", plan), reason: null },
      { identity_id: id, ...toCustom("orders", orders), reason: "It is not a number." },
      { identity_id: id, ...toField("prenom", "firstname"), reason: null },
      { identity_id: id, ...toField("mail", "emails"), reason: null },
    ]);
    // The desk's lists name the visitor so, and the person is found by it.
    await vi.waitFor(async () => {
      const { body } = await ask<ThreadSummary>("GET", `/threads/${threadId}`);
      expect(body.identity).toMatchObject({ name: "Augusta", email: "ada@example.com" });
    });
    const found = await ask<{ records: IdentityGroupSummary[] }>("GET", "/identity_groups?search=augusta+ada@example");
    expect(found.body.records).toMatchObject([{ id, custom_values: { [plan.id]: "gold" } }]);
    const hits = await ask<{ records: SearchHit[] }>("GET", "/search?kind=person&q=augusta");
    expect(hits.body.records).toMatchObject([{ identity: { id, name: "Augusta", email: "ada@example.com" } }]);
    // A newer token says something else; what it no longer says is no longer there.
    peer.send({
      type: "renew_signed_identity",
      token: signToken({ uuid: "C-1", extra_values: { plan: "silver", orders: 3 } }),
    });
    await vi.waitFor(async () =>
      expect(await find(id)).toMatchObject({
        firstname: null,
        emails: [],
        custom_values: { [plan.id]: "silver", [orders.id]: 3 },
      }),
    );
    // Of who is anonymised nothing is left, whatever is mapped from then on.
    await ask("POST", `/identities/${id}/anonymize`);
    expect(await find(id)).toMatchObject({ custom_values: {}, mapped_extra_values: [] });
  });

  it("EVM1: a uuid that is only named is mapped too, also when nothing else is said", async () => {
    await setMapping({ source: { kind: "uuid" }, target: { kind: "field", field: "job_title" } });
    const { id } = await meet({ claims: { uuid: "customer 7" } });
    await vi.waitFor(async () => expect((await find(id)).job_title).toBe("customer 7"));
  });

  it("EVM3: what an agent writes stays, until it is taken back; in a merge the first person's values stand in front", async () => {
    await setMapping(toCustom("plan", plan), toField("firm", "company"));
    const { peer, id } = await meet({ claims: { company: "Said", extra_values: { plan: "gold", firm: "Mapped" } } });
    await vi.waitFor(async () => expect((await find(id)).company).toBe("Mapped"));
    await ask("PATCH", `/identity_groups/${id}`, { company: "Written", custom_values: { [plan.id]: "silver" } });
    peer.send({
      type: "complete_identity",
      claims: { extra_values: { plan: "gold", firm: "Mapped again" } },
    });
    await vi.waitFor(async () =>
      expect((await find(id)).other_values).toEqual([
        { field: "company", value: "Mapped again", identity_id: id },
        { field: "company", value: "Said", identity_id: id },
        { field: plan.id, value: "gold", identity_id: id },
      ]),
    );
    expect(await find(id)).toMatchObject({ company: "Written", custom_values: { [plan.id]: "silver" } });
    await ask("PATCH", `/identity_groups/${id}`, { company: null, custom_values: { [plan.id]: null } });
    expect(await find(id)).toMatchObject({ company: "Mapped again", custom_values: { [plan.id]: "gold" } });

    const other = await meet({ claims: { extra_values: { plan: "silver", firm: "Other" } } });
    await vi.waitFor(async () => expect((await find(other.id)).company).toBe("Other"));
    const merged = await ask<IdentityGroup>("POST", `/identity_groups/${id}/merge`, { group_id: other.id });
    expect(merged.body).toMatchObject({ company: "Mapped again", custom_values: { [plan.id]: "gold" } });
    await ask("POST", `/identity_groups/${id}/unmerge`, { identity_ids: [other.id] });
    expect(await find(other.id)).toMatchObject({ company: "Other", custom_values: { [plan.id]: "silver" } });
  });

  it("EVM7: of two who change the mapping, the second is told, and nothing is lost", async () => {
    const path = `/communities/${tenant.source.community_id}`;
    const community = (await ask<Community>("GET", path)).body;
    const entry = (name: string) => ({
      source: { kind: "extra_value", name },
      target: { kind: "field", field: "job_title" },
    });
    const { extra_value_mapping: mapping, mapping_version } = community;
    const first = await ask<Community>("PATCH", path, {
      extra_value_mapping: [...mapping, entry("a")],
      mapping_version,
    });
    expect(first).toMatchObject({ status: 200, body: { mapping_version: mapping_version + 1 } });
    const second = await ask("PATCH", path, { extra_value_mapping: [...mapping, entry("b")], mapping_version });
    expect(second).toMatchObject({ status: 409, body: { error: "mapping_changed", field: "extra_value_mapping" } });
    expect((await ask<Community>("GET", path)).body.extra_value_mapping).toEqual(first.body.extra_value_mapping);
    // Other settings are no change of it, and of many at once one is the first.
    const renamed = await ask<Community>("PATCH", path, { name: "Purple people" });
    expect(renamed.body.mapping_version).toBe(mapping_version + 1);
    const many = await Promise.all(
      ["c", "d", "e"].map((name) =>
        ask("PATCH", path, {
          extra_value_mapping: [...first.body.extra_value_mapping, entry(name)],
          mapping_version: mapping_version + 1,
        }),
      ),
    );
    expect(many.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await ask("PATCH", path, { extra_value_mapping: mapping, name: community.name })).toMatchObject({
      status: 200,
    });
  });

  it("EVM5: another mapping, and another field, hold for everybody who is known already", async () => {
    await setMapping();
    const size: CustomField = (
      await ask<CustomField>("POST", "/custom_fields", { label: "Size", type: "single_choice", choices: ["small"] })
    ).body;
    const { peer, id } = await meet({ claims: { extra_values: { size: "large" } } });
    await write(peer);
    // More than are mapped at once.
    await world.database.query({
      text: `insert into identities (domain_id, id, community_id, secret_hash, extra_values)
             select $1, gen_random_uuid(), $2, sha256(convert_to(gen_random_uuid()::text, 'UTF8')), '{"size": "small"}'
             from generate_series(1, 230)`,
      values: [tenant.domainId, tenant.source.community_id],
    });
    const mapped = async (value: object) =>
      (
        await world.database.query({
          text: "select from identities where domain_id = $1 and mapped_values = $2::jsonb",
          values: [tenant.domainId, JSON.stringify(value)],
        })
      ).rowCount;
    const waiting = { timeout: 20_000 };
    await setMapping(toCustom("size", size));
    await vi.waitFor(async () => expect(await mapped({ custom_values: { [size.id]: "small" } })).toBe(230), waiting);
    await vi.waitFor(
      async () =>
        expect((await find(id)).mapped_extra_values).toMatchObject([{ reason: "It is none of the choices." }]),
      waiting,
    );
    await ask("PATCH", `/custom_fields/${size.id}`, { choices: ["small", "large"] });
    await vi.waitFor(async () => expect((await find(id)).custom_values).toEqual({ [size.id]: "large" }), waiting);
    await ask("DELETE", `/custom_fields/${size.id}`);
    expect((await find(id)).custom_values).toEqual({});
    await vi.waitFor(
      async () => expect((await find(id)).mapped_extra_values).toMatchObject([{ reason: "The custom field is gone." }]),
      waiting,
    );
    await vi.waitFor(async () => expect(await mapped({ custom_values: { [size.id]: "small" } })).toBe(0), waiting);
    // It keeps nobody from changing the rest, and does not come back once it is out.
    expect((await setMapping(toField("other", "notes"), toCustom("size", size))).status).toBe(200);
    await setMapping();
    expect((await setMapping(toCustom("size", size))).status).toBe(422);
    await vi.waitFor(async () => expect((await find(id)).mapped_extra_values).toEqual([]), waiting);
  });

  it("EVM6: a mapping is a setting of the community, judged entry by entry, and in the audit log", async () => {
    const mapping = [toCustom("plan", plan), toField("plan", "notes")];
    const changed = await setMapping(...mapping);
    expect(changed).toMatchObject({ status: 200, body: { extra_value_mapping: mapping } });
    const path = `/communities/${tenant.source.community_id}`;
    expect((await ask<Community>("GET", path)).body).toEqual(changed.body);
    expect(changed.body).not.toHaveProperty("mapped_up_to_id");
    const stranger = await world.createTenant("green");
    const theirs = await ask<CustomField>(
      "POST",
      "/custom_fields",
      { label: "Theirs", type: "text" },
      stranger.tokens.administrator,
    );
    for (const [wrong, field] of [
      [[toCustom("plan", { id: newId() })], "extra_value_mapping.0.target"],
      [[mapping[0], toCustom("plan", theirs.body)], "extra_value_mapping.1.target"],
      [[mapping[0], mapping[0]], "extra_value_mapping"],
      [Array.from({ length: 51 }, (_, index) => toField(`value ${index}`, "notes")), "extra_value_mapping"],
      [[{ source: source(""), target: mapping[1]?.target }], undefined],
      [[{ source: source("plan"), target: { kind: "field", field: "screenname" } }], undefined],
      [null, "extra_value_mapping"],
    ] as const) {
      const answer = await ask("PATCH", path, { extra_value_mapping: wrong });
      expect(answer.status, JSON.stringify(wrong)).toBe(422);
      if (field !== undefined) expect(answer.body).toMatchObject({ field });
    }
    expect((await ask<Community>("GET", path)).body.extra_value_mapping).toEqual(mapping);
    const log = await ask<{ records: AuditEvent[] }>("GET", "/audit_events?action=community_changed&limit=1");
    expect(log.body.records[0]?.after).toMatchObject({ extra_value_mapping: mapping });
    expect(log.body.records[0]?.after).not.toHaveProperty("mapped_up_to_id");
    expect((await ask("PATCH", path, { extra_value_mapping: [] }, tenant.tokens.agent)).status).toBe(403);
  });

  it("IDN4: odd extra values are refused by their name and keep nobody out", async () => {
    await setMapping(toField("ok", "notes"), toField("__proto__", "company"));
    for (const extra of [
      '{"__proto__":"Evil"}',
      '{"constructor":"Evil"}',
      '{"ok":{"deep":1}}',
      '{"ok":["a"]}',
      '{"ok":"a\\u0000b"}',
      '{"ok":"\\ud800"}',
      '{"o\\ud800k":"a"}',
      JSON.stringify(Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`k${index}`, 1]))),
      JSON.stringify(Object.fromEntries(Array.from({ length: 4_000 }, (_, index) => [`k${index}`, 1]))),
    ]) {
      const peer = await connect({});
      await peer.next("welcomed");
      peer.send({ type: "complete_identity", claims: { firstname: "Ada", extra_values: JSON.parse(extra) } });
      expect((await peer.next("refused")).error, extra.slice(0, 60)).toMatchObject({ code: "extra_values_refused" });
      const newcomer = await connect({ claims: { extra_values: JSON.parse(extra) } });
      expect((await newcomer.next("refused")).error.code).toBe("extra_values_refused");
      const { identity_id: id } = await newcomer.next("welcomed");
      expect(await find(id)).toMatchObject({ company: null, notes: null, mapped_extra_values: [] });
    }
  });

  it("IDN4: a character that no text holds is left out of names, and names no uuid", async () => {
    const { id } = await meet({ claims: { firstname: "A\u0000da", email: "ada\u0000@example.com" } });
    expect(await find(id)).toMatchObject({ firstname: "Ada", emails: ["ada@example.com"] });
    for (const hello of [{ claims: { uuid: "a\u0000b" } }, { token: signToken({ uuid: "a\u0000b" }) }]) {
      const peer = await connect(hello);
      expect((await peer.next("refused")).error.code).toMatch(/^(identity_refused|token_payload_invalid)$/);
    }
  });

  it("IDN4: more than fits into a frame ends the connection, before anything is read of it", async () => {
    const peer = await connect({});
    await peer.next("welcomed");
    const extra_values = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key ${index}`, index]));
    peer.send({ type: "complete_identity", claims: { extra_values } });
    expect(await peer.closed).toBe(CLOSE_CODES.frame_too_large);
  });
});
