import { readFileSync } from "node:fs";
import type { MessageHit, PersonHit, SearchHit, Source } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSnippet, wordsOf } from "../src/features/search/search.decisions.ts";
import { newId } from "../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "./database.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

interface Cases {
  words: { name: string; query: string; words: string[] }[];
  snippets: { name: string; text: string; words: string[]; snippet: string }[];
}

const cases: Cases = JSON.parse(readFileSync(new URL("../../../spec/cases/search.json", import.meta.url), "utf8"));
const { kinds } = await availableDatabaseKinds();

describe("what is looked for", () => {
  it.each(cases.words)("$name", ({ query, words }) => {
    expect(wordsOf(query)).toEqual(words);
  });

  it.each(cases.snippets)("$name", ({ text, words, snippet }) => {
    const said = makeSnippet(text, words).map((part) => (part.hit ? `[${part.text}]` : part.text));
    expect(said.join("")).toBe(snippet);
  });

  it("SEA1: of a long text, the part around the first hit", () => {
    const text = `${"before ".repeat(50)}needle ${"behind ".repeat(50)}`;
    const parts = makeSnippet(text, ["needle"]);
    expect(parts.filter(({ hit }) => hit)).toEqual([{ text: "needle", hit: true }]);
    expect(parts.at(0)?.text).toBe("…");
    expect(parts.at(-1)?.text).toBe("…");
    expect(parts.map((part) => part.text).join("").length).toBeLessThan(170);
  });
});

describe.each(kinds)("search on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let stranger: Tenant;

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("purple");
    stranger = await world.createTenant("green");
  });
  afterAll(() => world.close());

  async function makePerson({ domainId, source }: Tenant, fields: object = {}): Promise<string> {
    const id = newId();
    await world.database.kysely
      .insertInto("identities")
      .values({
        domain_id: domainId,
        id,
        community_id: source.community_id,
        secret_hash: Buffer.alloc(32),
        ...fields,
      })
      .execute();
    return id;
  }

  async function makeThread({ domainId, source }: Tenant, identityId: string, bodies: string[], sourceId = source.id) {
    const { kysely } = world.database;
    const thread_id = newId();
    const thread = { domain_id: domainId, id: thread_id, source_id: sourceId, identity_id: identityId };
    await kysely
      .insertInto("threads")
      .values({ ...thread, last_number: bodies.length, context_data: "{}" })
      .execute();
    for (const [index, body] of bodies.entries()) {
      const message = { domain_id: domainId, id: newId(), thread_id, number: index + 1, body };
      await kysely
        .insertInto("messages")
        .values({ ...message, author_type: "visitor", author_name: "Camille" })
        .execute();
    }
    return thread_id;
  }

  const find = <Hit extends SearchHit>(kind: SearchHit["kind"], q: string, token = tenant.tokens.agent) =>
    world.ask<{ count: number; records: Hit[] }>(`/api/v1/search?kind=${kind}&q=${encodeURIComponent(q)}`, { token });
  const findMessages = async (q: string, token?: string) =>
    (await find<MessageHit>("message", q, token)).body.records.map(({ thread_id, number }) => `${thread_id} ${number}`);
  const findPeople = async (q: string, token?: string) =>
    (await find<PersonHit>("person", q, token)).body.records.map(({ identity }) => identity.id);

  it("SEA1, SEA3: messages by the beginnings of their words, in no other domain, and no longer than they are there", async () => {
    const threadId = await makeThread(tenant, await makePerson(tenant, { firstname: "Camille" }), [
      "Où est ma commande A-58/2026 ?",
      "It was an UNDERSTATEMENT, e-mail me at cam@example.com",
    ]);
    for (const q of ["commande", "COMM", "ou est", "58", "a-58", "a 2026 command"]) {
      expect(await findMessages(q), q).toEqual([`${threadId} 1`]);
    }
    for (const q of ["understate", "example", "cam@example.com", "e-mail"]) {
      expect(await findMessages(q), q).toEqual([`${threadId} 2`]);
    }
    for (const q of ["ommande", "commande understatement", "c", "nothing"])
      expect(await findMessages(q), q).toEqual([]);
    expect(await findMessages("commande", stranger.tokens.administrator)).toEqual([]);
    expect(await findMessages(tenant.domainId, stranger.tokens.administrator)).toEqual([]);
    const [hit] = (await find<MessageHit>("message", "commande")).body.records;
    expect(hit).toMatchObject({ visitor_name: "Camille", source_label: tenant.source.label, private: false });
    expect(hit?.snippet).toContainEqual({ text: "commande", hit: true });
    await world.database.kysely.updateTable("messages").set({ body: "" }).where("thread_id", "=", threadId).execute();
    expect(await findMessages("commande")).toEqual([]);
  });

  it("SEA2: people by name, address, company, uuid and extra values", async () => {
    const id = await makePerson(tenant, {
      firstname: "Zoé",
      lastname: "Lefèvre",
      email: "zoe.l@example.org",
      company: "Blue Bakery",
      uuid: "customer-77",
      uuid_standing: "claimed",
      extra_values: JSON.stringify({ plan: "platinum", floors: 12 }),
    });
    for (const q of ["zoe", "Lefevre zoé", "zoe.l@example.org", "bakery", "customer-77", "platin", "12"]) {
      expect(await findPeople(q), q).toEqual([id]);
    }
    expect(await findPeople("plan")).toEqual([]);
    expect(await findPeople("zoe", stranger.tokens.administrator)).toEqual([]);
    const [hit] = (await find<PersonHit>("person", "platinum")).body.records;
    expect(hit).toMatchObject({ thread_id: null, snippet: [{ text: "platinum", hit: true }] });
    const threadId = await makeThread(tenant, id, ["Hello"]);
    expect((await find<PersonHit>("person", "zoe")).body.records[0]?.thread_id).toBe(threadId);
  });

  it("SEA2, SEA3: people by what agents wrote of them, for as long as it stands there", async () => {
    const id = await makePerson(tenant, { firstname: "Guest", email: "guest@example.org" });
    const path = `/api/v1/identity_groups/${id}`;
    const token = tenant.tokens.administrator;
    const write = (body: object) => world.ask(path, { method: "PATCH", token, body });
    const written = { firstname: "Noémie", lastname: "Dubois", emails: ["noemie@work.test"], phones: ["+33 6 11 22"] };
    expect(await write(written)).toMatchObject({ status: 200 });
    for (const q of ["noemie", "Dubois Noémie", "work.test", "33 6", "guest"]) {
      expect(await findPeople(q), q).toEqual([id]);
    }
    expect(await findPeople("noemie", stranger.tokens.administrator)).toEqual([]);
    const [hit] = (await find<PersonHit>("person", "dubois")).body.records;
    expect(hit?.identity).toMatchObject({ name: "Noémie Dubois", email: "noemie@work.test" });
    const [byPhone] = (await find<PersonHit>("person", "33 6 11")).body.records;
    expect(byPhone?.snippet.filter((part) => part.hit).map(({ text }) => text)).toEqual(["33", "6", "11"]);
    await write({ firstname: null, lastname: null, emails: [], phones: [] });
    expect(await findPeople("noemie")).toEqual([]);
    expect((await find<PersonHit>("person", "guest")).body.records[0]?.identity.name).toBe("Guest");
  });

  it("SEA2: only what the caller may read", async () => {
    const administrator = tenant.tokens.administrator;
    const body = { label: "Secret shop", mode: "messaging" };
    const secret = (await world.ask<Source>("/api/v1/sources", { method: "POST", token: administrator, body })).body;
    const person = await makePerson(tenant, { firstname: "Hidden" });
    await makeThread(tenant, person, ["a hidden word"], secret.id);
    expect(await findMessages("hidden")).toHaveLength(1);
    const role = await world.ask<{ id: string }>("/api/v1/roles", {
      method: "POST",
      token: administrator,
      body: {
        label: "Reader",
        permissions: ["search_contents"],
        sources: [{ source_id: tenant.source.id, permissions: ["read"] }],
      },
    });
    const users = await world.ask<{ records: { id: string; email: string }[] }>("/api/v1/users", {
      token: administrator,
    });
    const agent = users.body.records.find(({ email }) => email === tenant.emails.agent);
    const path = `/api/v1/users/${agent?.id}/roles`;
    const given = { method: "PUT", token: administrator, body: { role_ids: [role.body.id] } };
    expect(await world.ask(path, given)).toMatchObject({ status: 200 });
    expect(await findMessages("hidden")).toEqual([]);
    expect(await findPeople("hidden")).toEqual([]);
    await world.ask(path, { ...given, body: { role_ids: [] } });
    expect(await find("message", "hidden")).toMatchObject({ status: 403 });
  });

  it("SEA1: a query without a word is refused at its field", async () => {
    expect(await find("message", "?!", tenant.tokens.supervisor)).toMatchObject({ status: 422, body: { field: "q" } });
  });
});
