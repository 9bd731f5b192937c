import type { Logger } from "pino";
import type { BusListener, JsonValue } from "./bus.ts";

/** Who listens to what on this node. */
export interface Listeners {
  add(channel: string, listener: BusListener): void;
  remove(channel: string, listener: BusListener): void;
  has(channel: string): boolean;
  /** The channels that have a listener. */
  channels(): string[];
  deliver(channel: string, payload: JsonValue): void;
  clear(): void;
}

export function createListeners(logger: Logger): Listeners {
  const byChannel = new Map<string, Set<BusListener>>();

  return {
    add(channel, listener) {
      const present = byChannel.get(channel);
      if (present === undefined) byChannel.set(channel, new Set([listener]));
      else present.add(listener);
    },
    remove(channel, listener) {
      const present = byChannel.get(channel);
      present?.delete(listener);
      if (present?.size === 0) byChannel.delete(channel);
    },
    has: (channel) => byChannel.has(channel),
    channels: () => [...byChannel.keys()],
    deliver(channel, payload) {
      const present = byChannel.get(channel);
      if (present === undefined) return;
      for (const listener of [...present]) {
        // One listener may have stopped another just now.
        if (!present.has(listener)) continue;
        try {
          listener(payload);
        } catch (error) {
          logger.error({ err: error, channel }, "a listener of the bus failed");
        }
      }
    },
    clear: () => byChannel.clear(),
  };
}
