import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A service of somebody else's, on a port of its own, that the product calls. */
export interface CalledService {
  url: string;
  /** All calls, the oldest first. */
  received: { headers: Record<string, string | string[] | undefined>; body: string }[];
  stop(): Promise<void>;
}

interface Answer {
  status: number;
  body?: string;
}

/** `answer` is asked for each call, once it is among those received. */
export async function startCalledService(answer: (body: string) => Answer | Promise<Answer>): Promise<CalledService> {
  const received: CalledService["received"] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", async () => {
      received.push({ headers: request.headers, body });
      const { status, body: answered } = await answer(body);
      response.writeHead(status, { "content-type": "application/json" }).end(answered);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=in-the-address`,
    received,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
