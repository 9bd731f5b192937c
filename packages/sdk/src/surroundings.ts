import { openBrowserSocket } from "./browser-socket.ts";
import type { Surroundings } from "./rim.ts";

/**
 * The browser's own surroundings: beside its socket (browser-socket.ts) and the random bytes of identifiers, the only
 * file of this package that names a browser's globals. Without a page (Node) there are no tabs, so every client stands alone.
 */
export function browserSurroundings(): Surroundings {
  const isPage = typeof document !== "undefined";
  return {
    createSocket: openBrowserSocket,
    now: () => Date.now(),
    random: () => Math.random(),
    schedule(callback, delayMs) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    watchPage(listener) {
      if (!isPage) return () => {};
      const forget = new AbortController();
      const watch = (target: EventTarget, type: string, callback: () => void) =>
        target.addEventListener(type, callback, { signal: forget.signal });
      // No unload or beforeunload: either would keep the page out of the back/forward cache.
      watch(window, "pagehide", () => listener("hidden"));
      watch(window, "pageshow", () => listener("shown"));
      watch(window, "online", () => listener("noticed"));
      watch(document, "visibilitychange", () => {
        if (!document.hidden) listener("noticed");
      });
      return () => forget.abort();
    },
    openChannel:
      isPage && typeof BroadcastChannel !== "undefined"
        ? (name, onMessage) => {
            const channel = new BroadcastChannel(name);
            channel.onmessage = (event) => onMessage(event.data);
            return { post: (message) => channel.postMessage(message), close: () => channel.close() };
          }
        : null,
    // Only secure contexts have locks.
    requestLock:
      isPage && navigator.locks ? (name, options, hold) => navigator.locks.request(name, options, hold) : null,
  };
}
