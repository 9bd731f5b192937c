/**
 * What the product is measured against: a WebSocket server with the same frames and the same promise, that a message
 * is acknowledged and delivered after its commit, and nothing else. Nobody is authorised, nothing is validated, numbers
 * live in memory. Arguments: `single` (one INSERT for each message) or `grouped` (one INSERT for all that arrived
 * while the last one was under way).
 */

import { once } from "node:events";
import { createServer } from "node:http";
import type { Message } from "@beckon/protocol";
import pg from "pg";
import { type WebSocket, WebSocketServer } from "ws";
import { createGroupWriter, createSingleWriter, type NewMessage } from "./writers.ts";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10, idleTimeoutMillis: 0 });
await pool.query(`create table messages (id uuid primary key, thread_id uuid not null, number integer not null,
  body text not null, created_at timestamptz not null default now())`);
const write = process.argv[2] === "grouped" ? createGroupWriter(pool) : createSingleWriter(pool);
const lastNumbers = new Map<string, number>();
const watchers = new Map<string, Set<WebSocket>>();
const histories = new Map<string, Message[]>();

const server = createServer((_request, response) => {
  response.setHeader("content-type", "application/json");
  response.end('{"token":"anyone"}');
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false, maxPayload: 64 * 1024 });

sockets.on("connection", (socket) => {
  const send = (frame: object) => socket.send(JSON.stringify(frame));
  socket.on("message", (data) => {
    const frame = JSON.parse(String(data));
    if (frame.type === "hello") send({ type: "welcomed" });
    else if (frame.type === "ping") send({ type: "pong" });
    else if (frame.type === "watch_thread") watch(socket, frame.thread_id);
    else if (frame.type === "send_message") void add(socket, frame);
  });
});

/** A watcher gets what was there before, as the product's does. Only first messages come before it. */
function watch(socket: WebSocket, threadId: string): void {
  const present = watchers.get(threadId) ?? new Set();
  watchers.set(threadId, present.add(socket));
  socket.send(JSON.stringify({ type: "messages_listed", messages: histories.get(threadId) ?? [] }));
  histories.delete(threadId);
}

async function add(socket: WebSocket, { id, thread_id, body }: NewMessage): Promise<void> {
  const number = (lastNumbers.get(thread_id) ?? 0) + 1;
  lastNumbers.set(thread_id, number);
  const createdAt = await write({ id, thread_id, number, body });
  const message: Message = {
    id,
    thread_id,
    number,
    author: { type: "visitor", id: null, name: "Visitor" },
    body,
    automated: false,
    private: false,
    attachments: [],
    structured: null,
    notice: null,
    created_at: createdAt.toISOString(),
  };
  socket.send(JSON.stringify({ type: "message_acknowledged", id, thread_id, number, created_at: message.created_at }));
  const listeners = watchers.get(thread_id);
  if (listeners === undefined) histories.set(thread_id, [message]);
  else for (const each of listeners) each.send(JSON.stringify({ type: "message_added", message }));
}

server.listen(Number(process.env.PORT), process.env.HOST);
await once(server, "listening");
console.log(`http://${process.env.HOST}:${process.env.PORT}`);
await once(process, "SIGTERM");
process.exit();
