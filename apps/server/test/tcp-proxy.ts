import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A wire between a client and a server that tests can cut and mend. */
export interface TcpProxy {
  readonly port: number;
  /** Ends every connection and refuses new ones, as when the server's process is gone. */
  cut(): Promise<void>;
  /** Keeps every connection and carries nothing more, as when a network swallows all packets. */
  stall(): void;
  /** Carries again, on the same port. What was connected during a stall stays silent. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let stalled = false;

  const server = createServer((client) => {
    const upstream = connect(target);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on("data", (chunk) => carry(upstream, chunk));
    upstream.on("data", (chunk) => carry(client, chunk));
  });

  function carry(to: Socket, chunk: Buffer): void {
    if (!stalled) to.write(chunk);
  }

  async function listen(port: number): Promise<number> {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  }

  async function cut(): Promise<void> {
    const closed = server.listening ? once(server, "close") : undefined;
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  const port = await listen(0);
  return {
    port,
    cut,
    stall() {
      stalled = true;
    },
    async mend() {
      stalled = false;
      if (!server.listening) await listen(port);
    },
    close: cut,
  };
}
