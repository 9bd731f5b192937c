import type { AgentToServer } from "@beckon/protocol";
import { CLOSE_CODES, PEER_SILENCE_LIMIT_MS, PROTOCOL_VERSION } from "@beckon/protocol/constants";
import { pauseBeforeAttemptMs } from "./backoff.decisions.ts";
import type { ConnectionState } from "./connection-state.ts";
import { type IncomingFrame, readFrames } from "./incoming-frame.ts";
import { canInflate, createMessageOrder } from "./message-order.ts";

const PING_EVERY_MS = 10_000;

export interface AgentConnectionEvents {
  onState(state: ConnectionState): void;
  onFrame(frame: IncomingFrame): void;
}

/**
 * One WebSocket at a time, reconnected until it ends for good. Knows nothing of threads: after each `welcomed` its
 * owner says again what it watches. `isSessionAlive` is asked when an attempt fails before it is welcomed, since a
 * browser does not tell why an upgrade was refused.
 */
export class AgentConnection {
  readonly #url: string;
  readonly #events: AgentConnectionEvents;
  readonly #isSessionAlive: () => Promise<boolean>;
  #socket: WebSocket | null = null;
  #welcomed = false;
  #failedAttempts = 0;
  #lastHeardMs = 0;
  #sinceMs: number;
  #retryTimer: number | undefined;
  #heartbeatTimer: number | undefined;
  #paused = false;

  constructor(url: string, events: AgentConnectionEvents, isSessionAlive: () => Promise<boolean>) {
    this.#url = url;
    this.#events = events;
    this.#isSessionAlive = isSessionAlive;
    this.#sinceMs = Date.now();
  }

  start(): void {
    window.addEventListener("online", this.#hurry);
    window.addEventListener("pagehide", this.#pause);
    window.addEventListener("pageshow", this.#resume);
    document.addEventListener("visibilitychange", this.#hurryWhenVisible);
    this.#connect();
  }

  stop(): void {
    window.removeEventListener("online", this.#hurry);
    window.removeEventListener("pagehide", this.#pause);
    window.removeEventListener("pageshow", this.#resume);
    document.removeEventListener("visibilitychange", this.#hurryWhenVisible);
    this.#drop();
  }

  /** False when there is no welcomed connection; nothing is kept for later. */
  send(frame: AgentToServer): boolean {
    if (!this.#welcomed || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #connect(): void {
    this.#drop();
    const socket = new WebSocket(this.#url);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#lastHeardMs = Date.now();
    this.#events.onState({ kind: "connecting", sinceMs: this.#sinceMs });
    socket.addEventListener("open", () => {
      const hello: AgentToServer = {
        type: "hello",
        version: PROTOCOL_VERSION,
        gathers: true,
        inflates: canInflate(),
      };
      socket.send(JSON.stringify(hello));
    });
    const take = createMessageOrder((text) => {
      if (this.#socket === socket) this.#hear(text);
    });
    socket.addEventListener("message", (event) => {
      this.#lastHeardMs = Date.now();
      take(event.data);
    });
    socket.addEventListener("close", (event) => {
      if (this.#socket === socket) this.#lose(event.code);
    });
    this.#heartbeatTimer = window.setInterval(() => this.#beat(), PING_EVERY_MS);
  }

  #hear(text: string): void {
    for (const frame of readFrames(text)) {
      if (frame.type === "welcomed") {
        this.#welcomed = true;
        this.#failedAttempts = 0;
      }
      this.#events.onFrame(frame);
    }
  }

  #beat(): void {
    if (Date.now() - this.#lastHeardMs >= PEER_SILENCE_LIMIT_MS) this.#lose(CLOSE_CODES.peer_silent);
    else this.send({ type: "ping" });
  }

  #lose(code: number): void {
    const wasWelcomed = this.#welcomed;
    this.#drop();
    if (code === CLOSE_CODES.not_authorised || code === CLOSE_CODES.version_unsupported) {
      this.#end(code === CLOSE_CODES.not_authorised ? "session_ended" : "version_unsupported");
      return;
    }
    if (wasWelcomed) this.#sinceMs = Date.now();
    const pauseMs = pauseBeforeAttemptMs(this.#failedAttempts, Math.random());
    this.#failedAttempts += 1;
    this.#events.onState({ kind: "interrupted", sinceMs: this.#sinceMs, retryAtMs: Date.now() + pauseMs });
    this.#retryTimer = window.setTimeout(() => this.#connect(), pauseMs);
    if (!wasWelcomed) void this.#endIfSessionIsGone();
  }

  async #endIfSessionIsGone(): Promise<void> {
    if (!(await this.#isSessionAlive()) && !this.#welcomed) this.#end("session_ended");
  }

  #end(reason: "session_ended" | "version_unsupported"): void {
    this.stop();
    this.#events.onState({ kind: "ended", reason });
  }

  #drop(): void {
    window.clearTimeout(this.#retryTimer);
    window.clearInterval(this.#heartbeatTimer);
    this.#retryTimer = undefined;
    this.#welcomed = false;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  readonly #hurry = (): void => {
    if (this.#retryTimer !== undefined) this.#connect();
  };

  readonly #hurryWhenVisible = (): void => {
    if (document.visibilityState === "visible") this.#hurry();
  };

  /** An open socket would keep the page out of the back-forward cache. */
  readonly #pause = (): void => {
    this.#paused = true;
    this.#drop();
  };

  readonly #resume = (): void => {
    if (!this.#paused) return;
    this.#paused = false;
    this.#sinceMs = Date.now();
    this.#connect();
  };
}
