import { Worker } from "node:worker_threads";
import { describeError } from "../errors.ts";
import type { EngineData, FromEngine, ToEngine } from "./engine-messages.ts";

/** One connection's way to the engine. */
export interface EngineSession {
  start(bytes: Uint8Array<ArrayBuffer>): void;
  execute(bytes: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

export interface SessionListener {
  onBytes(bytes: Uint8Array): void;
  onEngineStopped(reason: string): void;
}

/** A running engine. After it stopped, for whatever reason, it is of no more use. */
export interface Engine {
  openSession(listener: SessionListener): EngineSession;
  /** Checkpoints, ends the thread and resolves when it is gone. */
  close(): Promise<void>;
}

export interface EngineOptions {
  directory: string;
  /** An answer that takes longer means a runaway statement; the thread is ended then. Read anew for each check. */
  answerDeadlineMs(): number;
  /** Called once, when the thread ended without `close` having been asked for. */
  onStopped(reason: string): void;
}

const DEADLINE_CHECK_MS = 1_000;
const CLOSE_DEADLINE_MS = 10_000;

/** Starts the thread on an initialised directory. Rejects with the engine's own words when it cannot open it. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const data: EngineData = { directory: options.directory };
  const worker = new Worker(new URL("./engine-thread.ts", import.meta.url), { workerData: data });
  const listeners = new Map<number, SessionListener>();
  let nextSession = 1;
  let unanswered = 0;
  let waitingSince = 0;
  let reason = "the thread ended";
  let closing = false;

  function post(message: ToEngine): void {
    if (message.kind === "close") {
      worker.postMessage(message);
      return;
    }
    if (unanswered === 0) waitingSince = performance.now();
    unanswered += 1;
    worker.postMessage(message, [message.bytes.buffer]);
  }

  const deadline = setInterval(() => {
    if (unanswered === 0 || performance.now() - waitingSince < options.answerDeadlineMs()) return;
    reason = "a statement ran too long";
    void worker.terminate();
  }, DEADLINE_CHECK_MS);
  deadline.unref();

  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    worker.on("error", (error) => {
      reason = describeError(error);
    });
    worker.on("message", (message: FromEngine) => {
      switch (message.kind) {
        case "opened":
          resolve();
          return;
        case "failed":
          reason = message.reason;
          return;
        case "answered":
          if (message.last) {
            unanswered -= 1;
            waitingSince = performance.now();
          }
          if (message.bytes.length > 0) listeners.get(message.session)?.onBytes(message.bytes);
      }
    });
    worker.once("exit", () => {
      clearInterval(deadline);
      reject(new Error(`the embedded database in ${options.directory} cannot be opened: ${reason}`));
      const left = [...listeners.values()];
      listeners.clear();
      for (const listener of left) listener.onEngineStopped(reason);
    });
  });
  worker.once("exit", () => {
    if (!closing) options.onStopped(reason);
  });

  return {
    openSession(listener) {
      const session = nextSession++;
      listeners.set(session, listener);
      return {
        start: (bytes) => post({ kind: "start_session", session, bytes }),
        execute: (bytes) => post({ kind: "execute", session, bytes }),
        close: () => listeners.delete(session),
      };
    },
    async close() {
      closing = true;
      post({ kind: "close" });
      const late = setTimeout(() => void worker.terminate(), CLOSE_DEADLINE_MS);
      await exited;
      clearTimeout(late);
    },
  };
}
