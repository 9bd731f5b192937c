import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { PROTOCOL_VERSION, type VisitorToServer } from "@beckon/protocol";
import { WebSocket } from "ws";

/** As many open conversations as the demo's source lets one visitor have. */
const THREADS_PER_VISITOR = 3;
const VISITORS_AT_ONCE = 20;

/** Lets visitors begin so many conversations and leave. */
export async function beginConversations(url: string, count: number): Promise<void> {
  let begun = 0;
  async function come(): Promise<void> {
    while (begun < count) {
      const first = begun;
      const own = Math.min(THREADS_PER_VISITOR, count - first);
      begun += own;
      await visit(
        url,
        Array.from({ length: own }, (_, index) => first + index),
      );
    }
  }
  await Promise.all(Array.from({ length: VISITORS_AT_ONCE }, come));
}

async function visit(url: string, conversations: readonly number[]): Promise<void> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/chat/demo-messaging/socket`);
  const send = (frame: VisitorToServer) => socket.send(JSON.stringify(frame));
  await once(socket, "open");
  let left = conversations.length;
  const done = new Promise<void>((resolve, reject) => {
    socket.on("close", (code) => reject(new Error(`closed with ${code}`)));
    socket.on("message", (data) => {
      const text = String(data);
      if (text.startsWith('{"type":"welcomed"')) {
        for (const number of conversations) {
          send({
            type: "send_message",
            id: randomUUID(),
            thread_id: randomUUID(),
            body: `Question ${number}: does the linen dress come in size ${34 + (number % 9)}?`,
            origin: { trigger_id: null, language: "en", identity_initiated: true },
          });
        }
      } else if (text.startsWith('{"type":"message_acknowledged"')) {
        left -= 1;
        if (left === 0) resolve();
      } else if (text.includes("refused")) reject(new Error(text));
    });
  });
  const identity = { id: randomUUID(), secret: randomBytes(32).toString("base64url") };
  send({ type: "hello", version: PROTOCOL_VERSION, identity, known: [] });
  await done;
  socket.removeAllListeners("close");
  socket.close();
}
