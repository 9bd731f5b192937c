/**
 * What routing is measured against: the same frames, one INSERT for each message, and for each conversation that begins one
 * frame to the next agent in turn. Nothing is planned, nobody is asked again, and what rings is stored nowhere.
 */

import { once } from "node:events";
import { createServer } from "node:http";
import pg from "pg";
import { type WebSocket, WebSocketServer } from "ws";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10, idleTimeoutMillis: 0 });
await pool.query(`create table messages (id uuid primary key, thread_id uuid not null, body text not null,
  created_at timestamptz not null default now())`);
const agents: { socket: WebSocket; id: string }[] = [];
let turn = 0;

const server = createServer((_request, response) => {
  response.setHeader("content-type", "application/json");
  response.end("{}");
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false, maxPayload: 64 * 1024 });

sockets.on("connection", (socket, request) => {
  socket.on("message", (data) => {
    const frame = JSON.parse(String(data));
    if (frame.type === "ping") socket.send('{"type":"pong"}');
    else if (frame.type === "send_message") void add(socket, frame);
    else if (frame.type === "hello") {
      const id = String(agents.length);
      if (request.url === "/api/v1/socket") agents.push({ socket, id });
      socket.send(JSON.stringify({ type: "welcomed", user_id: id }));
    }
  });
});

async function add(
  socket: WebSocket,
  frame: { id: string; thread_id: string; body: string; origin: object | null },
): Promise<void> {
  await pool.query({
    name: "add",
    text: "insert into messages (id, thread_id, body) values ($1, $2, $3)",
    values: [frame.id, frame.thread_id, frame.body],
  });
  socket.send(JSON.stringify({ type: "message_acknowledged", id: frame.id, thread_id: frame.thread_id }));
  const agent = agents[turn % agents.length];
  if (frame.origin === null || agent === undefined) return;
  turn += 1;
  const task = { id: frame.thread_id, thread_id: frame.thread_id, state: "ringing", agent: { id: agent.id } };
  agent.socket.send(JSON.stringify({ type: "task_changed", task }));
}

server.listen(Number(process.env.PORT), process.env.HOST);
await once(server, "listening");
console.log(`http://${process.env.HOST}:${process.env.PORT}`);
await once(process, "SIGTERM");
process.exit();
