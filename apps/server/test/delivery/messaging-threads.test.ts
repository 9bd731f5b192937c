import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Application } from "../../src/application.ts";
import { createHints } from "../../src/delivery/hints.ts";
import { createSilenceJob } from "../../src/features/threads/index.ts";
import { openBus } from "../../src/platform/bus/index.ts";
import { inTransaction } from "../../src/platform/database/index.ts";
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
  silent,
  startTestApplication,
} from "./world.ts";

const { kinds } = await availableDatabaseKinds();
const HOUR_MS = 3_600_000;

describe.each(kinds)("conversations of messaging with the %s database", (kind) => {
  let database: TestDatabase;
  let application: Application;
  let tenant: Awaited<ReturnType<typeof createTenant>>;
  let agentToken: string;

  beforeAll(async () => {
    database = await openTestDatabase(kind);
    application = await startTestApplication(database);
    tenant = await createTenant(database, "Purple");
    agentToken = await createToken(application.url, tenant.emails[0] ?? "");
    await set({ welcome_message: "Welcome to Purple." });
  }, 180_000);
  afterAll(async () => {
    await application.close();
    await database.close();
  });

  const visit = (browser = newBrowser()) => connectVisitor(application.url, tenant.sourceToken, browser);

  async function set(settings: object): Promise<void> {
    await database.query({
      text: "update sources set settings = settings || $3::jsonb where domain_id = $1 and id = $2",
      values: [tenant.domainId, tenant.sourceId, JSON.stringify(settings)],
    });
  }

  function write(visitor: VisitorPeer, threadId: string, origin: object = firstMessageOrigin): string {
    const id = newId();
    visitor.sendText(
      JSON.stringify({ type: "send_message", id, thread_id: threadId, body: `words in ${threadId}`, origin }),
    );
    return id;
  }

  async function begin(visitor: VisitorPeer, origin: object = firstMessageOrigin): Promise<string> {
    const threadId = newId();
    const id = write(visitor, threadId, origin);
    await visitor.next("message_acknowledged", (frame) => frame.id === id);
    return threadId;
  }

  const ask = (path: string, method = "POST") =>
    fetch(`${application.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${agentToken}` } });

  test("MSG20: what the visitor saw first is the thread's first message, once, for everybody", async () => {
    const browser = newBrowser();
    const [visitor, other] = [await visit(browser), await visit(browser)];
    const threadId = newId();
    const id = write(visitor, threadId, { ...firstMessageOrigin, opening: "welcome" });
    const { message } = await visitor.next("message_added");
    expect(message).toMatchObject({ number: 1, body: "Welcome to Purple.", automated: true, author: { type: "bot" } });
    expect(await visitor.next("message_acknowledged")).toMatchObject({ id, number: 2 });
    expect((await other.next("thread_changed")).thread.last_message?.id).toBe(message.id);
    expect((await other.next("message_added")).message).toMatchObject({ id, number: 2 });
    visitor.send({ type: "load_history", thread_id: threadId, before_number: 3, limit: 10 });
    expect((await visitor.next("messages_listed")).messages.map(({ number }) => number)).toEqual([1, 2]);
    await Promise.all([visitor.close(), other.close()]);
  });

  test("MSG20: nobody but the source and its triggers can put words into the company's mouth", async () => {
    const visitor = await visit();
    const threadId = newId();
    write(visitor, threadId, { ...firstMessageOrigin, opening: "automatic", body: "Free dresses" });
    expect(await visitor.next("message_acknowledged")).toMatchObject({ number: 1 });
    write(visitor, newId(), { ...firstMessageOrigin, opening: "Free dresses" });
    expect((await visitor.next("message_refused")).error.code).toBe("frame_invalid");
    await visitor.close();
  });

  test("MSG21: one conversation too many is refused; a locked or closed one makes room", async () => {
    const visitor = await visit();
    const threadIds = [await begin(visitor), await begin(visitor), await begin(visitor)];
    const fourth = newId();
    const id = write(visitor, fourth);
    expect(await visitor.next("message_refused")).toMatchObject({ id, error: { code: "threads_limit_reached" } });
    await ask(`/threads/${threadIds[0]}/lock`);
    write(visitor, fourth);
    expect(await visitor.next("message_acknowledged", (frame) => frame.thread_id === fourth)).toMatchObject({
      number: 1,
    });
    await visitor.close();
  });

  test("MSG21: two connections that begin conversations at once do not get past the limit", async () => {
    const browser = newBrowser();
    const peers = [await visit(browser), await visit(browser)];
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        const peer = peers[index % 2] as VisitorPeer;
        const id = write(peer, newId());
        return Promise.race([
          peer.next("message_acknowledged", (frame) => frame.id === id).then(() => "added"),
          peer.next("message_refused", (frame) => frame.id === id).then(() => "refused"),
        ]);
      }),
    );
    expect(outcomes.toSorted()).toEqual(["added", "added", "added", "refused", "refused", "refused"]);
    for (const peer of peers) peer.cut();
  });

  test("MSG22: a lock shows at once in the visitor's windows and holds; unlocking ends it", async () => {
    const visitor = await visit();
    const agent = await connectAgent(application.url, agentToken);
    const threadId = await begin(visitor);
    const answer = await ask(`/threads/${threadId}/lock`);
    expect(await answer.json()).toMatchObject({ id: threadId, locked: true });
    await visitor.next("thread_changed", ({ thread }) => thread.id === threadId && thread.locked);
    await agent.next("thread_summary_changed", ({ thread }) => thread.id === threadId && thread.locked);
    write(visitor, threadId);
    expect((await visitor.next("message_refused")).error.code).toBe("thread_locked");
    // Whoever missed the hint hears of it by the refusal.
    await visitor.next("thread_changed", ({ thread }) => thread.locked);
    agent.send({ type: "send_message", id: newId(), thread_id: threadId, body: "Goodbye.", private: false });
    await agent.next("message_acknowledged");
    await ask(`/threads/${threadId}/unlock`);
    await visitor.next("thread_changed", ({ thread }) => !thread.locked);
    write(visitor, threadId);
    await visitor.next("message_acknowledged", (frame) => frame.number === 3);
    await Promise.all([visitor.close(), agent.close()]);
  });

  test("MSG23: asks for an address after the first message of a conversation, once in two hours, and keeps it", async () => {
    const browser = newBrowser();
    const visitor = await visit(browser);
    const threadId = await begin(visitor);
    await visitor.next("thread_changed", ({ thread }) => thread.email_request === "open");
    const second = await begin(visitor);
    expect(
      (await visitor.next("thread_changed", ({ thread }) => thread.id === second)).thread.email_request,
    ).toBeNull();
    visitor.send({ type: "submit_email", thread_id: second, email: "camille@example.com" });
    expect((await visitor.next("refused")).error.code).toBe("not_found");
    visitor.send({ type: "submit_email", thread_id: threadId, email: "camille@" });
    expect(await visitor.next("refused")).toMatchObject({
      request: "submit_email",
      thread_id: threadId,
      error: { code: "email_incorrect" },
    });
    visitor.send({ type: "submit_email", thread_id: threadId, email: " camille@example.com " });
    await visitor.next("thread_changed", ({ thread }) => thread.email_request === "submitted");
    expect(await (await ask(`/threads/${threadId}`, "GET")).json()).toMatchObject({
      identity: { email: "camille@example.com" },
    });
    await visitor.close();
    const again = await visit(browser);
    expect(again.welcomed.threads.find(({ id }) => id === threadId)?.email_request).toBe("submitted");
    await again.close();
  });

  test("MSG23: whose address is known, or becomes known, is not asked", async () => {
    const visitor = await visit();
    const threadId = await begin(visitor);
    await visitor.next("thread_changed", ({ thread }) => thread.email_request === "open");
    visitor.send({ type: "complete_identity", claims: { email: "camille@example.com" } });
    await visitor.next("thread_changed", ({ thread }) => thread.id === threadId && thread.email_request === null);
    await visitor.close();
    const known = await visit();
    known.send({ type: "complete_identity", claims: { email: "bruno@example.com" } });
    const other = await begin(known);
    expect((await known.next("thread_changed", ({ thread }) => thread.id === other)).thread.email_request).toBeNull();
    await known.close();
  });

  test("MSG24: a silent conversation closes by itself, and the next message opens it again", async () => {
    const bus = await openBus({ redisUrl: undefined, namespace: "test", logger: silent });
    const planned: Date[] = [];
    const jobs = { schedule: async (_: unknown, job: { at: Date }) => void planned.push(job.at) };
    let looks = 0;
    async function closeAfter(hours: number): Promise<void> {
      looks += 1;
      const close = createSilenceJob(jobs, createHints(bus), { nowMs: () => Date.now() + hours * HOUR_MS });
      const afterCommit = await inTransaction(database, (transaction) => close(transaction, { key: "all", data: {} }));
      afterCommit?.();
    }
    const agent = await connectAgent(application.url, agentToken);
    const visitor = await visit();
    const threadId = await begin(visitor);
    await agent.next("thread_summary_changed", ({ thread }) => thread.id === threadId && thread.last_message !== null);
    const stateNow = async () => {
      const body = (await (await ask(`/threads/${threadId}`, "GET")).json()) as { state: string };
      return body.state;
    };
    // A thread at which somebody works in that very moment is left for the next look.
    const closesAfter = (hours: number) =>
      vi.waitFor(async () => {
        await closeAfter(hours);
        expect(await stateNow()).toBe("closed");
      });
    await set({ thread_inclusion_hours: 120 });
    await closeAfter(119);
    expect(await stateNow()).toBe("open");
    await closesAfter(121);
    write(visitor, threadId);
    await visitor.next("message_acknowledged", (frame) => frame.number === 2);
    await visitor.next("thread_changed", ({ thread }) => thread.id === threadId && thread.state === "open");
    expect(await stateNow()).toBe("open");
    await set({ thread_inclusion_hours: 24 });
    await agent.next(
      "thread_summary_changed",
      ({ thread }) => thread.id === threadId && thread.last_message?.number === 2,
    );
    await closeAfter(95);
    expect(await stateNow()).toBe("open");
    await closesAfter(97);
    expect(planned).toHaveLength(looks);
    await Promise.all([visitor.close(), agent.close(), bus.close()]);
  });

  test("OUT1, OUT2, OUT3: an agent begins a conversation, which the visitor finds unread, at once or on coming back", async () => {
    const browser = newBrowser();
    const visitor = await visit(browser);
    await begin(visitor);
    const initiate = (body: object) =>
      fetch(`${application.url}/api/v1/threads`, {
        method: "POST",
        headers: { authorization: `Bearer ${agentToken}`, "content-type": "application/json" },
        body: JSON.stringify({ source_id: tenant.sourceId, identity_id: browser.identity.id, ...body }),
      });
    const answer = await initiate({ body: "Your parcel is here." });
    expect(answer.status).toBe(201);
    const thread = (await answer.json()) as { id: string };
    const { thread: told } = await visitor.next("thread_changed", (frame) => frame.thread.id === thread.id);
    expect(told).toMatchObject({ last_number: 1, visitor_read_number: 0 });
    await visitor.close();
    const back = await visit(browser);
    expect(back.welcomed.threads.find(({ id }) => id === thread.id)).toMatchObject({
      last_number: 1,
      visitor_read_number: 0,
      last_message: { body: "Your parcel is here.", author: { type: "agent", name: "Alicia of Purple" } },
    });
    await back.close();
    const again = { id: newId(), body: "And the second one." };
    const begun = await Promise.all([initiate(again), initiate(again), initiate(again)]);
    const threads = await Promise.all(begun.map(async (each) => ((await each.json()) as { id: string }).id));
    expect(begun.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(threads).size).toBe(1);
    const elsewhere = newBrowser();
    await (await visit(elsewhere)).close();
    expect((await initiate({ ...again, identity_id: elsewhere.identity.id })).status).toBe(409);
    expect((await initiate({ body: " " })).status).toBe(422);
    expect((await initiate({ body: "x", identity_id: newId() })).status).toBe(422);
    expect((await initiate({ body: "x", source_id: newId() })).status).toBe(404);
  });
});
