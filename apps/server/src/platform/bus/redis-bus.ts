import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { createClient } from "redis";
import type { Bus, JsonValue } from "./bus.ts";
import { createListeners } from "./listeners.ts";

/** Messages on their way to Redis; more are dropped. A Redis that stalls would otherwise fill the memory. */
const MAX_IN_FLIGHT = 10_000;
const CONNECT_TIMEOUT_MS = 2_000;
/** Asked this often and silent for that long: the connection is dead, though nobody closed it. */
const PING_EVERY_MS = 3_000;
const SILENT_FOR_MS = 10_000;
const LONGEST_RECONNECT_MS = 2_000;
const SETTLED_AFTER_AT_MOST_MS = 2_000;

export interface RedisBusOptions {
  redisUrl: string;
  /** Keeps installations that share one Redis apart; the same on all nodes of one installation. */
  namespace: string;
  logger: Logger;
}

/**
 * The bus of an installation with several nodes, over Redis ≥ 7. While Redis is gone, messages are dropped; it
 * reconnects and subscribes anew by itself, for as long as it takes. A node hears of a channel only while someone
 * on it listens. Resolves when it is connected, or without a connection after two seconds.
 */
export async function createRedisBus({ redisUrl, namespace, logger }: RedisBusOptions): Promise<Bus> {
  const prefix = `${namespace}:`;
  const listeners = createListeners(logger);
  /** The channels that Redis was asked to send, with success. */
  const subscribed = new Set<string>();
  let inFlight = 0;
  let updating: Promise<void> | undefined;
  let closed = false;
  const publisher = connect("publisher");
  const subscriber = connect("subscriber");

  function connect(role: string) {
    const client = createClient({
      url: redisUrl,
      disableOfflineQueue: true,
      pingInterval: PING_EVERY_MS,
      socket: {
        connectTimeout: CONNECT_TIMEOUT_MS,
        socketTimeout: SILENT_FOR_MS,
        reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, LONGEST_RECONNECT_MS) * (0.5 + Math.random() / 2),
      },
    });
    let reported = false;
    // Without a listener for errors, the first lost connection would end the process.
    client.on("error", (error: Error) => {
      if (!reported && !closed) logger.warn({ role, reason: error.message }, "the bus lost Redis: hints are dropped");
      reported = true;
    });
    client.on("ready", () => {
      if (reported) logger.info({ role }, "the bus has Redis again");
      reported = false;
      updateSubscriptions();
    });
    return client;
  }

  function onMessage(message: string, channel: string): void {
    let payload: JsonValue;
    try {
      payload = JSON.parse(message);
    } catch {
      logger.warn({ channel }, "the bus got a message that is not JSON");
      return;
    }
    listeners.deliver(channel.slice(prefix.length), payload);
  }

  /** Makes Redis's subscriptions match the listeners, one step at a time. What fails is done at the next "ready". */
  function updateSubscriptions(): void {
    if (updating !== undefined || !subscriber.isReady) return;
    updating = matchListeners()
      .catch((error: unknown) => logger.debug({ err: error }, "subscribing failed; it is tried at the next connection"))
      .finally(() => {
        updating = undefined;
      });
  }

  async function matchListeners(): Promise<void> {
    for (;;) {
      const missing = listeners.channels().filter((channel) => !subscribed.has(channel));
      const unwanted = [...subscribed].filter((channel) => !listeners.has(channel));
      if (missing.length === 0 && unwanted.length === 0) return;
      if (missing.length > 0) {
        await subscriber.subscribe(missing.map(withPrefix), onMessage);
        for (const channel of missing) subscribed.add(channel);
      }
      if (unwanted.length > 0) {
        await subscriber.unsubscribe(unwanted.map(withPrefix));
        for (const channel of unwanted) subscribed.delete(channel);
      }
    }
  }

  function withPrefix(channel: string): string {
    return prefix + channel;
  }

  // Connecting goes on in the background until it succeeds or the bus is closed, which rejects it.
  const connected = Promise.allSettled([publisher.connect(), subscriber.connect()]);
  await withDeadline(connected, CONNECT_TIMEOUT_MS);

  return {
    publish(channel, payload) {
      if (!publisher.isReady || inFlight >= MAX_IN_FLIGHT) return;
      inFlight += 1;
      publisher
        .publish(withPrefix(channel), JSON.stringify(payload))
        // A message that was lost on the way is dropped, as this bus promises no more.
        .catch(() => {})
        .finally(() => {
          inFlight -= 1;
        });
    },
    subscribe(channel, listener) {
      const own = (payload: JsonValue) => listener(payload);
      listeners.add(channel, own);
      updateSubscriptions();
      return () => {
        listeners.remove(channel, own);
        updateSubscriptions();
      };
    },
    async settled() {
      if (updating !== undefined) await withDeadline(updating, SETTLED_AFTER_AT_MOST_MS);
    },
    async close() {
      closed = true;
      listeners.clear();
      for (const client of [publisher, subscriber]) if (client.isOpen) client.destroy();
      await connected;
    },
  };
}

async function withDeadline(work: Promise<unknown>, deadlineMs: number): Promise<void> {
  const cancel = new AbortController();
  const deadline = delay(deadlineMs, undefined, { signal: cancel.signal }).catch(() => {});
  await Promise.race([work, deadline]);
  cancel.abort();
}
