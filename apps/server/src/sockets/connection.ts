import { setTimeout as delay } from "node:timers/promises";
import { CLOSE_CODES } from "@beckon/protocol";
import { fullAllowance, takeAllowance } from "./frame-rate.decisions.ts";
import type { Wire } from "./wire.ts";

/** What may wait for a slow reader before it is told to come back later; frames are at most some 800 KB together. */
const BUFFER_LIMIT_BYTES = 1024 * 1024;
/** How long a peer has to answer a close before the connection is cut. */
const CLOSE_GRACE_MS = 2_000;
/** Frames that wait for the one in work; beyond it, nothing more is read from the peer until they are done. */
const QUEUE_LIMIT = 64;

/**
 * One peer, with bounds in both directions. Frames are handled one after the other, in order; a peer that
 * sends faster than that, or than its allowance, is not read (the wire holds it back), and a peer that reads too slowly is told to come back
 * and resume by number. It knows nothing of what the frames say.
 */
export interface Connection<Data extends string | Uint8Array = string> {
  send(frame: object): void;
  /** A frame that is written already: see `textFor`. */
  sendWritten(data: Data): void;
  /** Idempotent: the first code counts. */
  close(code: number): void;
  isOpen(): boolean;
  /** Asks the peer for a sign of life. */
  ping(): void;
  /** Milliseconds since 1970 at which the peer was last heard. */
  lastHeardMs(): number;
  /** Resolves once, however it ended. */
  readonly closed: Promise<void>;
}

export interface ConnectionHandlers {
  /** Handles one frame; the next one waits for it. It never rejects. */
  onText(text: string): Promise<void>;
  /** Once, however the connection ended. */
  onClosed(): void;
}

export function openConnection<Data extends string | Uint8Array>(
  wire: Wire<Data | string>,
  nowMs: () => number,
  handlers: ConnectionHandlers,
): Connection<Data | string> {
  let heardMs = nowMs();
  let isClosing = false;
  let isPaused = false;
  const queue: string[] = [];
  let isWorking = false;
  let allowance = fullAllowance(nowMs());

  async function work(): Promise<void> {
    isWorking = true;
    for (let text = queue.shift(); text !== undefined && !isClosing; text = queue.shift()) {
      const { rest, waitMs } = takeAllowance(allowance, nowMs());
      allowance = rest;
      if (waitMs > 0) await delay(waitMs, undefined, { ref: false });
      if (isClosing) break;
      await handlers.onText(text);
      if (isPaused && queue.length < QUEUE_LIMIT / 2) resume();
    }
    isWorking = false;
  }

  function resume(): void {
    isPaused = false;
    wire.resume();
  }

  function close(code: number): void {
    if (isClosing) return;
    isClosing = true;
    queue.length = 0;
    resume();
    wire.close(code);
    setTimeout(() => wire.cut(), CLOSE_GRACE_MS).unref();
  }

  let isGathering = false;

  /** What is sent within one turn of the loop goes to the system in one call: a desk gets hundreds of changes at once. */
  function gather(): void {
    if (isGathering) return;
    isGathering = true;
    wire.cork();
    setImmediate(() => {
      isGathering = false;
      wire.uncork();
    });
  }

  function sendWritten(data: Data | string): void {
    if (isClosing) return;
    gather();
    wire.send(data);
    if (wire.bufferedBytes() > BUFFER_LIMIT_BYTES) close(CLOSE_CODES.resume_later);
  }

  const { promise: closed, resolve: tellClosed } = Promise.withResolvers<void>();
  wire.listen({
    received(text) {
      heardMs = nowMs();
      if (isClosing) return;
      if (text === null) return close(1003);
      queue.push(text);
      if (queue.length >= QUEUE_LIMIT && !isPaused) {
        isPaused = true;
        wire.pause();
      }
      if (!isWorking) void work();
    },
    alive() {
      heardMs = nowMs();
    },
    closed() {
      isClosing = true;
      queue.length = 0;
      handlers.onClosed();
      tellClosed();
    },
  });

  return {
    send: (frame) => sendWritten(JSON.stringify(frame)),
    sendWritten,
    close,
    isOpen: () => !isClosing,
    ping() {
      if (!isClosing) wire.ping();
    },
    lastHeardMs: () => heardMs,
    closed,
  };
}
