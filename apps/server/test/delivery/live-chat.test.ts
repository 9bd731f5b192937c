import type { ServerToVisitor } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Application } from "../../src/application.ts";
import { newId } from "../../src/platform/identifiers.ts";
import { availableDatabaseKinds, openTestDatabase, type TestDatabase } from "../database.ts";
import type { VisitorPeer } from "./peer.ts";
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

describe.each(kinds)("live chats with the %s database", (kind) => {
  let database: TestDatabase;
  let application: Application;
  let shops = 0;

  beforeAll(async () => {
    database = await openTestDatabase(kind);
    application = await startTestApplication(database);
  }, 180_000);
  afterAll(async () => {
    await application.close();
    await database.close();
  });

  /** A domain of its own for each test, so that its queue holds nobody else. */
  async function openShop(settings: object = {}) {
    const tenant = await createTenant(database, `Purple${++shops}`, 2);
    await database.query({
      text: `update sources set mode = 'live_chat', settings = settings || $3::jsonb where domain_id = $1 and id = $2`,
      values: [tenant.domainId, tenant.sourceId, JSON.stringify(settings)],
    });
    const tokens = await Promise.all(tenant.emails.map((email) => createToken(application.url, email)));
    return {
      domainId: tenant.domainId,
      /** Makes an agent a supervisor. */
      promote: (index: number) =>
        database.query({
          text: `insert into user_roles (domain_id, user_id, role_id)
                 select users.domain_id, users.id, roles.id from users
                 join roles on roles.domain_id = users.domain_id and roles.ready_made = 'supervisor'
                 where users.domain_id = $1 and users.email = $2`,
          values: [tenant.domainId, tenant.emails[index]],
        }),
      visit: (browser = newBrowser()) => connectVisitor(application.url, tenant.sourceToken, browser),
      agent: (index = 0) => connectAgent(application.url, tokens[index] ?? ""),
      async ask(method: string, path: string, body?: object, index = 0) {
        const response = await fetch(`${application.url}/api/v1${path}`, {
          method,
          headers: {
            authorization: `Bearer ${tokens[index]}`,
            ...(body === undefined ? {} : { "content-type": "application/json" }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        return { status: response.status, body: (await response.json()) as Record<string, unknown> };
      },
    };
  }

  const isIn = (threadId: string) => (frame: Extract<ServerToVisitor, { type: "thread_changed" }>) =>
    frame.thread.id === threadId;

  function write(visitor: VisitorPeer, threadId: string, body = "Is anybody there?"): string {
    const id = newId();
    visitor.send({ type: "send_message", id, thread_id: threadId, body, origin: firstMessageOrigin });
    return id;
  }

  async function begin(visitor: VisitorPeer): Promise<string> {
    const threadId = newId();
    write(visitor, threadId);
    await visitor.next("thread_changed", isIn(threadId));
    return threadId;
  }

  const isAt = (position: number) => (frame: Extract<ServerToVisitor, { type: "queue_updated" }>) =>
    frame.position === position;

  test("LIV1: places are told, and told again when somebody before is taken or leaves", async () => {
    const shop = await openShop();
    const visitors = [await shop.visit(), await shop.visit(), await shop.visit()] as const;
    const threadIds: string[] = [];
    for (const [index, visitor] of visitors.entries()) {
      const threadId = newId();
      threadIds.push(threadId);
      write(visitor, threadId);
      const { thread } = await visitor.next("thread_changed", isIn(threadId));
      expect(thread.live).toEqual({ kind: "waiting", position: index + 1, estimated_wait_seconds: null });
    }
    visitors[0].send({ type: "end_thread", thread_id: threadIds[0] ?? "" });
    await visitors[1].next("queue_updated", isAt(1));
    await visitors[2].next("queue_updated", isAt(2));
    expect(await shop.ask("POST", `/threads/${threadIds[1]}/take`)).toMatchObject({
      status: 200,
      body: { live: { state: "connected", agent: { name: "Alicia of Purple" } } },
    });
    expect(await visitors[2].next("queue_updated", isAt(1))).toMatchObject({ thread_id: threadIds[2] });
  });

  test("LIV1, LIV2: agents list who waits, first come first, and what they have", async () => {
    const shop = await openShop();
    const threadIds: string[] = [];
    for (let count = 0; count < 3; count += 1) threadIds.push(await begin(await shop.visit()));
    const list = async (folder: string, index = 0) => {
      const { body } = await shop.ask("GET", `/threads?folder=${folder}`, undefined, index);
      return { count: body.count, ids: (body.records as { id: string }[]).map(({ id }) => id) };
    };
    await vi.waitFor(async () => expect(await list("waiting")).toEqual({ count: 3, ids: threadIds }));
    await shop.ask("POST", `/threads/${threadIds[1]}/take`);
    expect(await list("waiting")).toEqual({ count: 2, ids: [threadIds[0], threadIds[2]] });
    expect(await list("mine")).toEqual({ count: 1, ids: [threadIds[1]] });
    expect(await list("mine", 1)).toEqual({ count: 0, ids: [] });
    expect((await shop.ask("GET", "/threads?folder=yours")).status).toBe(422);
  });

  test("LIV1: the wait is estimated from the pace of the last half hour", async () => {
    const shop = await openShop();
    for (let taken = 0; taken < 3; taken += 1) {
      const visitor = await shop.visit();
      expect((await shop.ask("POST", `/threads/${await begin(visitor)}/take`)).status).toBe(200);
    }
    const visitor = await shop.visit();
    const threadId = newId();
    write(visitor, threadId);
    const { thread } = await visitor.next("thread_changed", isIn(threadId));
    expect(thread.live).toEqual({ kind: "waiting", position: 1, estimated_wait_seconds: 600 });
  });

  test("LIV2: of many who take it at once one gets it, and asking again is no fault", async () => {
    const shop = await openShop();
    const threadId = await begin(await shop.visit());
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => shop.ask("POST", `/threads/${threadId}/take`, undefined, index % 2)),
    );
    const taken = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 409);
    expect([taken.length, refused.length]).toEqual([5, 5]);
    expect(new Set(refused.map(({ body }) => body.error))).toEqual(new Set(["thread_taken"]));
    const page = await shop.ask("GET", `/threads/${threadId}/messages`);
    expect(page.body.records).toMatchObject([{ number: 1 }, { number: 2, notice: { kind: "agent_connected" } }]);
  });

  test("LIV2, LIV3: a note takes nothing; the first reply connects, and the line stands before it", async () => {
    const shop = await openShop();
    const visitor = await shop.visit();
    const threadId = await begin(visitor);
    const agent = await shop.agent();
    agent.send({ type: "watch_thread", thread_id: threadId, known_number: 0 });
    expect((await agent.next("thread_watched")).thread.live).toEqual({ state: "waiting", agent: null });
    const say = (body: string, isPrivate: boolean) =>
      agent.send({ type: "send_message", id: newId(), thread_id: threadId, body, private: isPrivate });
    say("who is that?", true);
    expect(await agent.next("message_acknowledged")).toMatchObject({ number: 2 });
    say("Good morning", false);
    expect((await visitor.next("message_added")).message).toMatchObject({
      number: 3,
      author: { type: "system" },
      notice: { kind: "agent_connected", name: "Alicia of Purple" },
    });
    expect((await visitor.next("message_added")).message).toMatchObject({ number: 4, body: "Good morning" });
    const { thread } = await visitor.next("thread_changed", ({ thread }) => thread.live?.kind === "connected");
    expect(thread.live).toEqual({ kind: "connected", agent_name: "Alicia of Purple" });
    await agent.next("thread_summary_changed", (frame) => frame.thread.live?.state === "connected");

    const again = await shop.visit();
    const other = await begin(again);
    const reply = { body: "by the API", private: false };
    expect((await shop.ask("POST", `/threads/${other}/messages`, reply)).body).toMatchObject({ number: 3 });
  });

  test("LIV4: the visitor ends it, once; then nobody writes but notes, and another one may begin", async () => {
    const shop = await openShop({ open_threads_limit: 1 });
    const visitor = await shop.visit();
    const threadId = await begin(visitor);
    visitor.send({ type: "end_thread", thread_id: threadId });
    visitor.send({ type: "end_thread", thread_id: threadId });
    expect((await visitor.next("message_added")).message).toMatchObject({
      number: 2,
      notice: { kind: "ended_by_visitor", name: null },
    });
    const ended = await visitor.next("thread_changed", ({ thread }) => thread.live?.kind === "ended");
    expect(ended.thread).toMatchObject({ state: "closed", last_number: 2 });
    const id = write(visitor, threadId, "one more thing");
    expect(await visitor.next("message_refused")).toMatchObject({ id, error: { code: "thread_ended", retry: false } });
    expect(await shop.ask("POST", `/threads/${threadId}/messages`, { body: "too late" })).toMatchObject({
      status: 409,
      body: { error: "thread_ended" },
    });
    expect(await shop.ask("POST", `/threads/${threadId}/take`)).toMatchObject({ body: { error: "thread_ended" } });
    const note = { body: "came from the campaign", private: true };
    expect((await shop.ask("POST", `/threads/${threadId}/messages`, note)).body).toMatchObject({ number: 3 });
    const next = newId();
    const first = write(visitor, next);
    expect(await visitor.next("message_acknowledged", (frame) => frame.id === first)).toMatchObject({ number: 1 });
  });

  test("LIV4: the agent ends it, and a stranger cannot", async () => {
    const shop = await openShop();
    const visitor = await shop.visit();
    const threadId = await begin(visitor);
    const stranger = await shop.visit();
    stranger.send({ type: "end_thread", thread_id: threadId });
    expect(await stranger.next("refused")).toMatchObject({ request: "end_thread", error: { code: "not_found" } });
    await shop.ask("POST", `/threads/${threadId}/take`);
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await shop.ask("POST", `/threads/${threadId}/end`)).toMatchObject({
        status: 200,
        body: { state: "closed", live: { state: "ended", agent: { name: "Alicia of Purple" } } },
      });
    }
    const page = await shop.ask("GET", `/threads/${threadId}/messages`);
    expect(page.body.records).toMatchObject([
      {},
      { notice: { kind: "agent_connected" } },
      { notice: { kind: "ended_by_agent", name: "Alicia of Purple" } },
    ]);
  });

  test("RTE12: a priority by hand moves a visitor up the queue, in places, list and service alike", async () => {
    const shop = await openShop();
    await shop.promote(1);
    const visitors = [await shop.visit(), await shop.visit(), await shop.visit()] as const;
    const threadIds = [await begin(visitors[0]), await begin(visitors[1]), await begin(visitors[2])];
    const [first, second, third] = threadIds;
    const set = (threadId: string | undefined, priority: string, index = 0) =>
      shop.ask("PUT", `/threads/${threadId}/priority`, { priority }, index);
    expect(await set(third, "urgent")).toMatchObject({ status: 200, body: { priority: "urgent" } });
    await visitors[2].next("queue_updated", isAt(1));
    await visitors[0].next("queue_updated", isAt(2));
    await visitors[1].next("queue_updated", isAt(3));
    expect(await set(first, "low", 1)).toMatchObject({ status: 200, body: { priority: "low" } });
    await visitors[1].next("queue_updated", isAt(2));
    await visitors[0].next("queue_updated", isAt(3));
    // The list is kept by a follower of its own, which may still be on its way.
    await vi.waitFor(
      async () =>
        expect((await shop.ask("GET", "/threads?folder=waiting")).body.records).toMatchObject([
          { id: third, priority: "urgent" },
          { id: second, priority: "normal" },
          { id: first, priority: "low" },
        ]),
      { timeout: 20_000 },
    );
    const served: unknown[] = [];
    for (const _ of threadIds) served.push((await shop.ask("POST", "/tasks/request_next", {})).body.thread_id);
    expect(served).toEqual([third, second, first]);
    expect(await set(first, "first")).toMatchObject({ status: 422 });
    const log = await database.query<{ object_id: string; before: object; after: object }>({
      text: `select object_id, before, after from audit_events
             where domain_id = $1 and action = 'conversation_prioritised' order by created_at`,
      values: [shop.domainId],
    });
    expect(log.rows).toEqual([
      { object_id: third, before: { priority: "normal" }, after: { priority: "urgent" } },
      { object_id: first, before: { priority: "normal" }, after: { priority: "low" } },
    ]);
  });

  test("LIV6: whoever has it gives it back, and it stands where it stood; a supervisor takes it over", async () => {
    const shop = await openShop();
    const [visitor, other] = [await shop.visit(), await shop.visit()];
    const threadId = await begin(visitor);
    await begin(other);
    await shop.ask("POST", `/threads/${threadId}/take`);
    await other.next("queue_updated", isAt(1));
    expect(await shop.ask("POST", `/threads/${threadId}/release`, undefined, 1)).toMatchObject({
      status: 409,
      body: { error: "thread_taken" },
    });
    expect(await shop.ask("POST", `/threads/${threadId}/release`)).toMatchObject({
      status: 200,
      body: { state: "open", live: { state: "waiting", agent: null } },
    });
    await other.next("queue_updated", isAt(2));
    const { message } = await visitor.next("message_added", (frame) => frame.message.number === 3);
    expect(message.notice).toEqual({ kind: "transferred", name: null });
    expect((await shop.ask("POST", `/threads/${threadId}/release`)).status).toBe(200);

    await shop.ask("POST", `/threads/${threadId}/take`);
    await shop.promote(1);
    expect(await shop.ask("POST", `/threads/${threadId}/take`, undefined, 1)).toMatchObject({ status: 200 });
    expect((await shop.ask("GET", "/threads?folder=mine", undefined, 1)).body).toMatchObject({ count: 1 });
    expect((await shop.ask("GET", "/threads?folder=mine")).body).toMatchObject({ count: 0 });
  });

  test("LIV6, RTE13: what an absent agent has goes back to the queue, and nothing of one who is here", async () => {
    const shop = await openShop();
    await database.query({
      text: `insert into channels (domain_id, channel, soft_limit, hard_limit, give_back_seconds)
             values ($1, 'realtime', 3, 5, 1)`,
      values: [shop.domainId],
    });
    // Neither of them takes anything by themselves.
    for (const index of [0, 1])
      await shop.ask("PUT", "/me/presence", { realtime: "away", asynchronous: "away" }, index);
    const [gone, here] = [await shop.agent(0), await shop.agent(1)];
    const [first, second] = [await shop.visit(), await shop.visit()];
    const [theirs, ours] = [await begin(first), await begin(second)];
    await shop.ask("POST", `/threads/${theirs}/take`, undefined, 0);
    await shop.ask("POST", `/threads/${ours}/take`, undefined, 1);
    await gone.close();
    await vi.waitFor(
      async () =>
        expect((await shop.ask("GET", `/threads/${theirs}`)).body).toMatchObject({ live: { state: "waiting" } }),
      { timeout: 40_000, interval: 200 },
    );
    expect((await shop.ask("GET", `/threads/${ours}`)).body).toMatchObject({ live: { state: "connected" } });
    const page = await shop.ask("GET", `/threads/${theirs}/messages`);
    expect(page.body.records).toMatchObject([
      {},
      {},
      { notice: { kind: "agent_disconnected", name: "Alicia of Purple" }, private: false },
      { author: { type: "system" }, private: true, body: expect.stringContaining("is not at the desk any longer") },
    ]);
    await here.close();
  }, 60_000);

  test("LIV5: whoever waits longer than the source's delay is told that nobody can answer, and the chat ends", async () => {
    const shop = await openShop({ impossible_after_seconds: 1 });
    const visitor = await shop.visit();
    const threadId = await begin(visitor);
    const { message } = await visitor.next("message_added");
    expect(message).toMatchObject({ number: 2, notice: { kind: "impossible", name: null } });
    const { thread } = await visitor.next("thread_changed", ({ thread }) => thread.last_number === 2);
    expect(thread.live).toEqual({ kind: "ended" });
    expect((await shop.ask("POST", `/threads/${threadId}/take`)).body).toMatchObject({ error: "thread_ended" });
    const { count } = (await shop.ask("GET", `/threads/${threadId}/messages`)).body;
    expect(count ?? 2).toBe(2);
  });
});
