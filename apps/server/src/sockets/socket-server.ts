import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { CLOSE_CODES, LIMITS } from "@beckon/protocol";
import { type WebSocket, WebSocketServer } from "ws";
import type { Caller } from "../features/accounts/index.ts";
import { findEntrance } from "../features/sources/index.ts";
import { acceptAgent } from "./agent-connection.ts";
import type { Peers } from "./peers.ts";
import type { SocketServices } from "./socket-services.ts";
import { acceptVisitor } from "./visitor-connection.ts";
import { socketWire } from "./wire.ts";

const VISITOR_PATH = /^\/chat\/([A-Za-z0-9_-]{1,100})\/socket$/;
const AGENT_PATH = "/api/v1/socket";

export interface SocketServerOptions extends SocketServices {
  server: Server;
  peers: Peers;
  /** Who the request's cookie proves; null without one, or when the request comes from a page that is not ours. */
  authenticateUpgrade(request: IncomingMessage): Promise<Caller | null>;
}

/** Takes the WebSockets of visitors and agents off an HTTP server. Returns the end: no new ones are taken. */
export function serveSockets(options: SocketServerOptions): () => void {
  const { server, logger, database, peers } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: LIMITS.frameBytes,
  });
  server.on("upgrade", upgrade);

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    // Until the handshake is done nobody else listens for the stream's errors.
    stream.on("error", () => stream.destroy());
    accept(request, stream, head).catch((error: unknown) => {
      logger.error({ err: error }, "a WebSocket could not be accepted");
      refuseUpgrade(stream, "503 Service Unavailable");
    });
  }

  async function accept(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    if (peers.isStopping()) return refuseUpgrade(stream, "503 Service Unavailable");
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    const token = VISITOR_PATH.exec(path)?.[1];
    if (token !== undefined) {
      // The handshake is made even for a closed source, so that the page hears the reason.
      const source = await findEntrance(database, token);
      const address = request.socket.remoteAddress ?? "";
      sockets.handleUpgrade(request, stream, head, (socket) => {
        if (source === null) turnAway(socket);
        else peers.add(acceptVisitor(socketWire(socket, stream), source, address, options));
      });
    } else if (path === AGENT_PATH) {
      const caller = await options.authenticateUpgrade(request);
      sockets.handleUpgrade(request, stream, head, (socket) =>
        peers.add(acceptAgent(socketWire(socket, stream), caller, options)),
      );
    } else {
      refuseUpgrade(stream, "404 Not Found");
    }
  }

  return () => void server.off("upgrade", upgrade);
}

function turnAway(socket: WebSocket): void {
  socket.on("error", () => undefined);
  socket.close(CLOSE_CODES.source_closed);
}

function refuseUpgrade(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
