import { PROTOCOL_VERSION, type ServerToAgent, type Source, type ThreadListAnswer } from "@beckon/protocol";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { newId } from "../../src/platform/identifiers.ts";
import { availableDatabaseKinds } from "../database.ts";
import { startWorld, type Tenant, type World } from "../http/world.ts";
import { type AgentPeer, connectPeer } from "./peer.ts";
import { connectAgent, connectVisitor, firstMessageOrigin, newBrowser } from "./world.ts";

type Change = Extract<ServerToAgent, { type: "desk_changed" }>["changes"][number];

const { kinds } = await availableDatabaseKinds();
const [kind] = kinds;
if (kind === undefined) throw new Error("There is no database to test with.");

/** More than come singly while the server is busy with the first. */
const THREADS = 40;

describe("MSG29: desks that gather", () => {
  let world: World;
  let tenant: Tenant;
  let url: string;
  let secret: Source;

  beforeAll(async () => {
    world = await startWorld(kind);
    tenant = await world.createTenant("purple");
    url = `http://127.0.0.1:${world.application.port}`;
    const body = { label: "Secret shop", mode: "messaging" };
    const token = tenant.tokens.administrator;
    secret = (await world.ask<Source>("/api/v1/sources", { method: "POST", token, body })).body;
  }, 180_000);
  afterAll(() => world.close());

  async function gather(token: string, inflates = false): Promise<AgentPeer> {
    const peer: AgentPeer = await connectPeer(`${url.replace("http", "ws")}/api/v1/socket`);
    peer.send({ type: "hello", version: PROTOCOL_VERSION, token, gathers: true, inflates });
    await peer.next("welcomed");
    return peer;
  }

  /** Threads of one visitor each, all at once; their ids. */
  async function beginThreads(sourceToken: string, count: number): Promise<string[]> {
    const visitors = await Promise.all(
      Array.from({ length: count }, () => connectVisitor(url, sourceToken, newBrowser())),
    );
    const threadIds = visitors.map((visitor) => {
      const threadId = newId();
      visitor.send({
        type: "send_message",
        id: newId(),
        thread_id: threadId,
        body: "Hello",
        origin: firstMessageOrigin,
      });
      return threadId;
    });
    await Promise.all(visitors.map((visitor) => visitor.next("message_acknowledged")));
    await Promise.all(visitors.map((visitor) => visitor.close()));
    return threadIds;
  }

  const changesOf = (peer: AgentPeer): Change[] =>
    peer.frames.flatMap((frame) => (frame.type === "desk_changed" ? frame.changes : []));
  const threadsIn = (changes: readonly Change[]): Set<string> =>
    new Set(changes.flatMap((change) => (change.type === "thread_summary_changed" ? [change.thread.id] : [])));

  test("hear of every thread in fewer frames than there are changes, others of each by itself", async () => {
    const [gathering, inflating, single] = await Promise.all([
      gather(tenant.tokens.supervisor),
      gather(tenant.tokens.supervisor, true),
      connectAgent(url, tenant.tokens.supervisor),
    ]);
    const threadIds = await beginThreads(tenant.source.token, THREADS);
    await vi.waitFor(() => expect(threadsIn(changesOf(gathering))).toEqual(new Set(threadIds)), 10_000);
    expect(gathering.frames.some(({ type }) => type === "thread_summary_changed")).toBe(false);
    expect(gathering.frames.filter(({ type }) => type === "desk_changed").length).toBeLessThan(THREADS);
    await vi.waitFor(() => expect(changesOf(inflating)).toEqual(changesOf(gathering)), 10_000);
    expect(inflating.compressedCount()).toBeGreaterThan(0);
    expect(gathering.compressedCount() + single.compressedCount()).toBe(0);
    expect(single.frames.some(({ type }) => type === "desk_changed")).toBe(false);
    const told = single.frames.flatMap((frame) => (frame.type === "thread_summary_changed" ? [frame.thread.id] : []));
    expect(new Set(told)).toEqual(new Set(threadIds));
    await Promise.all([gathering.close(), inflating.close(), single.close()]);
  });

  test("hear of a task that rings at their agent by itself", async () => {
    const [agent, supervisor] = await Promise.all([gather(tenant.tokens.agent), gather(tenant.tokens.supervisor)]);
    await world.ask("/api/v1/me/presence", {
      method: "PUT",
      token: tenant.tokens.agent,
      body: { asynchronous: "available", realtime: "away" },
    });
    const [threadId] = await beginThreads(tenant.source.token, 1);
    const { task } = await agent.next("task_changed", (frame) => frame.task.state === "ringing");
    expect(supervisor.frames.some(({ type }) => type === "task_changed")).toBe(false);
    await vi.waitFor(() => {
      const told = changesOf(supervisor).filter((change) => change.type === "task_changed");
      expect(told.map((change) => change.task.thread_id)).toContain(threadId);
      expect(told.map((change) => change.task.id)).toContain(task.id);
    }, 10_000);
    await Promise.all([agent.close(), supervisor.close()]);
  });

  test("hear of the sources that they may read, and of nothing else", async () => {
    const token = tenant.tokens.administrator;
    const role = await world.ask<{ id: string }>("/api/v1/roles", {
      method: "POST",
      token,
      body: { label: "Reader", permissions: [], sources: [{ source_id: tenant.source.id, permissions: ["read"] }] },
    });
    const users = await world.ask<{ records: { id: string; email: string }[] }>("/api/v1/users", { token });
    const agent = users.body.records.find(({ email }) => email === tenant.emails.agent);
    const given = { method: "PUT", token, body: { role_ids: [role.body.id] } };
    expect(await world.ask(`/api/v1/users/${agent?.id}/roles`, given)).toMatchObject({ status: 200 });
    const [reader, supervisor] = await Promise.all([gather(tenant.tokens.agent), gather(tenant.tokens.supervisor)]);
    const [open, hidden] = await Promise.all([beginThreads(tenant.source.token, 3), beginThreads(secret.token, 3)]);
    await vi.waitFor(() => {
      expect(threadsIn(changesOf(supervisor))).toEqual(new Set([...open, ...hidden]));
      expect(threadsIn(changesOf(reader))).toEqual(new Set(open));
    }, 10_000);
    await Promise.all([reader.close(), supervisor.close()]);
  });

  test("MSG30: are told of what happens after the moment that their welcome names, which lists name too", async () => {
    const token = tenant.tokens.supervisor;
    const list = async () => (await world.ask<ThreadListAnswer>("/api/v1/threads?limit=150", { token })).body;
    const before = await list();
    const [threadId = ""] = await beginThreads(tenant.source.token, 1);
    await vi.waitFor(async () => expect((await list()).records.map(({ id }) => id)).toContain(threadId), 10_000);
    const after = await list();
    const peer = await gather(token);
    const welcome = peer.frames.find((frame) => frame.type === "welcomed");
    expect(before.as_of.position).toBeLessThan(after.as_of.position);
    expect(welcome?.as_of.position).toBeGreaterThanOrEqual(after.as_of.position);
    expect(welcome?.as_of.sources).toEqual(after.as_of.sources);
    expect(threadsIn(changesOf(peer))).toEqual(new Set());
    await peer.close();
  });
});
