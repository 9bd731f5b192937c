import { isDeepStrictEqual } from "node:util";
import type {
  Capacity,
  CapacityChange,
  Channel,
  ChannelChange,
  ChannelLimits,
  ChannelSettings,
} from "@beckon/protocol";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import type { Bus } from "../../platform/bus/index.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { Refusal } from "../../platform/refusal.ts";
import { type Accounts, type Caller, nameOf } from "../accounts/index.ts";
import { recordAuditEvent } from "../audit/index.ts";
import { type DomainCapacities, FIRST_CHANNELS, judgeLimits, limitsOf } from "./capacities.decisions.ts";
import { capacitiesStore } from "./capacities.store.ts";

/** What is in memory is read again after this long, behind an answer: a hint may have been lost. */
const CHECK_AFTER_MS = 30_000;
/** Domains in memory; beyond it the one that was read first goes. */
const DOMAINS_LIMIT = 5_000;
const CHANNELS: readonly Channel[] = ["realtime", "asynchronous"];
const CHANGED = "capacities_changed";

export interface CapacitiesOptions {
  database: Database;
  accounts: Accounts;
  bus: Bus;
  clock: Clock;
  logger: Logger;
}

export type Capacities = ReturnType<typeof createCapacities>;

/** How many conversations each agent takes at once. Answered from memory, since every visitor's browser may ask. */
export function createCapacities({ database: { kysely }, accounts, bus, clock, logger }: CapacitiesOptions) {
  const known = new Map<string, { capacities: DomainCapacities; readAtMs: number }>();
  /** Readings under way. A change takes its domain's out of here: what it reads may be older. */
  const reading = new Map<string, Promise<DomainCapacities>>();
  const unsubscribe = bus.subscribe(CHANGED, (domainId) => {
    if (typeof domainId === "string") refresh(domainId);
  });

  function read(domainId: string): Promise<DomainCapacities> {
    const mine = capacitiesStore
      .read(kysely, domainId)
      .then((capacities) => {
        if (reading.get(domainId) === mine) remember(domainId, capacities);
        return capacities;
      })
      .finally(() => {
        if (reading.get(domainId) === mine) reading.delete(domainId);
      });
    reading.set(domainId, mine);
    return mine;
  }

  function remember(domainId: string, capacities: DomainCapacities): void {
    known.delete(domainId);
    known.set(domainId, { capacities, readAtMs: clock.nowMs() });
    const [oldest] = known.keys();
    if (known.size > DOMAINS_LIMIT && oldest !== undefined) known.delete(oldest);
  }

  function refresh(domainId: string): void {
    if (!known.has(domainId) && !reading.has(domainId)) return;
    read(domainId).catch((error: unknown) => logger.warn({ err: error }, "a domain's capacities could not be read"));
  }

  /** Until a domain has been read, what holds where nothing was said. */
  function recall(domainId: string): DomainCapacities {
    const found = known.get(domainId);
    const isOld = found === undefined || clock.nowMs() - found.readAtMs >= CHECK_AFTER_MS;
    if (isOld && !reading.has(domainId)) {
      read(domainId).catch((error: unknown) => logger.warn({ err: error }, "a domain's capacities could not be read"));
    }
    return found?.capacities ?? { channels: FIRST_CHANNELS, own: new Map() };
  }

  async function change(
    domainId: string,
    work: (transaction: Kysely<Schema>, before: DomainCapacities) => Promise<void>,
  ): Promise<DomainCapacities> {
    const after = await kysely.transaction().execute(async (transaction) => {
      await work(transaction, await capacitiesStore.read(transaction, domainId));
      return capacitiesStore.read(transaction, domainId);
    });
    // This node answers by it at once; the others hear of it.
    reading.delete(domainId);
    remember(domainId, after);
    bus.publish(CHANGED, domainId);
    return after;
  }

  const byWhom = ({ domainId, userId, name }: Caller) => ({ domainId, user: { id: userId, name } });
  const ownOf = ({ own }: DomainCapacities, userId: string): Capacity =>
    own.get(userId) ?? { user_id: userId, realtime: null, asynchronous: null };

  return {
    /** From memory; reads what it does not have behind the answer. */
    limitsOf: (domainId: string, userId: string, channel: Channel): ChannelLimits =>
      limitsOf(recall(domainId), userId, channel),

    /** After how long a task that nobody has accepted goes on; null: never. As `limitsOf`, from memory. */
    taskTimeoutSecondsOf: (domainId: string, channel: Channel): number | null =>
      recall(domainId).channels[channel].task_timeout_seconds,

    /** Resolves when `limitsOf` knows the domain. */
    async load(domainId: string): Promise<void> {
      if (!known.has(domainId)) await (reading.get(domainId) ?? read(domainId));
    },

    async listChannels({ domainId }: Pick<Caller, "domainId">): Promise<ChannelSettings[]> {
      const { channels } = await capacitiesStore.read(kysely, domainId);
      return CHANNELS.map((channel) => channels[channel]);
    },

    /** Refuses with invalid_request. */
    async changeChannel(caller: Caller, channel: Channel, wanted: ChannelChange): Promise<ChannelSettings> {
      const { channels } = await change(caller.domainId, async (transaction, { channels: { [channel]: before } }) => {
        const after = { ...before, ...wanted };
        const reason = judgeLimits(after);
        if (reason !== null) throw new Refusal("invalid_request", { field: "hard_limit", reason });
        if (isDeepStrictEqual(before, after)) return;
        await capacitiesStore.writeChannel(transaction, caller.domainId, after);
        const object = { type: "channel", id: null, label: channel };
        await recordAuditEvent(transaction, { ...byWhom(caller), action: "channel_changed", object, before, after });
      });
      return channels[channel];
    },

    /** Of those who have one of their own. */
    async list({ domainId }: Caller, { offset, limit }: { offset: number; limit: number }) {
      const own = [...(await capacitiesStore.read(kysely, domainId)).own.values()];
      return { count: own.length, records: own.slice(offset, offset + limit) };
    },

    async find({ domainId }: Caller, userId: string): Promise<Capacity> {
      await accounts.findUser({ domainId, userId });
      return ownOf(await capacitiesStore.read(kysely, domainId), userId);
    },

    /** Refuses with not_found, with not_permitted for who holds more than the caller, and with invalid_request. */
    async change(caller: Caller, userId: string, wanted: CapacityChange): Promise<Capacity> {
      const user = await accounts.findUserWithin(caller, userId);
      const after = await change(caller.domainId, async (transaction, capacities) => {
        const before = ownOf(capacities, userId);
        const changed = { ...before, ...wanted };
        for (const channel of CHANNELS) {
          const limits = changed[channel];
          const reason = limits === null ? null : judgeLimits(limits);
          if (reason !== null) throw new Refusal("invalid_request", { field: `${channel}.hard_limit`, reason });
          await capacitiesStore.writeOwn(transaction, caller.domainId, userId, channel, limits);
        }
        if (isDeepStrictEqual(before, changed)) return;
        await recordAuditEvent(transaction, {
          ...byWhom(caller),
          action: "capacity_changed",
          object: { type: "user", id: userId, label: nameOf(user) },
          before,
          after: changed,
        });
      });
      return ownOf(after, userId);
    },

    stop: unsubscribe,
  };
}
