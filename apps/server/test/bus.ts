import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { createClient } from "redis";
import { type Bus, openBus } from "../src/platform/bus/index.ts";

export type BusKind = "in-process" | "redis";

export const testRedisUrl = process.env.REDIS_URL ?? "redis://127.0.0.1:6379";

/** The kinds that can run here, and why the others cannot. */
export async function availableBusKinds(): Promise<{ kinds: BusKind[]; missing: string[] }> {
  const client = createClient({ url: testRedisUrl, socket: { connectTimeout: 1_000, reconnectStrategy: false } });
  client.on("error", () => {});
  try {
    await client.connect();
    const version = /redis_version:(\d+)/.exec(await client.info("server"))?.[1] ?? "unknown";
    if (Number(version) >= 7) return { kinds: ["in-process", "redis"], missing: [] };
    return { kinds: ["in-process"], missing: [`redis: the server is version ${version}, 7 is needed`] };
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    const { host } = new URL(testRedisUrl);
    return { kinds: ["in-process"], missing: [`redis: not on ${host} (set REDIS_URL): ${reason}`] };
  } finally {
    if (client.isOpen) client.destroy();
  }
}

/** As many nodes of one installation as asked for; the in-process bus has one node, which is then given again. */
export async function openTestBuses(kind: BusKind, nodes: number, redisUrl = testRedisUrl): Promise<Bus[]> {
  const logger = pino({ level: "silent" });
  const namespace = `beckon-test-${randomUUID()}`;
  if (kind === "in-process") {
    const bus = await openBus({ redisUrl: undefined, namespace, logger });
    return Array.from({ length: nodes }, () => bus);
  }
  return Promise.all(Array.from({ length: nodes }, () => openBus({ redisUrl, namespace, logger })));
}
