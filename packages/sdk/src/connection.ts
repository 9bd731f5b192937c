import type { RefusalReason, ServerToVisitor, VisitorToServer } from "@beckon/protocol";
import { CLOSE_CODES, LIMITS, PEER_SILENCE_LIMIT_MS } from "@beckon/protocol/constants";
import type { ConnectionState } from "./api.ts";
import { decodeObject, encodeJson } from "./json.ts";
import { decideReconnection } from "./reconnection.ts";
import type { Socket, Surroundings } from "./rim.ts";

const PING_INTERVAL_MS = PEER_SILENCE_LIMIT_MS / 3;
/** Pings without any answer, however late the timers of a hidden page are: counted, not timed. */
const UNANSWERED_PINGS = 2;

export interface ConnectionEvents {
  /** The first frame of each connection. */
  hello(): VisitorToServer;
  /** Every frame from the welcome on, pongs apart; the state is already `open` when the welcome is told. */
  received(frame: ServerToVisitor): void;
  changed(state: ConnectionState): void;
  /** Told every ten seconds while open. */
  beat(): void;
  /** The hello was refused and trying the same again cannot help. True: it is now another hello. */
  amend(error: RefusalReason): boolean;
}

/** One socket at a time, kept alive and brought back. It knows hello, heartbeat and close codes, nothing of messages. */
export interface Connection {
  open(): void;
  close(): void;
  /** Does nothing until welcomed: what must not be lost is sent by whoever keeps it, after the welcome. */
  send(frame: VisitorToServer): void;
  /** Tries at once if it waits, and looks whether the peer is still there. */
  wake(): void;
}

type Phase =
  | { kind: "closed" }
  | { kind: "waiting" }
  | { kind: "greeting"; socket: Socket }
  | { kind: "open"; socket: Socket; sinceMs: number };

export function createConnection(
  url: string,
  { createSocket, now, random, schedule }: Surroundings,
  events: ConnectionEvents,
): Connection {
  let phase: Phase = { kind: "closed" };
  let attempt = 0;
  let unansweredPings = 0;
  let lostAtMs: number | null = null;
  let cancelTimer = () => {};

  function connect(): void {
    cancelTimer();
    unansweredPings = 0;
    let socket: Socket | null = null;
    const isCurrent = () => socket !== null && "socket" in phase && phase.socket === socket;
    try {
      socket = createSocket(url, {
        opened() {
          if (socket && isCurrent()) transmit(socket, events.hello());
        },
        received(text) {
          if (isCurrent()) receive(text);
        },
        closed(code) {
          if (isCurrent()) reconnect(code);
        },
      });
    } catch {
      // A page's policy may forbid the connection outright: the same as one that fails.
      reconnect(1006);
      return;
    }
    phase = { kind: "greeting", socket };
    cancelTimer = schedule(() => reconnect(CLOSE_CODES.peer_silent), PEER_SILENCE_LIMIT_MS);
  }

  function receive(text: string): void {
    unansweredPings = 0;
    const decoded = decodeObject(text);
    if (!decoded) return;
    // The server is trusted with its own shapes: the client ships no validator.
    const frame = decoded as ServerToVisitor;
    if (frame.type === "refused" && (phase.kind === "greeting" || frame.error.code === "identity_refused")) {
      refuse(frame.error);
      return;
    }
    if (phase.kind === "greeting") {
      if (frame.type !== "welcomed") return;
      phase = { kind: "open", socket: phase.socket, sinceMs: now() };
      lostAtMs = null;
      beatLater();
      events.changed({ kind: "open" });
    }
    if (frame.type !== "pong") events.received(frame);
  }

  function refuse(error: RefusalReason): void {
    if (error.retry || events.amend(error)) reconnect(CLOSE_CODES.hello_expected);
    else end(error.code);
  }

  function reconnect(code: number): void {
    const openForMs = phase.kind === "open" ? now() - phase.sinceMs : null;
    drop();
    const next = decideReconnection(attempt, { code, openForMs }, random());
    if (next.kind === "never") {
      end(next.reason);
      return;
    }
    attempt = next.attempt;
    lostAtMs ??= now();
    phase = { kind: "waiting" };
    cancelTimer = schedule(connect, next.delayMs);
    events.changed({ kind: "interrupted", since: lostAtMs, retryAtMs: now() + next.delayMs });
  }

  function drop(): void {
    cancelTimer();
    const before = phase;
    phase = { kind: "closed" };
    if ("socket" in before) before.socket.close();
  }

  function end(reason: string): void {
    drop();
    events.changed({ kind: "ended", reason });
  }

  function beatLater(): void {
    cancelTimer();
    cancelTimer = schedule(beat, PING_INTERVAL_MS);
  }

  function beat(): void {
    if (phase.kind !== "open") return;
    if (unansweredPings >= UNANSWERED_PINGS) {
      reconnect(CLOSE_CODES.peer_silent);
      return;
    }
    unansweredPings++;
    transmit(phase.socket, { type: "ping" });
    beatLater();
    events.beat();
  }

  return {
    open() {
      if (phase.kind !== "closed") return;
      if (lostAtMs === null) events.changed({ kind: "connecting", since: now() });
      connect();
    },
    close() {
      if (phase.kind === "open") lostAtMs = now();
      drop();
    },
    send(frame) {
      if (phase.kind === "open") transmit(phase.socket, frame);
    },
    wake() {
      if (phase.kind === "waiting") connect();
      else if (unansweredPings === 0) beat();
    },
  };
}

/** A frame over the bound would cost the connection, again after every reconnection; so the integrator is told instead. */
function transmit(socket: Socket, frame: VisitorToServer): void {
  const text = encodeJson(frame);
  if (new TextEncoder().encode(text).length <= LIMITS.frameBytes) socket.send(text);
  else console.warn("Beckon: too large:", frame);
}
