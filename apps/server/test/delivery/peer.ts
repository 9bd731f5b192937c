import { once } from "node:events";
import { inflateRawSync } from "node:zlib";
import type { AgentToServer, ServerToAgent, ServerToVisitor, VisitorToServer } from "@beckon/protocol";
import { WebSocket } from "ws";

type AnyFrame = { type: string };

/**
 * One end of a connection as a test holds it: every frame that arrived is kept in order, and `next` waits for the
 * next one that fits, beginning where the last `next` of the same type stopped.
 */
export interface Peer<Out extends AnyFrame, In extends AnyFrame> {
  frames: In[];
  /** How many of them came compressed. */
  compressedCount(): number;
  send(frame: Out): void;
  sendText(text: string): void;
  next<Type extends In["type"]>(
    type: Type,
    fits?: (frame: Extract<In, { type: Type }>) => boolean,
  ): Promise<Extract<In, { type: Type }>>;
  /** The close code, once the connection has ended. */
  closed: Promise<number>;
  /** Stops and goes on reading from the network. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
  /** Cuts the connection as a failing network does. */
  cut(): void;
}

export type VisitorPeer = Peer<VisitorToServer, ServerToVisitor>;
export type AgentPeer = Peer<AgentToServer, ServerToAgent>;

export async function connectPeer<Out extends AnyFrame, In extends AnyFrame>(
  url: string,
  headers: Record<string, string> = {},
): Promise<Peer<Out, In>> {
  const socket = new WebSocket(url, { perMessageDeflate: false, headers });
  const frames: In[] = [];
  let compressedCount = 0;
  const waiting = new Set<() => void>();
  const readUpTo = new Map<string, number>();
  let closeCode: number | null = null;

  const wake = () => {
    for (const check of waiting) check();
  };
  socket.on("message", (data, isBinary) => {
    // Compressed, which a peer asks for.
    if (isBinary) compressedCount += 1;
    const text = isBinary && data instanceof Buffer ? inflateRawSync(data) : data;
    frames.push(JSON.parse(String(text)) as In);
    wake();
  });
  socket.on("error", () => undefined);
  const closed = new Promise<number>((resolve) => {
    socket.on("close", (code) => {
      closeCode = code;
      wake();
      resolve(code);
    });
  });
  await once(socket, "open");

  return {
    frames,
    compressedCount: () => compressedCount,
    send: (frame) => socket.send(JSON.stringify(frame)),
    sendText: (text) => socket.send(text),
    next<Type extends In["type"]>(type: Type, fits?: (frame: Extract<In, { type: Type }>) => boolean) {
      const isWanted = (frame: In): frame is Extract<In, { type: Type }> => frame.type === type;
      return new Promise<Extract<In, { type: Type }>>((resolve, reject) => {
        const check = () => {
          for (let index = readUpTo.get(type) ?? 0; index < frames.length; index += 1) {
            const frame = frames[index];
            if (frame === undefined || !isWanted(frame) || (fits !== undefined && !fits(frame))) continue;
            readUpTo.set(type, index + 1);
            waiting.delete(check);
            return resolve(frame);
          }
          if (closeCode !== null) {
            waiting.delete(check);
            reject(
              new Error(`closed with ${closeCode} before ${type} came; frames: ${JSON.stringify(frames.slice(-5))}`),
            );
          }
        };
        waiting.add(check);
        check();
      });
    },
    closed,
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    async close() {
      socket.close();
      await closed;
    },
    cut: () => socket.terminate(),
  };
}
