import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import {
  type AgentToServer,
  PROTOCOL_VERSION,
  type ServerToAgent,
  type ServerToVisitor,
  type VisitorToServer,
} from "@beckon/protocol";
import { WebSocket } from "ws";
import type { ChildServer } from "../measuring/child-server.ts";
import type { Ledger } from "./ledger.ts";

/** As many threads as the server lets one agent follow at a time. */
const THREADS_PER_AGENT = 20;

/** Ping at a third of the silence that the server allows. */
const PING_MS = 10_000;

const BODY = "I ordered the pink dress in size 38 on Monday and it is a little too long, can I change it for a 36?";

export interface Conversations {
  threadIds: readonly string[];
  /** Sends one message in a thread, which was due at `dueMs` of performance.now(). */
  send(thread: number, dueMs: number): void;
  close(): Promise<void>;
}

/**
 * Opens one visitor per thread, each with an identity of its own, lets each write a first message, and lets agents
 * watch all threads. From then on everything that arrives goes into the ledger.
 */
export async function openConversations(
  server: ChildServer,
  threadCount: number,
  ledger: Ledger,
): Promise<Conversations> {
  const socketsUrl = server.url.replace("http", "ws");
  const token = await createAgentToken(server.url);
  const threadIds: string[] = Array.from({ length: threadCount }, () => randomUUID());
  const indexes = new Map<string, number>(threadIds.map((id, index) => [id, index]));
  const sockets: WebSocket[] = [];
  let isClosing = false;

  async function connect(url: string, hello: VisitorToServer | AgentToServer): Promise<WebSocket> {
    const socket = new WebSocket(url, { perMessageDeflate: false, skipUTF8Validation: true });
    sockets.push(socket);
    socket.on("error", (error) => ledger.fault(`a socket failed: ${error.message}`));
    socket.on("close", (code) => {
      if (!isClosing) ledger.fault(`the server closed a socket with ${code}`);
    });
    await once(socket, "open");
    socket.send(JSON.stringify(hello));
    await nextFrame(socket, "welcomed");
    return socket;
  }

  async function openVisitor(threadId: string): Promise<WebSocket> {
    const socket = await connect(`${socketsUrl}/chat/demo-messaging/socket`, {
      type: "hello",
      version: PROTOCOL_VERSION,
      identity: { id: randomUUID(), secret: randomBytes(32).toString("base64url") },
      known: [],
    });
    socket.on("message", (data) => {
      const frame = JSON.parse(String(data)) as ServerToVisitor;
      if (frame.type === "message_acknowledged") ledger.acknowledged(frame.id, frame.number);
      else if (frame.type === "message_refused" || frame.type === "refused") ledger.fault(JSON.stringify(frame));
    });
    const acknowledged = nextFrame(socket, "message_acknowledged");
    const index = indexes.get(threadId) ?? 0;
    socket.send(JSON.stringify(frameFor(threadId, ledger.book(index, performance.now()), true)));
    await acknowledged;
    return socket;
  }

  async function openAgent(watched: readonly string[]): Promise<void> {
    const socket = await connect(`${socketsUrl}/api/v1/socket`, { type: "hello", version: PROTOCOL_VERSION, token });
    const add = (message: { id: string; thread_id: string; number: number }) =>
      ledger.delivered(indexes.get(message.thread_id) ?? -1, message.id, message.number);
    socket.on("message", (data) => {
      const text = String(data);
      // Most frames tell of threads in the list of all: a console shows them, a measurement need not read them.
      if (text.startsWith('{"type":"thread_summary_changed"')) return;
      const frame = JSON.parse(text) as ServerToAgent;
      if (frame.type === "message_added") add(frame.message);
      else if (frame.type === "messages_listed") for (const message of frame.messages) add(message);
      else if (frame.type === "refused") ledger.fault(JSON.stringify(frame));
    });
    for (const threadId of watched) {
      const listed = nextFrame(socket, "messages_listed");
      const frame: AgentToServer = { type: "watch_thread", thread_id: threadId, known_number: 0 };
      socket.send(JSON.stringify(frame));
      await listed;
    }
  }

  const visitors: WebSocket[] = [];
  for (const threadId of threadIds) visitors.push(await openVisitor(threadId));
  for (let first = 0; first < threadCount; first += THREADS_PER_AGENT) {
    await openAgent(threadIds.slice(first, first + THREADS_PER_AGENT));
  }
  const pinging = setInterval(() => {
    for (const socket of sockets) socket.send('{"type":"ping"}');
  }, PING_MS);

  return {
    threadIds,
    send(thread, dueMs) {
      const id = ledger.book(thread, dueMs);
      visitors[thread]?.send(JSON.stringify(frameFor(threadIds[thread] ?? "", id, false)));
    },
    async close() {
      clearInterval(pinging);
      isClosing = true;
      await Promise.all(
        sockets.map(async (socket) => {
          if (socket.readyState === WebSocket.CLOSED) return;
          const closed = once(socket, "close");
          socket.close();
          await closed;
        }),
      );
    },
  };
}

function frameFor(threadId: string, id: string, isFirst: boolean): VisitorToServer {
  const origin = isFirst ? { trigger_id: null, language: "en", identity_initiated: true } : null;
  return { type: "send_message", id, thread_id: threadId, body: BODY, origin };
}

async function nextFrame(socket: WebSocket, type: string): Promise<void> {
  const beginning = `{"type":"${type}"`;
  await new Promise<void>((resolve, reject) => {
    const onClose = (code: number) => reject(new Error(`closed with ${code} before ${type} came`));
    const onMessage = (data: unknown) => {
      if (!String(data).startsWith(beginning)) return;
      socket.off("message", onMessage).off("close", onClose);
      resolve();
    };
    socket.on("message", onMessage).on("close", onClose);
  });
}

async function createAgentToken(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "alicia@demo.test", password: "beckon-demo" }),
  });
  const body: unknown = await response.json();
  if (typeof body === "object" && body !== null && "token" in body && typeof body.token === "string") return body.token;
  throw new Error(`no token: ${JSON.stringify(body)}`);
}
