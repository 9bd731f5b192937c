import type { Logger } from "pino";
import type { Bus } from "./bus.ts";
import { createInProcessBus } from "./in-process-bus.ts";
import { createRedisBus } from "./redis-bus.ts";

export type { Bus, JsonValue } from "./bus.ts";

export interface OpenBusOptions {
  /** The in-process bus without it. */
  redisUrl: string | undefined;
  /** See `RedisBusOptions`. */
  namespace: string;
  logger: Logger;
}

/** The bus for this installation. A Redis that cannot be reached now is no error: it is reconnected to. */
export async function openBus({ redisUrl, namespace, logger }: OpenBusOptions): Promise<Bus> {
  return redisUrl === undefined ? createInProcessBus(logger) : createRedisBus({ redisUrl, namespace, logger });
}
