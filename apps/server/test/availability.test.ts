import { type AgentPresence, PROTOCOL_VERSION, type Source, type Trigger } from "@beckon/protocol";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createHints } from "../src/delivery/hints.ts";
import { createAccounts } from "../src/features/accounts/index.ts";
import { countSlots, probabilityByThreshold } from "../src/features/availability/availability.decisions.ts";
import { createCapacities } from "../src/features/capacities/index.ts";
import { type Presence, startPresence } from "../src/features/presence/index.ts";
import { createRoster, FIRST_CHOICE } from "../src/features/presence/roster.ts";
import { systemClock } from "../src/platform/clock.ts";
import { newId, newSecret } from "../src/platform/identifiers.ts";
import { availableBusKinds, openTestBuses } from "./bus.ts";
import { availableDatabaseKinds } from "./database.ts";
import { type AgentPeer, connectPeer, type VisitorPeer } from "./delivery/peer.ts";
import { startWorld, type Tenant, type World } from "./http/world.ts";

const { kinds } = await availableDatabaseKinds();
const buses = (await availableBusKinds()).kinds;
const OPEN = { show_chat: "open", item_ids: [], automatic_message_id: null, hide_items: false };

describe.each(kinds)("availability on %s", (kind) => {
  let world: World;
  let tenant: Tenant;
  let source: Source;
  let agents: AgentPeer[] = [];
  let offsetMs = 0;

  beforeAll(async () => {
    world = await startWorld(kind, { clock: { nowMs: () => Date.now() + offsetMs } });
    tenant = await world.createTenant("purple");
  });
  beforeEach(async () => {
    const draft = { label: "Live", mode: "live_chat", queuing_factor: 0, offer_policy: { kind: "threshold" } };
    source = (await administer<Source>("POST", "/sources", draft)).body;
  });
  afterEach(async () => {
    await Promise.all(agents.map((agent) => agent.close()));
    agents = [];
    await choose({ realtime: "available", asynchronous: "available" });
    await expectConnected(false);
    offsetMs = 0;
  });
  afterAll(() => world.close());

  const administer = <Body>(method: string, path: string, body: object) =>
    world.ask<Body>(`/api/v1${path}`, {
      method,
      token: tenant.tokens.administrator,
      ...(method === "GET" ? {} : { body }),
    });
  const choose = (body: object, token = tenant.tokens.agent) =>
    world.ask<AgentPresence>("/api/v1/me/presence", { method: "PUT", token, body });
  const probability = async (query = "", token = source.token) => {
    const answer = await world.ask<{ probability: number }>(`/chat/${token}/availability${query}`);
    expect(answer.status).toBe(200);
    return answer.body.probability;
  };
  const listPresences = async () =>
    (await world.ask<{ records: AgentPresence[] }>("/api/v1/presence", { token: tenant.tokens.agent })).body.records;
  const expectConnected = (connected: boolean) =>
    vi.waitFor(async () => expect((await listPresences()).some((each) => each.connected)).toBe(connected), {
      timeout: 10_000,
    });

  /** After a jump of the clock, by which what rang was missed: the agent whom that made away comes back. */
  const expectFree = () =>
    vi.waitFor(
      async () => {
        await choose({ realtime: "available", asynchronous: "available" });
        expect(await probability()).toBe(1);
      },
      { timeout: 10_000 },
    );

  /** Connected to the desk, and counted. */
  async function connect(token = tenant.tokens.agent): Promise<AgentPeer> {
    const peer: AgentPeer = await connectPeer(`${world.application.url.replace("http", "ws")}/api/v1/socket`);
    agents.push(peer);
    peer.send({ type: "hello", version: PROTOCOL_VERSION, token });
    await peer.next("welcomed");
    await expectConnected(true);
    return peer;
  }

  /** A visitor who has opened the window. */
  async function openWindow(): Promise<VisitorPeer> {
    const peer: VisitorPeer = await connectPeer(
      `${world.application.url.replace("http", "ws")}/chat/${source.token}/socket`,
    );
    peer.send({
      type: "hello",
      version: PROTOCOL_VERSION,
      identity: { id: newId(), secret: newSecret() },
      known: [],
    });
    await peer.next("welcomed");
    return peer;
  }

  /** A visitor who has written a message. */
  async function converse(): Promise<VisitorPeer & { threadId: string }> {
    const peer = await openWindow();
    const origin = { trigger_id: null, language: "en", identity_initiated: false };
    const threadId = newId();
    peer.send({ type: "send_message", id: newId(), thread_id: threadId, body: "Hello", origin });
    await peer.next("message_acknowledged");
    return Object.assign(peer, { threadId });
  }

  it("is for any website, never kept, and says nothing but a probability", async () => {
    const answer = await world.ask(`/chat/${source.token}/availability`);
    expect(answer.body).toEqual({ probability: 0 });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "access-control-allow-origin": "*",
      "cache-control": "no-store",
      "content-type": "application/json; charset=utf-8",
    });
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  it("is 1 while an agent is connected to the desk, and 0 as soon as none is", async () => {
    expect(await probability()).toBe(0);
    const agent = await connect();
    expect(await probability()).toBe(1);
    await agent.close();
    await expectConnected(false);
    expect(await probability()).toBe(0);
  });

  it("follows what the agent chooses in the very next answer, and keeps it over connections", async () => {
    const agent = await connect();
    expect((await choose({ realtime: "away" })).body).toMatchObject({
      connected: true,
      realtime: "away",
      asynchronous: "available",
    });
    expect(await probability()).toBe(0);
    await choose({ realtime: "available" });
    expect(await probability()).toBe(1);
    await choose({ realtime: "away" });
    await agent.close();
    await expectConnected(false);
    await connect();
    expect(await probability()).toBe(0);
  });

  it("counts an agent with two connections once, until the second one ends", async () => {
    const [first] = [await connect(), await connect()];
    await first?.close();
    expect(await probability()).toBe(1);
    expect((await listPresences()).filter(({ connected }) => connected)).toHaveLength(1);
  });

  it("asks the agents of the source's own channel", async () => {
    const draft = { label: "M", mode: "messaging", offer_policy: { kind: "threshold" } };
    const messaging = (await administer<Source>("POST", "/sources", draft)).body;
    await connect();
    await choose({ asynchronous: "away" });
    expect(await probability("", messaging.token)).toBe(0);
    expect(await probability()).toBe(1);
  });

  it("is 0 for what is unknown, and never an error", async () => {
    await connect();
    expect(await probability("", "nobody-has-this")).toBe(0);
    expect(await probability("", "a.b%00")).toBe(0);
    expect(await probability(`?trigger=${newId()}`)).toBe(0);
    expect(await probability("?trigger=%27%20or%201=1")).toBe(0);
    for (const state of ["inactive", "maintenance"]) {
      await administer("PATCH", `/sources/${source.id}`, { state });
      expect(await probability()).toBe(0);
    }
    await administer("PATCH", `/sources/${source.id}`, { state: "active" });
    expect(await probability()).toBe(1);
  });

  it("takes conversations off the slots at once, gives them back when they end, and lets triggers queue more", async () => {
    const draft = { source_id: source.id, label: "queues", actions: OPEN, queuing_factor: 1 };
    const trigger = (await administer<Trigger>("POST", "/triggers", draft)).body;
    await connect();
    expect(await probability()).toBe(1);
    const visitors = [await converse(), await converse()];
    expect(await probability()).toBe(1);
    visitors.push(await converse());
    await vi.waitFor(async () => expect(await probability()).toBe(0), { timeout: 10_000 });
    expect(await probability(`?trigger=${trigger.id}`)).toBe(1);
    await administer("PATCH", `/triggers/${trigger.id}`, { queuing_factor: null });
    expect(await probability(`?trigger=${trigger.id}`)).toBe(0);
    await administer("PATCH", `/sources/${source.id}`, { queuing_factor: 0.25 });
    expect(await probability(`?trigger=${trigger.id}`)).toBe(1);
    await administer("PATCH", `/sources/${source.id}`, { queuing_factor: 0 });
    expect(await probability()).toBe(0);
    offsetMs = 15 * 60_000;
    expect(await probability()).toBe(0);
    offsetMs = 0;
    visitors[0]?.send({ type: "end_thread", thread_id: visitors[0].threadId });
    await expectFree();
    await Promise.all(visitors.map((visitor) => visitor.close()));
  });

  it("gives the slots of messaging back when visitors fall silent", async () => {
    const draft = { label: "M", mode: "messaging", queuing_factor: 0, offer_policy: { kind: "threshold" } };
    source = (await administer<Source>("POST", "/sources", draft)).body;
    await connect();
    const visitors = [await converse(), await converse(), await converse()];
    await vi.waitFor(async () => expect(await probability()).toBe(0), { timeout: 10_000 });
    offsetMs = 15 * 60_000;
    await expectFree();
    await Promise.all(visitors.map((visitor) => visitor.close()));
  });

  it("PRS2: goes by the channel's soft limit, and by an agent's own, in the very next answer", async () => {
    await connect();
    const visitor = await converse();
    await vi.waitFor(async () => expect(await probability()).toBe(1), { timeout: 10_000 });
    const agentId = (await world.ask<{ id: string }>("/api/v1/me", { token: tenant.tokens.agent })).body.id;
    expect((await administer("PATCH", "/channels/realtime", { soft_limit: 1 })).body).toEqual({
      channel: "realtime",
      soft_limit: 1,
      hard_limit: 5,
      task_timeout_seconds: 600,
      give_back_seconds: 120,
    });
    await vi.waitFor(async () => expect(await probability()).toBe(0), { timeout: 10_000 });
    const own = { realtime: { soft_limit: 2, hard_limit: 2 } };
    expect((await administer("PUT", `/capacities/${agentId}`, own)).body).toEqual({
      user_id: agentId,
      ...own,
      asynchronous: null,
    });
    expect(await probability()).toBe(1);
    expect((await administer("GET", "/capacities", {})).body).toMatchObject({ count: 1 });
    const refused = await administer("PATCH", "/channels/realtime", { soft_limit: 6 });
    expect(refused).toMatchObject({ status: 422, body: { field: "hard_limit" } });
    await administer("PUT", `/capacities/${agentId}`, { realtime: null });
    await administer("PATCH", "/channels/realtime", { soft_limit: 3 });
    visitor.send({ type: "end_thread", thread_id: visitor.threadId });
    await visitor.close();
  });

  it("PRS3: how busy an agent is follows from the live chats that they have", async () => {
    const visitor = await converse();
    const load = async () =>
      (await world.ask<AgentPresence>("/api/v1/me/presence", { token: tenant.tokens.agent })).body.load;
    expect(await load()).toEqual({ count: 0, busyness: "unoccupied", soft_limit: 3, hard_limit: 5 });
    const take = { method: "POST", token: tenant.tokens.agent };
    expect((await world.ask(`/api/v1/threads/${visitor.threadId}/take`, take)).status).toBe(200);
    expect(await load()).toMatchObject({ count: 1, busyness: "ok" });
    visitor.send({ type: "end_thread", thread_id: visitor.threadId });
    await vi.waitFor(async () => expect(await load()).toMatchObject({ count: 0 }), { timeout: 10_000 });
    await visitor.close();
  });

  it("PRS4: names reasons to be away, which end with being available", async () => {
    const colleague = await connect(tenant.tokens.supervisor);
    const agent = await connect();
    const made = await administer<{ id: string }>("POST", "/presence_statuses", { label: "Lunch" });
    const status = { id: made.body.id, label: "Lunch" };
    expect((await administer("POST", "/presence_statuses", { label: "LUNCH" })).body).toMatchObject({
      error: "already_exists",
    });
    expect((await choose({ status_id: status.id })).body).toMatchObject({
      realtime: "away",
      asynchronous: "away",
      status,
      idle: false,
    });
    await colleague.next("presence_changed");
    expect((await choose({ asynchronous: "available" })).body).toMatchObject({
      realtime: "away",
      asynchronous: "available",
      status: null,
    });
    expect(await choose({ status_id: newId() })).toMatchObject({ status: 422, body: { field: "status_id" } });
    await choose({ status_id: status.id });
    const path = `/presence_statuses/${status.id}`;
    expect((await administer("PATCH", path, { label: "Break" })).body).toMatchObject({ label: "Break" });
    await world.ask(`/api/v1${path}`, { method: "DELETE", token: tenant.tokens.administrator });
    expect((await choose({})).body).toMatchObject({ realtime: "away", status: null });
    await Promise.all([agent.close(), colleague.close()]);
  });

  it("PRS5: an idle desk makes away, and one click brings back what was chosen", async () => {
    await connect();
    await choose({ asynchronous: "away" });
    expect((await choose({ idle: true })).body).toMatchObject({ realtime: "away", asynchronous: "away", idle: true });
    expect(await probability()).toBe(0);
    expect((await choose({ idle: false })).body).toMatchObject({
      realtime: "available",
      asynchronous: "away",
      idle: false,
    });
    expect(await probability()).toBe(1);
  });

  it("paces offers: whoever was offered the chat takes a part of a slot, an open window half of one, until they answer", async () => {
    const draft = { label: "Paced", mode: "live_chat", queuing_factor: 0 };
    source = (await administer<Source>("POST", "/sources", draft)).body;
    expect(source.offer_policy).toEqual({ kind: "paced", caution: 0.7 });
    expect(await probability()).toBe(0);
    await connect();
    let offered = 0;
    for (let asked = 0; asked < 100; asked += 1) offered += await probability();
    expect(offered).toBeGreaterThan(5);
    expect(offered).toBeLessThan(40);
    expect(await probability()).toBe(0);
    // Who has not opened by then will not, and the slots are there again.
    offsetMs += 10 * 60_000;
    expect(await probability()).toBe(1);
    const windows = [await openWindow(), await openWindow(), await openWindow(), await openWindow()];
    expect(await probability()).toBe(0);
    await Promise.all(windows.map((window) => window.close()));
    await vi.waitFor(async () => expect(await probability()).toBeGreaterThan(0), { timeout: 10_000 });
    const full = { offer_policy: { kind: "paced", caution: 1.5 } };
    expect(await administer("PATCH", `/sources/${source.id}`, full)).toMatchObject({ status: 422 });
  });

  it("lists the domain's users alone, with what they have chosen", async () => {
    const records = await listPresences();
    expect(records.map(({ user }) => user.name).toSorted()).toEqual([
      "purple administrator",
      "purple agent",
      "purple supervisor",
    ]);
    expect(await choose({ realtime: "busy" })).toMatchObject({ status: 422, body: { field: "realtime" } });
    expect((await world.ask("/api/v1/presence")).status).toBe(401);
  });
});

describe.each(buses)("presence of several nodes over the %s bus", (busKind) => {
  let world: World;
  let nodes: Presence[];
  let buses: Awaited<ReturnType<typeof openTestBuses>>;
  let domainId: string;
  let userId: string;

  beforeAll(async () => {
    world = await startWorld(kinds.at(-1) ?? "embedded");
    const tenant = await world.createTenant(`nodes-${busKind}`);
    domainId = tenant.domainId;
    userId = (await world.ask<{ id: string }>("/api/v1/me", { token: tenant.tokens.agent })).body.id;
    buses = await openTestBuses(busKind, 3);
    nodes = await Promise.all(buses.slice(0, 2).map(startNode));
  });
  afterAll(async () => {
    for (const node of nodes) node.stop();
    await Promise.all(buses.map((bus) => bus.close()));
    await world.close();
  });

  async function startNode(bus: (typeof buses)[number]): Promise<Presence> {
    const logger = pino({ level: "silent" });
    const accounts = createAccounts({ database: world.database, clock: systemClock, bus });
    const options = { database: world.database, accounts, bus, clock: systemClock, logger };
    const node = startPresence({ ...options, capacities: createCapacities(options), hints: createHints(bus) });
    await bus.settled();
    return node;
  }
  const count = (node: Presence) => node.listAvailable(domainId, "realtime").length;
  const waitFor = (expected: number[]) =>
    vi.waitFor(() => expect(nodes.map(count)).toEqual(expected), { timeout: 5_000, interval: 5 });

  it("is the same on all: who connects to one, chooses on another, or was there before a node started", async () => {
    const [first, second] = nodes;
    const third = buses[2];
    if (first === undefined || second === undefined || third === undefined) throw new Error("three nodes are needed");
    const leave = first.connect({ domainId, userId });
    await waitFor([1, 1]);
    const leaveSecond = second.connect({ domainId, userId });
    const caller = { domainId, userId, name: "Agent" } as Parameters<Presence["choose"]>[0];
    await second.choose(caller, { realtime: "away" });
    await waitFor([0, 0]);
    await first.choose(caller, { realtime: "available" });
    await waitFor([1, 1]);

    nodes.push(await startNode(third));
    await waitFor([1, 1, 1]);
    leave();
    leave();
    await waitFor([1, 1, 1]);
    leaveSecond();
    await waitFor([0, 0, 0]);
  });
});

describe("the roster of connected agents", () => {
  const agent = { domainId: "d", userId: "u", choice: FIRST_CHOICE };

  it("forgets a node that has been silent for 30 seconds, and nobody who is elsewhere too", () => {
    const roster = createRoster();
    roster.add("one", agent, 0);
    roster.add("two", agent, 10_000);
    roster.expire(30_000);
    expect(roster.listAvailable("d", "realtime").length).toBe(1);
    roster.expire(39_999);
    expect(roster.isConnected("d", "u")).toBe(true);
    roster.expire(40_000);
    expect(roster.isConnected("d", "u")).toBe(false);
    expect(roster.listAvailable("d", "realtime").length).toBe(0);
  });

  it("takes a node's whole list for what it is: who is not on it has gone", () => {
    const roster = createRoster();
    const other = { ...agent, userId: "other" };
    roster.replace("one", [agent, other], 0);
    expect(roster.listAvailable("d", "asynchronous").length).toBe(2);
    roster.replace("one", [other], 1);
    expect(roster.isConnected("d", "u")).toBe(false);
    expect(roster.listAvailable("d", "asynchronous").length).toBe(1);
  });

  it("keeps the later of two choices, however they arrive", () => {
    const roster = createRoster();
    roster.add("one", agent, 0);
    roster.choose("d", "u", { realtime: "away", asynchronous: "available", revision: 2 });
    roster.choose("d", "u", { realtime: "available", asynchronous: "available", revision: 1 });
    roster.replace("one", [agent], 1);
    expect(roster.listAvailable("d", "realtime").length).toBe(0);
  });
});

describe("the policy threshold", () => {
  it.each([
    [{ capacity: 8, queuingFactor: 0.25, taken: 9 }, 1],
    [{ capacity: 8, queuingFactor: 0.25, taken: 10 }, 0],
    [{ capacity: 0, queuingFactor: 4, taken: 0 }, 0],
    [{ capacity: 3, queuingFactor: 0, taken: 2 }, 1],
    [{ capacity: 3, queuingFactor: 0, taken: 3 }, 0],
    [{ capacity: 3, queuingFactor: 0.25, taken: 3 }, 1],
    [{ capacity: 3, queuingFactor: 0.25, taken: 4 }, 0],
  ] as const)("%o gives %d", (load, expected) => {
    const { capacity, queuingFactor, taken } = load;
    expect(probabilityByThreshold({ slots: countSlots(capacity, queuingFactor), taken })).toBe(expected);
  });
});
