import type { Colleague, Mention, Message, MessagePage, User } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "./database.ts";
import { connectAgent, connectVisitor, firstMessageOrigin, newBrowser } from "./delivery/world.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();
type List<Record> = { count: number; records: Record[] };

describe.each(kinds)("mentions on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let stranger: Tenant;
  let threadId: string;
  let identityId: string;
  let ids: Record<"agent" | "supervisor" | "administrator", string>;

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("purple");
    stranger = await world.createTenant("green");
    const { records } = (await ask<List<User>>("GET", "/users")).body;
    const idOf = (role: keyof typeof ids) => records.find(({ email }) => email === tenant.emails[role])?.id ?? "";
    ids = { agent: idOf("agent"), supervisor: idOf("supervisor"), administrator: idOf("administrator") };
    const browser = newBrowser();
    identityId = browser.identity.id;
    threadId = newId();
    const visitor = await connectVisitor(world.application.url, tenant.source.token, browser);
    visitor.send({ type: "send_message", id: newId(), thread_id: threadId, body: "Hello", origin: firstMessageOrigin });
    await visitor.next("message_acknowledged");
    await visitor.close();
  });
  afterAll(() => world.close());

  const ask = <Body>(method: string, path: string, body?: object, token = tenant.tokens.administrator) =>
    world.ask<Body>(`/api/v1${path}`, { method, token, ...(body === undefined ? {} : { body }) });
  const note = (body: string, mention_ids: string[], token = tenant.tokens.agent) =>
    ask<Message>("POST", `/threads/${threadId}/messages`, { body, private: true, mention_ids }, token);
  const mentionsOf = async (token: string, query = "") =>
    (await ask<List<Mention>>("GET", `/mentions${query}`, undefined, token)).body;
  const lastMessage = async () => (await ask<MessagePage>("GET", `/threads/${threadId}/messages`)).body.records.at(-1);

  it("MEN1, MEN3: the mentioned agent is told at once, finds the note, and has read it on every desk", async () => {
    const { agent, supervisor } = tenant.tokens;
    const [first, second, other] = await Promise.all(
      [supervisor, supervisor, agent].map((token) => connectAgent(world.application.url, token)),
    );
    const id = newId();
    const body = "@purple supervisor can you look?";
    const mention_ids = [ids.supervisor, ids.agent];
    other?.send({ type: "send_message", id, thread_id: threadId, body, private: true, mention_ids });
    await other?.next("message_acknowledged");
    for (const peer of [first, second]) {
      const { message } = (await peer?.next("mention_added")) ?? { message: null };
      expect(message).toMatchObject({ id, body, author: { id: ids.agent } });
    }
    const mentioned = [
      { id: ids.supervisor, name: "purple supervisor" },
      { id: ids.agent, name: "purple agent" },
    ];
    expect(await lastMessage()).toMatchObject({ id, body, mentions: mentioned });
    const found = await mentionsOf(supervisor, "?unread=true");
    expect(found).toMatchObject({ count: 1, records: [{ message_id: id, thread_id: threadId, preview: body }] });
    expect(found.records[0]).toMatchObject({ read_at: null, number: 2, author: { name: "purple agent" } });
    // Who mentions themselves is told nothing.
    expect(await mentionsOf(agent)).toMatchObject({ count: 0 });
    expect(other?.frames.some(({ type }) => type === "mention_added")).toBe(false);

    const read = (number: number) => ask("PUT", `/threads/${threadId}/mentions/read`, { number }, supervisor);
    await read(1);
    expect(await mentionsOf(supervisor, "?unread=true")).toMatchObject({ count: 1 });
    expect(await read(2)).toMatchObject({ status: 204 });
    await second?.next("mentions_read");
    expect(await mentionsOf(supervisor, "?unread=true")).toMatchObject({ count: 0 });
    expect((await mentionsOf(supervisor)).records).toMatchObject([{ message_id: id, read_at: expect.any(String) }]);
    for (const peer of [first, second, other]) await peer?.close();
  });

  it("MEN2: who may not read, is gone, or is a stranger cannot be mentioned, nor anybody to the visitor", async () => {
    const { kysely } = world.database;
    const email = "nobody@purple.test";
    const role = { label: "Without sources", permissions: [], source_permissions: [] };
    const made = await ask<{ id: string }>("POST", "/roles", role);
    const person = await ask<User>("POST", "/users", {
      email,
      firstname: "No",
      lastname: "Body",
      role_ids: [made.body.id],
    });
    const strangers = await ask<List<User>>("GET", "/users", undefined, stranger.tokens.administrator);
    const before = await lastMessage();
    for (const id of [person.body.id, strangers.body.records[0]?.id ?? "", newId()]) {
      expect(await note("@No Body look", [ids.supervisor, id])).toMatchObject({
        status: 409,
        body: { error: "mention_refused" },
      });
    }
    const reply = { body: "@purple supervisor", mention_ids: [ids.supervisor] };
    expect(await ask("POST", `/threads/${threadId}/messages`, reply, tenant.tokens.agent)).toMatchObject({
      status: 422,
      body: { error: "mention_public" },
    });
    expect(await lastMessage()).toEqual(before);
    const colleagues = async () =>
      (await ask<{ records: Colleague[] }>("GET", `/threads/${threadId}/colleagues`, undefined, tenant.tokens.agent))
        .body.records;
    expect((await colleagues()).map(({ name }) => name)).toEqual([
      "purple administrator",
      "purple agent",
      "purple supervisor",
    ]);
    await kysely.updateTable("users").set({ deactivated_at: new Date() }).where("id", "=", ids.administrator).execute();
    expect(await note("@purple administrator", [ids.administrator])).toMatchObject({ status: 409 });
    expect((await colleagues()).map(({ name }) => name)).toEqual(["purple agent", "purple supervisor"]);
    await kysely.updateTable("users").set({ deactivated_at: null }).where("id", "=", ids.administrator).execute();
  });

  it("MEN1, MEN4: a note is readable when who is mentioned is gone, and goes with the conversation's words", async () => {
    const sent = (await note("@purple supervisor and nobody else", [ids.supervisor])).body;
    expect(sent.mentions).toEqual([{ id: ids.supervisor, name: "purple supervisor" }]);
    await ask("POST", `/users/${ids.supervisor}/deactivate`);
    expect(await lastMessage()).toMatchObject({ body: "@purple supervisor and nobody else", mentions: sent.mentions });
    await ask("POST", `/users/${ids.supervisor}/activate`);
    await ask("POST", `/identities/${identityId}/anonymize`);
    const left = await world.database.kysely.selectFrom("mentions").selectAll().execute();
    expect(left).toEqual([]);
    expect(await lastMessage()).not.toHaveProperty("mentions");
  });
});
