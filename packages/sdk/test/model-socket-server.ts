import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { VisitorToServer } from "@beckon/protocol";
import { type WebSocket, WebSocketServer } from "ws";
import type { ModelServer } from "./model-server.ts";

/** The model server behind real sockets on a free port. */
export async function listen(model: ModelServer) {
  const paths: string[] = [];
  const sockets = new Set<WebSocket>();
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("connection", (socket, request) => {
    paths.push(request.url ?? "");
    sockets.add(socket);
    const session = model.connect({
      send: (frame) => socket.send(JSON.stringify(frame)),
      // 1006 cannot be sent: it is what a lost connection looks like.
      close: (code) => (code === 1006 ? socket.terminate() : socket.close(code)),
    });
    socket.on("message", (data) => session.receive(JSON.parse(String(data)) as VisitorToServer));
    socket.on("close", () => {
      sockets.delete(socket);
      session.closed();
    });
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    publicUrl: `http://127.0.0.1:${port}`,
    paths,
    close: () => {
      for (const socket of sockets) socket.terminate();
      server.close();
    },
  };
}
