import type { Socket, SocketListener } from "./rim.ts";

/** A WebSocket that has not opened by then is held back by something on the way. */
const OPENING_LIMIT_MS = 10_000;
/** As in RFC 6455: nobody said why. */
const BROKEN = 1006;

/** A WebSocket, or the same over HTTP where none gets through: something on the way refuses, swallows or cuts it. */
export function openBrowserSocket(url: string, listener: SocketListener): Socket {
  const webSocket = new WebSocket(url);
  const timer = setTimeout(() => webSocket.close(), OPENING_LIMIT_MS);
  let current: Socket = webSocket;
  let isHeard = false;
  let isOver = false;
  const closed = (code: number): void => {
    clearTimeout(timer);
    webSocket.onclose = null;
    if (isHeard || isOver || code !== BROKEN || typeof EventSource === "undefined") listener.closed(code);
    else {
      import("./http-stream.ts").then(
        ({ openHttpStream }) => {
          if (!isOver) current = openHttpStream(url, listener);
        },
        () => listener.closed(code),
      );
    }
  };
  webSocket.onopen = () => {
    clearTimeout(timer);
    listener.opened();
  };
  webSocket.onmessage = ({ data }) => {
    isHeard = true;
    listener.received(String(data));
  };
  webSocket.onclose = ({ code }) => closed(code);
  // Of what the page's policy forbids, Chromium tells no close.
  webSocket.onerror = () => closed(BROKEN);
  return {
    send: (text) => current.send(text),
    close() {
      isOver = true;
      current.close();
    },
  };
}
