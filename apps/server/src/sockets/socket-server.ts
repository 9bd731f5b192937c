import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { CLOSE_CODES, LIMITS, PEER_SILENCE_LIMIT_MS } from "@beckon/protocol";
import { type WebSocket, WebSocketServer } from "ws";
import type { Caller } from "../features/accounts/index.ts";
import { findEntrance } from "../features/sources/index.ts";
import type { Metrics } from "../platform/metrics.ts";
import { acceptAgent } from "./agent-connection.ts";
import type { Connection } from "./connection.ts";
import type { SocketServices } from "./socket-services.ts";
import { acceptVisitor } from "./visitor-connection.ts";

const SWEEP_MS = 5_000;
/** What is found silent at a sweep has been so for at most the limit. */
const SILENCE_AT_SWEEP_MS = PEER_SILENCE_LIMIT_MS - SWEEP_MS;
/** A peer that pings as it should is never asked. */
const ASK_AFTER_SILENCE_MS = 10_000;
const VISITOR_PATH = /^\/chat\/([A-Za-z0-9_-]{1,100})\/socket$/;
const AGENT_PATH = "/api/v1/socket";

export interface SocketServerOptions extends SocketServices {
  server: Server;
  metrics: Metrics;
  /** Who the request's cookie proves; null without one, or when the request comes from a page that is not ours. */
  authenticateUpgrade(request: IncomingMessage): Promise<Caller | null>;
}

export interface SocketServer {
  /** Tells every peer to come back elsewhere, and takes no new ones. Resolves when all are gone, or cut. */
  stop(): Promise<void>;
}

/** Takes the WebSockets of visitors and agents off an HTTP server. */
export function serveSockets(options: SocketServerOptions): SocketServer {
  const { server, logger, database, clock } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: LIMITS.frameBytes,
  });
  const connections = new Set<Connection>();
  let isStopping = false;
  let tellEmpty: () => void = () => undefined;

  options.metrics.gauge({
    name: "beckon_connections",
    help: "Open WebSocket connections",
    collect() {
      this.set(connections.size);
    },
  });

  server.on("upgrade", upgrade);
  const sweeping = setInterval(sweep, SWEEP_MS);
  sweeping.unref();

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    // Until the handshake is done nobody else listens for the stream's errors.
    stream.on("error", () => stream.destroy());
    accept(request, stream, head).catch((error: unknown) => {
      logger.error({ err: error }, "a WebSocket could not be accepted");
      refuseUpgrade(stream, "503 Service Unavailable");
    });
  }

  async function accept(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    if (isStopping) return refuseUpgrade(stream, "503 Service Unavailable");
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    const token = VISITOR_PATH.exec(path)?.[1];
    if (token !== undefined) {
      // The handshake is made even for a closed source, so that the page hears the reason.
      const source = await findEntrance(database, token);
      const address = request.socket.remoteAddress ?? "";
      sockets.handleUpgrade(request, stream, head, (socket) => {
        if (source === null) turnAway(socket);
        else keep(socket, acceptVisitor({ socket, stream }, source, address, options));
      });
    } else if (path === AGENT_PATH) {
      const caller = await options.authenticateUpgrade(request);
      sockets.handleUpgrade(request, stream, head, (socket) =>
        keep(socket, acceptAgent({ socket, stream }, caller, options)),
      );
    } else {
      refuseUpgrade(stream, "404 Not Found");
    }
  }

  function keep(socket: WebSocket, connection: Connection): void {
    connections.add(connection);
    socket.on("close", () => {
      connections.delete(connection);
      if (connections.size === 0) tellEmpty();
    });
    if (isStopping) connection.close(CLOSE_CODES.server_stopping);
  }

  function sweep(): void {
    const nowMs = clock.nowMs();
    for (const connection of connections) {
      const silenceMs = nowMs - connection.lastHeardMs();
      if (silenceMs > SILENCE_AT_SWEEP_MS) connection.close(CLOSE_CODES.peer_silent);
      else if (silenceMs > ASK_AFTER_SILENCE_MS) connection.ping();
    }
  }

  return {
    async stop() {
      isStopping = true;
      clearInterval(sweeping);
      const empty = new Promise<void>((resolve) => {
        tellEmpty = resolve;
      });
      for (const connection of connections) connection.close(CLOSE_CODES.server_stopping);
      if (connections.size > 0) await empty;
      server.off("upgrade", upgrade);
    },
  };
}

function turnAway(socket: WebSocket): void {
  socket.on("error", () => undefined);
  socket.close(CLOSE_CODES.source_closed);
}

function refuseUpgrade(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
