import { CLOSE_CODES, type Community, type Identity, PROTOCOL_VERSION, type VisitorToServer } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "../database.ts";
import { startWorld, type Tenant, type World } from "../http/world.ts";
import { GIVEN_SECRET, inHours, signToken } from "../tokens.ts";
import { connectPeer, type VisitorPeer } from "./peer.ts";
import { type Browser, connectAgent, firstMessageOrigin, newBrowser } from "./world.ts";

const { kinds } = await availableDatabaseKinds();
type Hello = Extract<VisitorToServer, { type: "hello" }>;

describe.each(kinds)("identities on %s", { timeout: 30_000 }, (kind) => {
  let world: World;
  let tenant: Tenant;
  let aheadMs = 0;
  let communityPath: string;
  const open: VisitorPeer[] = [];

  beforeAll(async () => {
    world = await startWorld(kind, { clock: { nowMs: () => Date.now() + aheadMs } });
    tenant = await world.createTenant("purple");
    communityPath = `/communities/${tenant.source.community_id}`;
    await ask("POST", `${communityPath}/keys`, { kid: "main", algorithm: "HS256", secret: GIVEN_SECRET });
  });
  afterAll(async () => {
    for (const peer of open) peer.cut();
    await world.close();
  });

  const ask = <Body>(method: string, path: string, body?: unknown) =>
    world.ask<Body>(`/api/v1${path}`, {
      method,
      token: tenant.tokens.administrator,
      ...(body === undefined ? {} : { body }),
    });
  const settle = (change: Partial<Community>) => ask("PATCH", communityPath, change);

  async function connect(): Promise<VisitorPeer> {
    const peer: VisitorPeer = await connectPeer(
      `ws://127.0.0.1:${world.application.port}/chat/${tenant.source.token}/socket`,
    );
    open.push(peer);
    return peer;
  }

  async function say(more: Partial<Hello>, browser: Browser = newBrowser()) {
    const peer = await connect();
    peer.send({ type: "hello", version: PROTOCOL_VERSION, identity: browser.identity, known: [], ...more });
    return peer;
  }

  async function enter(more: Partial<Hello>, browser?: Browser) {
    const peer = await say(more, browser);
    return { peer, welcomed: await peer.next("welcomed") };
  }

  async function refused(more: Partial<Hello>, browser?: Browser): Promise<string> {
    return (await (await say(more, browser)).next("refused")).error.code;
  }

  async function write(peer: VisitorPeer, body: string): Promise<string> {
    const threadId = newId();
    peer.send({ type: "send_message", id: newId(), thread_id: threadId, body, origin: firstMessageOrigin });
    await peer.next("message_acknowledged");
    return threadId;
  }

  const find = async (id: string) => (await ask<Identity>("GET", `/identities/${id}`)).body;

  it("IDN3: are completed in the session, with extra values, and keep their id and their thread", async () => {
    const { peer, welcomed } = await enter({});
    const threadId = await write(peer, "who am I?");
    peer.send({
      type: "complete_identity",
      claims: { firstname: "Ada", company: "Purple", extra_values: { plan: "gold", orders: 3, vip: true, gone: null } },
    });
    peer.sendText('{"type":"ping"}');
    await peer.next("pong");
    expect(await find(welcomed.identity_id)).toMatchObject({
      uuid: null,
      uuid_standing: null,
      firstname: "Ada",
      extra_values: { plan: "gold", orders: 3, vip: true },
    });
    expect((await ask("GET", `/threads/${threadId}`)).body).toMatchObject({ identity: { name: "Ada" } });
    expect((await ask("GET", `/identities?community_id=${tenant.source.community_id}`)).body).toMatchObject({
      records: expect.arrayContaining([expect.objectContaining({ id: welcomed.identity_id })]),
    });
  });

  it("IDN4: take extra values that are few, short and flat, and say which one is not", async () => {
    const bad: [unknown, string][] = [
      [Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, 1])), "5000 keys"],
      [{ nested: { a: 1 } }, "nested"],
      [{ list: [1] }, "list"],
      [JSON.parse('{"__proto__":1}'), "__proto__"],
      [{ constructor: "x" }, "constructor"],
      [{ "": "x" }, "key"],
      [{ long: "x".repeat(2_001) }, "long"],
      [Object.fromEntries(Array.from({ length: 90 }, (_, n) => [`k${n}`, "x".repeat(300)])), "16000"],
    ];
    const { peer, welcomed } = await enter({ claims: { extra_values: { kept: "yes" } } });
    for (const [values, named] of bad) {
      peer.sendText(JSON.stringify({ type: "complete_identity", claims: { extra_values: values } }));
      const { error } = await peer.next("refused");
      expect(error.code).toBe("extra_values_refused");
      expect(error.message).toContain(named);
    }
    for (const claims of [{ firstname: 5 }, { uuid: 42 }, { uuid: "" }, { extra_values: [] }, { admin: true }]) {
      peer.sendText(JSON.stringify({ type: "complete_identity", claims }));
      expect((await peer.next("refused")).error.code).toBe("frame_invalid");
    }
    expect((await find(welcomed.identity_id)).extra_values).toEqual({ kept: "yes" });
    // What is wrong with them keeps nobody out.
    const late = await enter({ claims: { firstname: "Bo", extra_values: { nested: {} } } });
    expect((await late.peer.next("refused")).request).toBe("complete_identity");
  });

  it("IDN5: a company's uuid is another identity, and without a signature only its browser opens what is under it", async () => {
    const [own, stranger] = [newBrowser(), newBrowser()];
    const anonymous = await enter({}, own);
    anonymous.peer.send({ type: "complete_identity", claims: { uuid: "claimed-1" } });
    expect((await anonymous.peer.next("refused")).error.code).toBe("identity_differs");
    expect(await refused({ claims: { uuid: "claimed-1" } }, own)).toBe("identity_refused");

    const named = newBrowser();
    const first = await enter({ claims: { uuid: "claimed-1" } }, named);
    const threadId = await write(first.peer, "mine alone");
    expect(await find(first.welcomed.identity_id)).toMatchObject({ uuid: "claimed-1", uuid_standing: "claimed" });
    expect((await enter({ claims: { uuid: "claimed-1" } }, named)).welcomed.threads).toMatchObject([{ id: threadId }]);
    const guessed = await enter({ claims: { uuid: "claimed-1" } }, stranger);
    expect(guessed.welcomed.threads).toEqual([]);
    guessed.peer.send({ type: "load_history", thread_id: threadId, before_number: 100, limit: 10 });
    expect((await guessed.peer.next("refused")).error.code).toBe("not_found");
    // The id of the identity is no secret.
    const withId = { identity: { ...newBrowser().identity, id: first.welcomed.identity_id } };
    expect(await refused({ claims: { uuid: "claimed-1" } }, withId)).toBe("identity_refused");
  });

  it("SIG2: what belongs to a signed visitor is theirs on every browser, live, and nobody's without a token", async () => {
    const token = signToken({ uuid: "signed-1", firstname: "Grace" });
    const [phone, laptop] = [await enter({ token }), await enter({ token })];
    expect(laptop.welcomed.identity_id).toBe(phone.welcomed.identity_id);
    expect(await find(phone.welcomed.identity_id)).toMatchObject({
      uuid: "signed-1",
      uuid_standing: "signed",
      firstname: "Grace",
    });
    const threadId = await write(phone.peer, "from the phone");
    expect((await laptop.peer.next("thread_changed")).thread).toMatchObject({ id: threadId, last_number: 1 });
    const agent = await connectAgent(`http://127.0.0.1:${world.application.port}`, tenant.tokens.agent);
    agent.send({ type: "watch_thread", thread_id: threadId, known_number: 0 });
    await agent.next("messages_listed");
    agent.send({ type: "set_typing", thread_id: threadId, typing: true });
    agent.send({ type: "send_message", id: newId(), thread_id: threadId, body: "hello Grace", private: false });
    for (const { peer } of [phone, laptop]) {
      await peer.next("typing_changed");
      expect((await peer.next("message_added")).message.body).toBe("hello Grace");
    }
    laptop.peer.send({ type: "mark_read", thread_id: threadId, number: 2 });
    expect(await phone.peer.next("thread_read")).toMatchObject({ reader: "visitor", number: 2 });
    await agent.close();

    await settle({ accept_unsigned_uuids: true });
    const shared = await enter({ claims: { uuid: "signed-1" } });
    expect(shared.welcomed.identity_id).not.toBe(phone.welcomed.identity_id);
    expect(shared.welcomed.threads).toEqual([]);
    const withId = { identity: { ...newBrowser().identity, id: phone.welcomed.identity_id } };
    expect(await refused({}, withId)).toBe("identity_refused");
    // A signed visitor is what the token says.
    phone.peer.send({ type: "complete_identity", claims: { firstname: "Mallory" } });
    expect((await phone.peer.next("refused")).error.code).toBe("identity_signed");
    phone.peer.send({ type: "renew_signed_identity", token: signToken({ uuid: "signed-2" }) });
    expect((await phone.peer.next("refused")).error.code).toBe("identity_differs");
    // Where unsigned uuids are no longer accepted, who came by one has to come back.
    await settle({ accept_unsigned_uuids: false });
    expect(await shared.peer.closed).toBe(CLOSE_CODES.resume_later);
  });

  it("IDN6: a community that accepts unsigned uuids takes them as they are, from every browser", async () => {
    await settle({ accept_unsigned_uuids: true });
    const first = await enter({ claims: { uuid: "shared-1" } });
    const threadId = await write(first.peer, "on one");
    const second = await enter({ claims: { uuid: "shared-1" } });
    expect(second.welcomed).toMatchObject({ identity_id: first.welcomed.identity_id, threads: [{ id: threadId }] });
    await settle({ accept_unsigned_uuids: false });
    expect((await enter({ claims: { uuid: "shared-1" } })).welcomed.threads).toEqual([]);
  });

  it("SIG3: a community that rejects takes no token, one that requires takes nobody without, and both say why", async () => {
    const token = signToken({ uuid: "signed-3" });
    const signed = await enter({ token });
    await settle({ signed_identities: "reject" });
    expect(await signed.peer.closed).toBe(CLOSE_CODES.resume_later);
    const rejected = await say({ token });
    expect((await rejected.next("refused")).error.code).toBe("signed_identities_rejected");
    // The same connection may go on without.
    rejected.send({ type: "hello", version: PROTOCOL_VERSION, identity: newBrowser().identity, known: [] });
    await rejected.next("welcomed");

    await settle({ signed_identities: "require" });
    expect(await rejected.closed).toBe(CLOSE_CODES.resume_later);
    const unsigned = await say({});
    expect((await unsigned.next("refused")).error.code).toBe("identity_unsigned");
    expect(await unsigned.closed).toBe(CLOSE_CODES.not_authorised);
    const short = signToken({ uuid: "signed-3", exp: inHours(0.5) });
    expect(await refused({ token: short })).toBe("token_validity_short");
    // One that was long enough when it came first may be presented again until its end.
    const long = signToken({ uuid: "signed-3", exp: inHours(1.1) });
    await enter({ token: long });
    aheadMs += 30 * 60_000;
    await enter({ token: long });
    const refusals = await ask<{ records: { code: string; kid: string | null }[] }>("GET", `${communityPath}/refusals`);
    const [newest] = refusals.body.records;
    expect(newest).toMatchObject({ code: "token_validity_short", kid: "main" });
    expect(refusals.body.records.map(({ code }) => code)).toContain("identity_unsigned");
    expect(refusals.text).not.toContain(short);
    await settle({ signed_identities: "accept" });
    aheadMs = 0;
  });

  it("SIG4: a newer token extends a session, and one that has expired ends it with a reason of its own", async () => {
    const ending = signToken({ uuid: "signed-4", exp: inHours(10 / 3_600) });
    const [renewed, left] = [await enter({ token: ending }), await enter({ token: ending })];
    renewed.peer.send({ type: "renew_signed_identity", token: signToken({ uuid: "signed-4", exp: inHours(3) }) });
    renewed.peer.sendText('{"type":"ping"}');
    await renewed.peer.next("pong");
    // Short of what counts as silence.
    aheadMs = 11_000;
    expect((await left.peer.next("refused")).error.code).toBe("token_expired");
    expect(await left.peer.closed).toBe(CLOSE_CODES.session_expired);
    await write(renewed.peer, "still here");
    aheadMs = 0;
  });

  it("SIG5: a revoked key ends its sessions at once, those of other keys go on, and its last use is known", async () => {
    const { body: key } = await ask<{ id: string }>("POST", `${communityPath}/keys`, {
      kid: "leaving",
      algorithm: "HS256",
      secret: GIVEN_SECRET,
    });
    const of = await enter({ token: signToken({ uuid: "signed-5" }, { kid: "leaving" }) });
    const other = await enter({ token: signToken({ uuid: "signed-5" }) });
    const listed = await ask<{ records: { kid: string; last_used_at: string | null }[] }>(
      "GET",
      `${communityPath}/keys`,
    );
    expect(listed.body.records.find(({ kid }) => kid === "leaving")?.last_used_at).not.toBeNull();
    await ask("DELETE", `${communityPath}/keys/${key.id}`);
    expect((await of.peer.next("refused")).error.code).toBe("token_key_revoked");
    expect(await of.peer.closed).toBe(CLOSE_CODES.session_expired);
    await write(other.peer, "not me");
    expect(await refused({ token: signToken({ uuid: "signed-5" }, { kid: "leaving" }) })).toBe("token_key_revoked");
  });

  it("IDN7: uuids that are guessed in series open nothing and are slowed down", async () => {
    const codes: string[] = [];
    for (let guess = 0; guess < 70; guess += 1) {
      const peer = await say({ claims: { uuid: `guess-${guess}` } });
      const answer = await Promise.race([peer.next("welcomed"), peer.next("refused")]);
      if (answer.type === "welcomed") expect(answer.threads).toEqual([]);
      else codes.push(answer.error.code);
      peer.cut();
    }
    expect(new Set(codes)).toEqual(new Set(["rate_limited"]));
  });
});
