import type { Logger } from "pino";
import type { Bus, JsonValue } from "./bus.ts";
import { createListeners } from "./listeners.ts";

/** The bus of an installation with one node. What is published in one turn is delivered together, soon after. */
export function createInProcessBus(logger: Logger): Bus {
  const listeners = createListeners(logger);
  let waiting: { channel: string; payload: JsonValue }[] = [];

  function deliverWaiting(): void {
    const due = waiting;
    waiting = [];
    for (const { channel, payload } of due) listeners.deliver(channel, payload);
  }

  return {
    publish(channel, payload) {
      if (!listeners.has(channel)) return;
      if (waiting.length === 0) setImmediate(deliverWaiting);
      waiting.push({ channel, payload });
    },
    subscribe(channel, listener) {
      // Subscribing one function twice makes two subscriptions.
      const own = (payload: JsonValue) => listener(payload);
      listeners.add(channel, own);
      return () => {
        listeners.remove(channel, own);
      };
    },
    async settled() {},
    async close() {
      listeners.clear();
      waiting = [];
    },
  };
}
