import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Application } from "../../src/application.ts";
import { newId } from "../../src/platform/identifiers.ts";
import { availableDatabaseKinds, openTestDatabase, type TestDatabase } from "../database.ts";
import type { AgentPeer, VisitorPeer } from "./peer.ts";
import {
  connectAgent,
  connectVisitor,
  createTenant,
  createToken,
  firstMessageOrigin,
  newBrowser,
  startTestApplication,
} from "./world.ts";

const { kinds } = await availableDatabaseKinds();

describe.each(kinds)("delivery on one node with the %s database", (kind) => {
  let database: TestDatabase;
  let application: Application;
  let sourceToken: string;
  let agentToken: string;
  let domainId: string;

  beforeAll(async () => {
    database = await openTestDatabase(kind);
    application = await startTestApplication(database);
    const tenant = await createTenant(database, "Purple");
    sourceToken = tenant.sourceToken;
    domainId = tenant.domainId;
    agentToken = await createToken(application.url, tenant.emails[0] ?? "");
  }, 180_000);
  afterAll(async () => {
    await application.close();
    await database.close();
  });

  const visit = (browser = newBrowser(), known: { thread_id: string; number: number }[] = []) =>
    connectVisitor(application.url, sourceToken, browser, known);
  const work = () => connectAgent(application.url, agentToken);

  function write(visitor: VisitorPeer, threadId: string, body: string, id = newId()): string {
    visitor.send({ type: "send_message", id, thread_id: threadId, body, origin: firstMessageOrigin });
    return id;
  }

  function reply(agent: AgentPeer, threadId: string, body: string, isPrivate = false, id = newId()): string {
    agent.send({ type: "send_message", id, thread_id: threadId, body, private: isPrivate });
    return id;
  }

  async function watch(agent: AgentPeer, threadId: string, knownNumber = 0): Promise<void> {
    agent.send({ type: "watch_thread", thread_id: threadId, known_number: knownNumber });
    await agent.next("thread_watched");
    await agent.next("messages_listed");
  }

  async function storedMessages(threadId: string): Promise<{ number: number; body: string; id: string }[]> {
    const result = await database.query<{ number: number; body: string; id: string }>({
      text: "select number, body, id from messages where domain_id = $1 and thread_id = $2 order by number",
      values: [domainId, threadId],
    });
    return result.rows;
  }

  test("MSG1, MSG18: a first message opens its thread, is acknowledged once it is stored, and reaches the desk", async () => {
    const [visitor, agent] = await Promise.all([visit(), work()]);
    const threadId = newId();
    const id = write(visitor, threadId, "Does it come in size 40?");
    expect(await visitor.next("message_acknowledged")).toMatchObject({ id, thread_id: threadId, number: 1 });
    expect(await storedMessages(threadId)).toEqual([{ number: 1, body: "Does it come in size 40?", id }]);

    const { thread } = await agent.next("thread_summary_changed", (frame) => frame.thread.id === threadId);
    expect(thread).toMatchObject({
      unread_count: 1,
      last_number: 1,
      last_message: { preview: "Does it come in size 40?" },
    });
    agent.send({ type: "watch_thread", thread_id: threadId, known_number: 0 });
    expect((await agent.next("messages_listed")).messages.map((message) => message.id)).toEqual([id]);

    const answerId = reply(agent, threadId, "It does.");
    expect(await agent.next("message_acknowledged")).toMatchObject({ id: answerId, number: 2 });
    expect((await visitor.next("message_added")).message).toMatchObject({
      id: answerId,
      number: 2,
      author: { type: "agent", name: "Alicia of Purple" },
    });
    await Promise.all([visitor.close(), agent.close()]);
  });

  test("MSG2: the same message sent again, over another connection too, is acknowledged with the same number", async () => {
    const browser = newBrowser();
    const first = await visit(browser);
    const threadId = newId();
    const id = write(first, threadId, "Hello");
    write(first, threadId, "Hello", id);
    const one = await first.next("message_acknowledged");
    const again = await first.next("message_acknowledged");
    first.cut();
    const second = await visit(browser);
    write(second, threadId, "Hello", id);
    const later = await second.next("message_acknowledged");
    expect([one.number, again.number, later.number]).toEqual([1, 1, 1]);
    expect(later.created_at).toBe(one.created_at);
    expect(await storedMessages(threadId)).toHaveLength(1);
    await second.close();
  });

  test("MSG2, MSG4: two tabs of one browser that send one outbox at once make no message twice and leave no gap", async () => {
    const browser = newBrowser();
    const [left, right] = await Promise.all([visit(browser), visit(browser)]);
    const threadId = newId();
    const ids = Array.from({ length: 40 }, () => newId());
    for (const [index, id] of ids.entries()) {
      write(left, threadId, `message ${index}`, id);
      write(right, threadId, `message ${index}`, id);
    }
    const lastId = ids.at(-1);
    await left.next("message_acknowledged", (frame) => frame.id === lastId);
    await right.next("message_acknowledged", (frame) => frame.id === lastId);
    const stored = await storedMessages(threadId);
    expect(stored.map((message) => message.number)).toEqual(ids.map((_, index) => index + 1));
    expect(stored.map((message) => message.id)).toEqual(ids);
    await Promise.all([left.close(), right.close()]);
  });

  test("MSG3: an id that belongs to another thread is refused and tells nothing", async () => {
    const [owner, stranger] = await Promise.all([visit(), visit()]);
    const ownThread = newId();
    const id = write(owner, ownThread, "mine");
    await owner.next("message_acknowledged");
    const strangeThread = newId();
    write(stranger, strangeThread, "theirs", id);
    expect(await stranger.next("message_refused")).toMatchObject({ id, error: { code: "id_taken", retry: false } });
    write(stranger, ownThread, "into a stranger's thread");
    expect(await stranger.next("message_refused")).toMatchObject({ error: { code: "not_found" } });
    expect(await storedMessages(ownThread)).toHaveLength(1);
    await Promise.all([owner.close(), stranger.close()]);
  });

  test("MSG4, MSG5, MSG6: many senders in one thread get consecutive numbers, each in its own order", async () => {
    const browser = newBrowser();
    const visitor = await visit(browser);
    const threadId = newId();
    write(visitor, threadId, "start");
    await visitor.next("message_acknowledged");
    const agents = await Promise.all([work(), work(), work()]);
    const perSender = 50;
    for (let index = 0; index < perSender; index += 1) {
      write(visitor, threadId, `visitor ${index}`);
      for (const [which, agent] of agents.entries()) reply(agent, threadId, `agent ${which} ${index}`);
    }
    let visitorAcknowledged = 0;
    while (visitorAcknowledged < perSender) {
      await visitor.next("message_acknowledged");
      visitorAcknowledged += 1;
    }
    for (const agent of agents) {
      for (let index = 0; index < perSender; index += 1) await agent.next("message_acknowledged");
    }
    const stored = await storedMessages(threadId);
    expect(stored.map((message) => message.number)).toEqual(stored.map((_, index) => index + 1));
    expect(stored).toHaveLength(1 + perSender * 4);
    for (const sender of ["visitor", "agent 0", "agent 1", "agent 2"]) {
      const bodies = stored.map((message) => message.body).filter((body) => body.startsWith(`${sender} `));
      expect(bodies).toEqual(Array.from({ length: perSender }, (_, index) => `${sender} ${index}`));
    }
    // The visitor saw every agent's message, in the thread's order and once. Its connection is another one than those that
    // were acknowledged, so the last may still be on its way.
    const last = stored.findLast((message) => message.body.startsWith("agent"))?.number;
    await visitor.next("message_added", (frame) => frame.message.number === last);
    const seen = visitor.frames.flatMap((frame) => (frame.type === "message_added" ? [frame.message.number] : []));
    expect(seen).toEqual(stored.filter((message) => message.body.startsWith("agent")).map((message) => message.number));
    await Promise.all([visitor.close(), ...agents.map((agent) => agent.close())]);
  });

  test("MSG7: whoever comes back and names its last number gets the rest, page by page", async () => {
    const browser = newBrowser();
    const visitor = await visit(browser);
    const agent = await work();
    const threadId = newId();
    write(visitor, threadId, "first");
    await visitor.next("message_acknowledged");
    visitor.cut();
    const count = 130;
    for (let index = 0; index < count; index += 1) reply(agent, threadId, `answer ${index}`);
    for (let index = 0; index < count; index += 1) await agent.next("message_acknowledged");

    const back = await visit(browser, [{ thread_id: threadId, number: 1 }]);
    expect(back.welcomed.threads[0]).toMatchObject({ id: threadId, last_number: count + 1 });
    const bodies: string[] = [];
    let page = await back.next("messages_listed");
    bodies.push(...page.messages.map((message) => message.body));
    while (page.last_number < page.thread_last_number) {
      back.send({ type: "sync_thread", thread_id: threadId, after_number: page.last_number });
      page = await back.next("messages_listed");
      bodies.push(...page.messages.map((message) => message.body));
    }
    expect(bodies).toEqual(Array.from({ length: count }, (_, index) => `answer ${index}`));
    await Promise.all([back.close(), agent.close()]);
  });

  test("MSG11: a reader that stalls is sent away to resume later, and others do not notice", async () => {
    const browser = newBrowser();
    const visitor = await visit(browser);
    const agents = await Promise.all(Array.from({ length: 8 }, work));
    const threadId = newId();
    write(visitor, threadId, "start");
    await visitor.next("message_acknowledged");
    const stalled = await visit(browser);
    stalled.pause();
    const body = "x".repeat(7_500);
    // The system's own socket buffers swallow some megabytes before the server's buffer grows.
    const count = 1_600;
    for (const agent of agents) {
      for (let index = 0; index < count / agents.length; index += 1) reply(agent, threadId, body);
    }
    for (const agent of agents) {
      for (let index = 0; index < count / agents.length; index += 1) await agent.next("message_acknowledged");
    }
    await visitor.next("message_added", (frame) => frame.message.number === count + 1);
    stalled.resume();
    expect([4008, 1006]).toContain(await stalled.closed);
    const received = stalled.frames.filter((frame) => frame.type === "message_added").length;
    expect(received).toBeLessThan(count);

    const resumed = await visit(browser, [{ thread_id: threadId, number: received + 1 }]);
    expect((await resumed.next("messages_listed")).first_number).toBe(received + 2);
    await Promise.all([visitor.close(), resumed.close(), ...agents.map((agent) => agent.close())]);
  });

  test("MSG13: what cannot be read or is not allowed is refused, and the connection goes on", async () => {
    const visitor = await visit();
    const refusals: [string, string][] = [
      ["not json", "malformed_json"],
      ["[1,2,3]", "frame_unknown"],
      ['{"type":"fly"}', "frame_unknown"],
      ['{"type":"__proto__"}', "frame_unknown"],
      ['{"type":"mark_read","thread_id":"nonsense","number":1}', "frame_invalid"],
      ['{"type":"mark_read","thread_id":7,"number":"1"}', "frame_invalid"],
      [JSON.stringify({ type: "sync_thread", thread_id: newId(), after_number: 0 }), "not_found"],
      [JSON.stringify({ type: "set_typing", thread_id: newId(), typing: true }), "not_found"],
      [JSON.stringify({ type: "hello", version: 1, identity: newBrowser().identity, known: [] }), "frame_unknown"],
    ];
    for (const [text, code] of refusals) {
      visitor.sendText(text);
      expect((await visitor.next("refused")).error.code).toBe(code);
    }
    const threadId = newId();
    const bodies: [unknown, string][] = [
      ["   ", "message_empty"],
      ["y".repeat(8_001), "message_too_long"],
      ["nul \u0000", "frame_invalid"],
      [{ rich: true }, "frame_invalid"],
    ];
    for (const [body, code] of bodies) {
      const id = newId();
      visitor.sendText(JSON.stringify({ type: "send_message", id, thread_id: threadId, body, origin: null }));
      expect(await visitor.next("message_refused")).toMatchObject({ id, error: { code } });
    }
    visitor.send({ type: "ping" });
    await visitor.next("pong");
    await visitor.close();
  });

  test("MSG13: an oversized frame ends its connection with 1009", async () => {
    const visitor = await visit();
    visitor.sendText(JSON.stringify({ type: "ping", filler: "z".repeat(70_000) }));
    expect(await visitor.closed).toBe(1009);
  });

  test("MSG14: visitors learn of a private note its number and nothing else", async () => {
    const [visitor, agent] = await Promise.all([visit(), work()]);
    const threadId = newId();
    write(visitor, threadId, "question");
    await visitor.next("message_acknowledged");
    reply(agent, threadId, "a note for colleagues", true);
    expect(await agent.next("message_acknowledged")).toMatchObject({ number: 2 });
    expect(await visitor.next("messages_listed")).toMatchObject({ first_number: 2, last_number: 2, messages: [] });
    visitor.send({ type: "sync_thread", thread_id: threadId, after_number: 0 });
    expect((await visitor.next("messages_listed")).messages.map((message) => message.number)).toEqual([1]);
    expect(JSON.stringify(visitor.frames)).not.toContain("colleagues");
    await Promise.all([visitor.close(), agent.close()]);
  });

  test("MSG15: read numbers move forward only, and both sides hear of it", async () => {
    const [visitor, agent] = await Promise.all([visit(), work()]);
    const threadId = newId();
    write(visitor, threadId, "one");
    write(visitor, threadId, "two");
    await visitor.next("message_acknowledged", (frame) => frame.number === 2);
    await watch(agent, threadId);
    agent.send({ type: "mark_read", thread_id: threadId, number: 900 });
    expect(await visitor.next("thread_read")).toMatchObject({ reader: "agent", number: 2 });
    agent.send({ type: "mark_read", thread_id: threadId, number: 1 });
    const summary = await agent.next(
      "thread_summary_changed",
      (f) => f.thread.id === threadId && f.thread.unread_count === 0,
    );
    expect(summary.thread.agent_read_number).toBe(2);
    reply(agent, threadId, "three");
    await visitor.next("message_added", (frame) => frame.message.number === 3);
    visitor.send({ type: "mark_read", thread_id: threadId, number: 3 });
    expect(await agent.next("thread_read", (frame) => frame.reader === "visitor")).toMatchObject({ number: 3 });
    await Promise.all([visitor.close(), agent.close()]);
  });

  test("MSG19: whoever writes has read, but for private notes", async () => {
    const browser = newBrowser();
    const [visitor, agent] = await Promise.all([visit(browser), work()]);
    const threadId = newId();
    write(visitor, threadId, "one");
    await visitor.next("message_acknowledged");
    reply(agent, threadId, "a note", true);
    reply(agent, threadId, "two");
    await visitor.next("message_added");
    write(visitor, threadId, "three");
    await visitor.next("message_acknowledged");
    const { thread } = await agent.next("thread_summary_changed", (frame) => frame.thread.last_message?.number === 4);
    expect(thread).toMatchObject({ visitor_read_number: 4, agent_read_number: 3, unread_count: 1 });
    reply(agent, threadId, "another note", true);
    const noted = await agent.next("thread_summary_changed", (frame) => frame.thread.last_message?.number === 5);
    expect(noted.thread).toMatchObject({ agent_read_number: 3, unread_count: 1 });
    await Promise.all([visitor.close(), agent.close()]);
  });

  test("MSG16: typing reaches the other side, and the visitor's page and presence reach the desk", async () => {
    const [visitor, agent] = await Promise.all([visit(), work()]);
    const threadId = newId();
    write(visitor, threadId, "hello");
    await visitor.next("message_acknowledged");
    await watch(agent, threadId);
    await agent.next("visitor_presence_changed", (frame) => frame.presence.online);
    visitor.send({ type: "set_typing", thread_id: threadId, typing: true });
    expect(await agent.next("typing_changed")).toMatchObject({ author_type: "visitor", typing: true });
    agent.send({ type: "set_typing", thread_id: threadId, typing: true });
    expect(await visitor.next("typing_changed")).toMatchObject({
      author_type: "agent",
      author_name: "Alicia of Purple",
    });
    const pageView = {
      id: newId(),
      url: "https://shop.test/cart?x=1",
      title: "<b>Cart</b>",
      started_at: new Date().toISOString(),
    };
    visitor.send({ type: "view_page", page_view: pageView, custom_variables: { custom_cart_amount: 58 } });
    const seen = await agent.next("visitor_presence_changed", (frame) => frame.presence.visited !== null);
    expect(seen.presence.visited).toEqual({ page_view: pageView, custom_variables: { custom_cart_amount: 58 } });
    await visitor.close();
    await agent.next("visitor_presence_changed", (frame) => !frame.presence.online);
    await agent.close();
  });

  test("MSG18: a thread that one browser begins appears in the visitor's other connections", async () => {
    const browser = newBrowser();
    const [first, second] = await Promise.all([visit(browser), visit(browser)]);
    const threadId = newId();
    write(first, threadId, "begun here");
    const { thread } = await second.next("thread_changed");
    expect(thread).toMatchObject({ id: threadId, last_number: 1, last_message: { body: "begun here" } });
    await Promise.all([first.close(), second.close()]);
  });

  test("an identity's secret is its own: another one is refused, and a new identity may follow", async () => {
    const browser = newBrowser();
    const owner = await visit(browser);
    await owner.close();
    const thief = await connectVisitor(application.url, sourceToken, browser);
    await thief.close();
    const { connectPeer } = await import("./peer.ts");
    const peer: VisitorPeer = await connectPeer(`${application.url.replace("http", "ws")}/chat/${sourceToken}/socket`);
    const forged = { id: browser.identity.id, secret: newBrowser().identity.secret };
    peer.send({ type: "hello", version: 1, identity: forged, known: [] });
    expect((await peer.next("refused")).error.code).toBe("identity_refused");
    peer.send({ type: "hello", version: 1, identity: newBrowser().identity, known: [] });
    expect((await peer.next("welcomed")).threads).toEqual([]);
    await peer.close();
  });
});
