import type { ServerResponse } from "node:http";
import { CLOSE_CODES } from "@beckon/protocol";
import type { Wire, WireListener } from "./wire.ts";

/** A wire of which one half is an answer that never ends, as server-sent events, and the other is posted to. */
export interface HttpWire extends Wire {
  /**
   * Takes the `number`th post, from 0 on: one frame a line, none for a mere sign of life. Resolves when the next may
   * come. What was taken before is let pass; one that is missing ends the connection, since frames have an order.
   */
  take(number: number, lines: string): Promise<void>;
}

type Headers = Readonly<Record<string, number | string | string[] | undefined>>;

const STREAM_HEADERS: Headers = {
  "content-type": "text/event-stream",
  "cache-control": "no-store, no-transform",
  // Proxies that gather answers would keep the peer waiting.
  "x-accel-buffering": "no",
  // Nothing else comes after it.
  connection: "close",
};

/** Begins the answer. `headers`: what every answer to websites carries. */
export function httpWire(response: ServerResponse, headers: Headers): HttpWire {
  let listener: WireListener | null = null;
  let awaited = 0;
  let resumed: Promise<void> | null = null;
  let tellResumed: () => void = () => undefined;

  response.on("error", () => undefined);
  for (const [name, value] of Object.entries({ ...headers, ...STREAM_HEADERS })) {
    if (value !== undefined) response.setHeader(name, value);
  }
  // A comment: what is written first shows the peer that the way is open.
  response.write(":\n\n");

  function close(code: number): void {
    response.end(`event:close\ndata:${code}\n\n`);
  }

  return {
    listen(next) {
      const closed = (): void => {
        listener = null;
        tellResumed();
        next.closed();
      };
      listener = next;
      // The peer may have gone while it was looked for.
      if (response.closed) queueMicrotask(closed);
      else response.on("close", closed);
    },
    send: (text) => void response.write(`data:${text}\n\n`),
    cork: () => response.cork(),
    uncork: () => response.uncork(),
    bufferedBytes: () => response.writableLength,
    // Events without data are not told.
    ping: () => void response.write("event:ping\ndata:1\n\n"),
    pause() {
      resumed ??= new Promise((resolve) => {
        tellResumed = resolve;
      });
    },
    resume() {
      resumed = null;
      tellResumed();
    },
    close,
    cut: () => response.destroy(),
    async take(number, lines) {
      if (listener === null || number < awaited) return;
      // Who posts on without waiting for the answer is not held back by it.
      if (number > awaited || resumed !== null) return close(CLOSE_CODES.resume_later);
      awaited += 1;
      listener.alive();
      for (const line of lines.split("\n")) if (line !== "") listener.received(line);
      await resumed;
    },
  };
}
