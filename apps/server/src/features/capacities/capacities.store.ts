import type { Capacity, Channel, ChannelLimits, ChannelSettings } from "@beckon/protocol";
import type { Kysely } from "kysely";
import type { Executor } from "../../platform/database/index.ts";
import type { Schema } from "../../platform/database/schema.ts";
import { type DomainCapacities, FIRST_CHANNELS } from "./capacities.decisions.ts";

/** How much an agent takes of a channel, for who has a transaction's executor only. */
export async function readHardLimit(
  executor: Executor,
  domainId: string,
  userId: string,
  channel: Channel,
): Promise<number> {
  const result = await executor.query<{ hard_limit: number }>({
    name: "capacity_hard_limit",
    text: `select hard_limit from (
             select hard_limit, 1 as place from agent_capacities where domain_id = $1 and user_id = $2 and channel = $3
             union all
             select hard_limit, 2 as place from channels where domain_id = $1 and channel = $3
           ) as said order by place limit 1`,
    values: [domainId, userId, channel],
  });
  return result.rows[0]?.hard_limit ?? FIRST_CHANNELS[channel].hard_limit;
}

/** The SQL of channels and agents' own capacities. `on` is a transaction, or the database. */
export const capacitiesStore = {
  /** All of a domain's: agents with a capacity of their own are few. */
  async read(on: Kysely<Schema>, domainId: string): Promise<DomainCapacities> {
    const channels = { ...FIRST_CHANNELS };
    const stored = await on.selectFrom("channels").selectAll().where("domain_id", "=", domainId).execute();
    for (const { domain_id: _, give_back_seconds, ...settings } of stored) {
      const { channel } = settings;
      channels[channel] = {
        ...settings,
        give_back_seconds: give_back_seconds ?? FIRST_CHANNELS[channel].give_back_seconds,
      };
    }
    const rows = await on
      .selectFrom("agent_capacities")
      .selectAll()
      .where("domain_id", "=", domainId)
      .orderBy("user_id")
      .execute();
    const own = new Map<string, Capacity>();
    for (const { user_id, channel, soft_limit, hard_limit } of rows) {
      const known = own.get(user_id) ?? { user_id, realtime: null, asynchronous: null };
      own.set(user_id, { ...known, [channel]: { soft_limit, hard_limit } });
    }
    return { channels, own };
  },

  async writeChannel(on: Kysely<Schema>, domainId: string, settings: ChannelSettings): Promise<void> {
    const { channel: _, ...changed } = settings;
    await on
      .insertInto("channels")
      .values({ domain_id: domainId, ...settings })
      .onConflict((conflict) => conflict.columns(["domain_id", "channel"]).doUpdateSet(changed))
      .execute();
  },

  async writeOwn(
    on: Kysely<Schema>,
    domainId: string,
    userId: string,
    channel: Channel,
    limits: ChannelLimits | null,
  ): Promise<void> {
    await on
      .deleteFrom("agent_capacities")
      .where("domain_id", "=", domainId)
      .where("user_id", "=", userId)
      .where("channel", "=", channel)
      .execute();
    if (limits === null) return;
    await on
      .insertInto("agent_capacities")
      .values({ domain_id: domainId, user_id: userId, channel, ...limits })
      .execute();
  },
};
