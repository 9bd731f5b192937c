import { makeSecret } from "./identifiers.ts";
import type { Socket, SocketListener } from "./rim.ts";

/** Frames that wait go together up to so many bytes, far below what the server takes at once. */
const POST_BYTES = 32 * 1024;
/** What a connection that broke is told, as of a WebSocket. */
const BROKEN = 1006;

/**
 * The same frames where WebSockets do not get through: down as server-sent events, up as posts, one after the other.
 * `url`: that of the WebSocket. A file of its own, loaded only then.
 */
export function openHttpStream(url: string, listener: SocketListener): Socket {
  const address = url.replace(/^ws/, "http").replace(/socket$/, `streams/${makeSecret()}`);
  const events = new EventSource(address);
  const waiting: string[] = [];
  let number = 0;
  let isPosting = false;
  let isAskedForLife = false;
  let isOver = false;

  function close(): void {
    isOver = true;
    events.close();
  }

  function end(code: number): void {
    if (isOver) return;
    close();
    listener.closed(code);
  }

  /** As many frames as one post may bear. */
  function takeLines(): string {
    let lines = waiting.shift() ?? "";
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const longer = `${lines}\n${next}`;
      if (new TextEncoder().encode(longer).length > POST_BYTES) break;
      lines = longer;
      waiting.shift();
    }
    return lines;
  }

  async function post(): Promise<void> {
    if (isPosting) return;
    isPosting = true;
    while (!isOver && (waiting.length > 0 || isAskedForLife)) {
      isAskedForLife = false;
      try {
        const { ok } = await fetch(`${address}?number=${number++}`, {
          method: "POST",
          body: takeLines(),
          headers: { "content-type": "text/plain" },
          credentials: "omit",
        });
        if (!ok) end(BROKEN);
      } catch {
        end(BROKEN);
      }
    }
    isPosting = false;
  }

  // Told in the next turn, as of a WebSocket: nobody is called before this has returned.
  events.onopen = () => listener.opened();
  events.onmessage = ({ data }) => {
    if (!isOver) listener.received(String(data));
  };
  events.addEventListener("ping", () => {
    isAskedForLife = true;
    void post();
  });
  events.addEventListener("close", ({ data }) => end(Number(data)));
  // Left alone, it would open itself again, and what was posted meanwhile would be lost.
  events.onerror = () => end(BROKEN);
  return {
    send(text) {
      waiting.push(text);
      void post();
    },
    close,
  };
}
