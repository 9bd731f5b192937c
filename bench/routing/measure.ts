import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { type AgentToServer, PROTOCOL_VERSION, type ServerToAgent, type VisitorToServer } from "@beckon/protocol";
import { WebSocket } from "ws";
import { createScratchDatabase } from "../delivery/scratch-database.ts";
import type { ChildServer } from "../measuring/child-server.ts";
import { readProcessTimes } from "../measuring/process-cpu.ts";
import { type Distribution, describeDistribution } from "../measuring/statistics.ts";
import { createRandom } from "../pacing/random.ts";
import { createRings, type Rings } from "./rings.ts";
import type { System } from "./systems.ts";

/** Ping at a third of the silence that the server allows. */
const PING_MS = 10_000;
/** Peers do not ping in step: in each hundredth of the time a hundredth of them does. */
const PING_PARTS = 100;
/** What has not rung after this is lost. */
const RING_LIMIT_MS = 60_000;
/** So many connections are opened at once. */
const OPENED_AT_ONCE = 50;
/** How a frame begins that tells of one task: what rings is never told among others. */
const TASK_CHANGED = Buffer.from('{"type":"task_changed"');
const BODY = "I ordered the pink dress in size 38 on Monday and it is a little too long, can I change it for a 36?";

export interface Plan {
  visitors: number;
  agents: number;
  perSecond: number;
  /** Of all messages those that begin a conversation; the others go on in one. */
  beginningShare: number;
  warmUpMs: number;
  measuredMs: number;
}

export interface Measurement {
  conversations: number;
  acknowledgedMs: Distribution;
  rangMs: Distribution;
  /** CPU seconds per second of the server while the load was on. */
  serverCores: number;
  generatorCores: number;
  /** How late the generator itself sent what was due. */
  latenessMs: Distribution;
}

/** Puts the load on a fresh server over a fresh database. Throws when a conversation rang at two agents, or never. */
export async function measureSystem(system: System, plan: Plan): Promise<Measurement> {
  const database = await createScratchDatabase();
  try {
    const server = await system.start(database.url);
    try {
      return await measure(system, server, plan);
    } finally {
      await server.stop();
    }
  } finally {
    await database.drop();
  }
}

async function measure(system: System, server: ChildServer, plan: Plan): Promise<Measurement> {
  const rings = createRings();
  const peers = openPeers(server, rings);
  const tokens = await system.makeAgents(server, plan.agents);
  for (const token of tokens) {
    await peers.openAgent(token, (taskId) => system.accept(server, token, taskId));
  }
  const visitors: WebSocket[] = [];
  while (visitors.length < plan.visitors) {
    const count = Math.min(OPENED_AT_ONCE, plan.visitors - visitors.length);
    visitors.push(...(await Promise.all(Array.from({ length: count }, () => peers.openVisitor()))));
  }
  const load = follow(plan, visitors, rings);
  await delay(plan.warmUpMs);
  const before = readCpu(server);
  load.latenessMs.length = 0;
  await delay(plan.measuredMs);
  const after = readCpu(server);
  load.stop();
  await untilAllRang(rings);
  await peers.close();
  if (rings.faults.length > 0) {
    throw new Error(`${system.name}: ${rings.faults.length} faults\n${rings.faults.slice(0, 10).join("\n")}`);
  }
  const seconds = (after.atMs - before.atMs) / 1_000;
  const { acknowledgedMs, rangMs } = rings.measure(before.atMs, after.atMs);
  return {
    conversations: rangMs.length,
    acknowledgedMs: describeDistribution(acknowledgedMs),
    rangMs: describeDistribution(rangMs),
    serverCores: (after.server - before.server) / seconds,
    generatorCores: (after.generator - before.generator) / seconds,
    latenessMs: describeDistribution(load.latenessMs),
  };
}

/** Connections of visitors and agents. An agent accepts at once whatever rings at them. */
function openPeers(server: ChildServer, rings: Rings) {
  const socketsUrl = server.url.replace("http", "ws");
  const sockets: WebSocket[] = [];
  let isClosing = false;
  let pingPart = 0;
  const pinging = setInterval(() => {
    pingPart = (pingPart + 1) % PING_PARTS;
    for (let at = pingPart; at < sockets.length; at += PING_PARTS) sockets[at]?.send('{"type":"ping"}');
  }, PING_MS / PING_PARTS);

  async function connect(
    url: string,
    hello: VisitorToServer | AgentToServer,
  ): Promise<[WebSocket, { user_id: string }]> {
    const socket = new WebSocket(url, { perMessageDeflate: false, skipUTF8Validation: true });
    socket.on("error", (error) => rings.fault(`a socket failed: ${error.message}`));
    socket.on("close", (code) => {
      if (!isClosing) rings.fault(`the server closed a socket with ${code}`);
    });
    await once(socket, "open");
    const welcomed = once(socket, "message");
    socket.send(JSON.stringify(hello));
    const [data] = await welcomed;
    sockets.push(socket);
    return [socket, JSON.parse(String(data))];
  }

  return {
    async openAgent(token: string, accept: (taskId: string) => Promise<void>): Promise<void> {
      const hello = { type: "hello", version: PROTOCOL_VERSION, token, gathers: true, inflates: true } as const;
      const [socket, { user_id: userId }] = await connect(`${socketsUrl}/api/v1/socket`, hello);
      socket.on("message", (data) => {
        // Each desk has a machine of its own, here they share one: of what is told to all only the first bytes are looked at.
        if (!(data instanceof Buffer) || !data.subarray(0, TASK_CHANGED.length).equals(TASK_CHANGED)) return;
        const frame = JSON.parse(String(data)) as Extract<ServerToAgent, { type: "task_changed" }>;
        if (frame.task.state !== "ringing") return;
        if (frame.task.agent?.id !== userId) return;
        if (!rings.rang(frame.task.thread_id, userId)) return;
        accept(frame.task.id).catch((error: unknown) => rings.fault(String(error)));
      });
    },
    async openVisitor(): Promise<WebSocket> {
      const identity = { id: randomUUID(), secret: randomBytes(32).toString("base64url") };
      const hello = { type: "hello", version: PROTOCOL_VERSION, identity, known: [] } as const;
      const [socket] = await connect(`${socketsUrl}/chat/demo-messaging/socket`, hello);
      socket.on("message", (data) => {
        const frame = JSON.parse(String(data));
        if (frame.type === "message_acknowledged") rings.acknowledged(frame.thread_id);
        else if (frame.type === "message_refused" || frame.type === "refused") rings.fault(JSON.stringify(frame));
      });
      return socket;
    },
    async close(): Promise<void> {
      clearInterval(pinging);
      isClosing = true;
      for (const socket of sockets) socket.terminate();
      await Promise.all(
        sockets.map((socket) => (socket.readyState === WebSocket.CLOSED ? null : once(socket, "close"))),
      );
    },
  };
}

/** Messages fall due at random moments (Poisson). Visitors begin conversations in turn, and go on in those that there are. */
function follow(plan: Plan, visitors: readonly WebSocket[], rings: Rings): { latenessMs: number[]; stop(): void } {
  const random = createRandom(1);
  const latenessMs: number[] = [];
  const begun: { socket: WebSocket; threadId: string }[] = [];
  let turn = 0;
  let dueMs = performance.now();
  let timer = setTimeout(sendDue, 1);

  function sendOne(): void {
    const known = begun[Math.floor(random.uniform() * begun.length)];
    const isFirst = known === undefined || random.uniform() < plan.beginningShare;
    const socket = isFirst ? visitors[turn++ % visitors.length] : known.socket;
    if (socket === undefined) return;
    const threadId = isFirst ? randomUUID() : known.threadId;
    const origin = isFirst ? { trigger_id: null, language: "en", identity_initiated: true } : null;
    if (isFirst) {
      rings.begin(threadId, dueMs);
      begun.push({ socket, threadId });
    }
    const frame: VisitorToServer = { type: "send_message", id: randomUUID(), thread_id: threadId, body: BODY, origin };
    socket.send(JSON.stringify(frame));
  }

  function sendDue(): void {
    for (let nowMs = performance.now(); dueMs <= nowMs; dueMs += random.exponential(1_000 / plan.perSecond)) {
      sendOne();
      latenessMs.push(nowMs - dueMs);
    }
    timer = setTimeout(sendDue, 1);
  }
  return { latenessMs, stop: () => clearTimeout(timer) };
}

async function untilAllRang(rings: Rings): Promise<void> {
  const deadlineMs = Date.now() + RING_LIMIT_MS;
  while (rings.openCount() > 0) {
    if (Date.now() > deadlineMs) return rings.fault(`${rings.openCount()} conversations never rang`);
    await delay(5);
  }
}

function readCpu(server: ChildServer): { atMs: number; server: number; generator: number } {
  return {
    atMs: performance.now(),
    server: readProcessTimes(server.pid)?.cpuSeconds ?? Number.NaN,
    generator: readProcessTimes(process.pid)?.cpuSeconds ?? Number.NaN,
  };
}
