import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";

/**
 * What carries a connection's text, in order, both ways: a WebSocket, or HTTP where those do not get through. `Data` is what
 * it takes: bytes go over a WebSocket only.
 */
export interface Wire<Data extends string | Uint8Array = string> {
  /** To be called once, before anything else. */
  listen(listener: WireListener): void;
  send(data: Data): void;
  /** What is sent until `uncork` goes to the system in one call. */
  cork(): void;
  uncork(): void;
  /** Bytes that the peer has not taken yet. */
  bufferedBytes(): number;
  /** Asks the peer for a sign of life. Browsers answer by themselves, also for pages whose timers are held back. */
  ping(): void;
  /** Nothing more is taken from the peer until `resume`. */
  pause(): void;
  resume(): void;
  /** Says goodbye; `closed` follows once the peer has heard it. */
  close(code: number): void;
  /** Ends it whatever the peer does; `closed` follows. */
  cut(): void;
}

export interface WireListener {
  /** Null: something that is no text. */
  received(text: string | null): void;
  /** A sign of life without words. */
  alive(): void;
  /** Once. */
  closed(): void;
}

/** `stream`: what the socket writes to. */
export function socketWire(socket: WebSocket, stream: Duplex): Wire<string | Uint8Array> {
  return {
    listen(listener) {
      socket.on("message", (data, isBinary) => listener.received(isBinary ? null : data.toString()));
      socket.on("pong", () => listener.alive());
      // A broken socket closes right after its error; a frame over the bound is closed by ws with 1009.
      socket.on("error", () => undefined);
      socket.on("close", () => listener.closed());
    },
    send: (data) => socket.send(data),
    cork: () => stream.cork(),
    uncork: () => stream.uncork(),
    bufferedBytes: () => socket.bufferedAmount,
    ping: () => socket.ping(),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: (code) => socket.close(code),
    cut: () => socket.terminate(),
  };
}
