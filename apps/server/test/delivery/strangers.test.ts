import { AgentToServer, VisitorToServer } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
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
const SECRET_WORDS = "the owner's words";

const typesOf = (union: { anyOf: readonly { properties: { type: { const: string } } }[] }) =>
  union.anyOf.map((frame) => frame.properties.type.const).filter((type) => type !== "hello" && type !== "ping");

describe.each(kinds)("strangers on the sockets, with the %s database", (kind) => {
  let database: TestDatabase;
  let application: Application;
  let domainId: string;
  let threadId: string;
  let messageId: string;
  let owner: VisitorPeer;
  let colleague: AgentPeer;
  let strangerToken: string;
  let purple: { sourceToken: string };
  let green: { sourceToken: string };

  beforeAll(async () => {
    database = await openTestDatabase(kind);
    application = await startTestApplication(database);
    const [ownTenant, strangeTenant] = [await createTenant(database, "Purple"), await createTenant(database, "Green")];
    [purple, green] = [ownTenant, strangeTenant];
    domainId = ownTenant.domainId;
    strangerToken = await createToken(application.url, strangeTenant.emails[0] ?? "");
    owner = await connectVisitor(application.url, ownTenant.sourceToken, newBrowser());
    [threadId, messageId] = [newId(), newId()];
    owner.send({
      type: "send_message",
      id: messageId,
      thread_id: threadId,
      body: SECRET_WORDS,
      origin: firstMessageOrigin,
    });
    await owner.next("message_acknowledged");
    const colleagueToken = await createToken(application.url, ownTenant.emails[0] ?? "");
    colleague = await connectAgent(application.url, colleagueToken);
    colleague.send({ type: "watch_thread", thread_id: threadId, known_number: 0 });
    await colleague.next("messages_listed");
    // What the watch itself leads to comes before anything is counted.
    await colleague.next("visitor_presence_changed", ({ presence }) => presence.online);
    // Routing offers the message to the colleague, at a time of its own: taken, it changes no more.
    const { task } = await colleague.next("task_changed", ({ task: { state } }) => state === "ringing");
    await fetch(`${application.url}/api/v1/tasks/${task.id}/accept`, {
      method: "POST",
      headers: { authorization: `Bearer ${colleagueToken}` },
    });
    await colleague.next("task_changed", ({ task: { state } }) => state === "accepted");
    // The list of threads follows at a time of its own too: what it has come to is told.
    const revision = await vi.waitFor(async () => {
      const summaries = await database.query<{ revision: number }>({
        text: `select revision from thread_summaries where thread_id = $1 and not exists (
                 select from fact_followers where name = 'desk' and position < (select max(position) from facts)
               )`,
        values: [threadId],
      });
      expect(summaries.rows).toHaveLength(1);
      return Number(summaries.rows[0]?.revision);
    });
    await colleague.next("thread_summary_changed", ({ thread }) => thread.revision >= revision);
  }, 180_000);
  afterAll(async () => {
    await application.close();
    await database.close();
  });

  /** One frame of every type, about the thread that is not the sender's. */
  const pageView = { id: newId(), url: "https://green.test/", title: "Green", started_at: new Date().toISOString() };
  const visitorFrames = (): Record<string, object> => ({
    send_message: { id: newId(), thread_id: threadId, body: "intruding", origin: firstMessageOrigin },
    set_typing: { thread_id: threadId, typing: true },
    mark_read: { thread_id: threadId, number: 1 },
    sync_thread: { thread_id: threadId, after_number: 0 },
    load_history: { thread_id: threadId, before_number: 100, limit: 50 },
    view_page: { page_view: pageView, custom_variables: {} },
    submit_email: { thread_id: threadId, email: "mallory@green.test" },
    complete_identity: { claims: { firstname: "Mallory" } },
    end_thread: { thread_id: threadId },
    renew_signed_identity: { token: "e30.e30.e30" },
  });
  const agentFrames = (): Record<string, object> => ({
    watch_thread: { thread_id: threadId, known_number: 0 },
    unwatch_thread: { thread_id: threadId },
    send_message: { id: newId(), thread_id: threadId, body: "intruding", private: false },
    set_typing: { thread_id: threadId, typing: true },
    set_viewing: { thread_id: threadId, viewing: true },
    mark_read: { thread_id: threadId, number: 1 },
    sync_thread: { thread_id: threadId, after_number: 0 },
    load_history: { thread_id: threadId, before_number: 100, limit: 50 },
  });

  test("every frame there is has its case here", () => {
    expect(Object.keys(visitorFrames()).toSorted()).toEqual(typesOf(VisitorToServer).toSorted());
    expect(Object.keys(agentFrames()).toSorted()).toEqual(typesOf(AgentToServer).toSorted());
  });

  /** Sends every frame, waits until all are handled, and looks at what came back and at what the owners saw. */
  async function intrude(
    stranger: VisitorPeer | AgentPeer,
    frames: Record<string, object>,
    leastRefusals: number,
  ): Promise<void> {
    const ownersSawBefore = [owner.frames.length, colleague.frames.length];
    for (const [type, fields] of Object.entries(frames)) stranger.sendText(JSON.stringify({ type, ...fields }));
    stranger.sendText('{"type":"ping"}');
    await (stranger as VisitorPeer).next("pong");
    const answered = JSON.stringify(stranger.frames);
    expect(answered).not.toContain(SECRET_WORDS);
    expect(answered).not.toContain(messageId);
    const refused = stranger.frames.flatMap((frame) =>
      frame.type === "refused" || frame.type === "message_refused" ? [frame.error.code] : [],
    );
    expect(
      refused.filter((code) => !["not_found", "token_malformed", "token_algorithm_refused"].includes(code)),
    ).toEqual([]);
    expect(refused.length).toBeGreaterThanOrEqual(leastRefusals);
    // The owners can only have heard of it before an answer to what they ask now.
    for (const peer of [owner, colleague]) {
      peer.sendText('{"type":"ping"}');
      await (peer as VisitorPeer).next("pong");
    }
    const ownersSaw = [owner.frames.slice(ownersSawBefore[0]), colleague.frames.slice(ownersSawBefore[1])].flat();
    expect(ownersSaw.filter((frame) => frame.type !== "pong")).toEqual([]);
    const stored = await database.query<{
      last_number: number;
      agent_read_number: number;
      visitor_read_number: number;
    }>({
      text: "select last_number, agent_read_number, visitor_read_number from threads where domain_id = $1 and id = $2",
      values: [domainId, threadId],
    });
    expect(stored.rows).toEqual([{ last_number: 1, agent_read_number: 0, visitor_read_number: 1 }]);
    await stranger.close();
  }

  test("another visitor of the same source gets nothing and changes nothing", async () => {
    await intrude(await connectVisitor(application.url, purple.sourceToken, newBrowser()), visitorFrames(), 4);
  });

  test("an agent of another domain gets nothing and changes nothing", async () => {
    await intrude(await connectAgent(application.url, strangerToken), agentFrames(), 5);
  });

  test("a visitor of another domain who begins a thread under the same id has a thread of its own", async () => {
    await intrude(await connectVisitor(application.url, green.sourceToken, newBrowser()), visitorFrames(), 0);
  });

  test("an identity of one community is nobody in another", async () => {
    const browser = newBrowser();
    const first = await connectVisitor(application.url, purple.sourceToken, browser);
    await first.close();
    const other = await connectVisitor(application.url, green.sourceToken, browser);
    expect(other.welcomed.threads).toEqual([]);
    await other.close();
  });

  test("a token that ends closes what was opened with it, with 4003, and opens nothing more", async () => {
    const headers = { authorization: `Bearer ${strangerToken}` };
    const agent = await connectAgent(application.url, strangerToken);
    const ended = await fetch(`${application.url}/api/v1/tokens/current`, { method: "DELETE", headers });
    expect(ended.status).toBe(204);
    expect(await agent.closed).toBe(4003);
    await expect(connectAgent(application.url, strangerToken)).rejects.toThrow("4003");
  });

  test("a socket of an unknown source is closed with 4004, and any other address is not found", async () => {
    await expect(connectVisitor(application.url, "no-such-source", newBrowser())).rejects.toThrow("4004");
    const { WebSocket } = await import("ws");
    const socket = new WebSocket(`${application.url.replace("http", "ws")}/elsewhere`);
    const status = await new Promise((resolve) =>
      socket.on("unexpected-response", (_, answer) => resolve(answer.statusCode)),
    );
    expect(status).toBe(404);
  });
});
