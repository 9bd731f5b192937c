import type { OfferCount } from "@beckon/protocol";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/schema.ts";
import type { StatisticsFilter } from "./statistics.store.ts";

type OffersFilter = Omit<StatisticsFilter, "teamId" | "agentId">;

/** Of one trigger, or of all together (`is_total`). */
export interface CountedOffers extends Record<OfferCount, number> {
  is_total: boolean;
  trigger_id: string | null;
  engaged: number;
  answered: number;
  helped: number;
}

/**
 * The totals that browsers told, of the hours that begin in the period, beside the conversations that triggers began in
 * it. An answer is a message that a person wrote to the visitor.
 */
export async function countOffers(on: Kysely<Schema>, filter: OffersFilter): Promise<CountedOffers[]> {
  const { domainId, from, to, timeZone, sourceIds } = filter;
  const ofSources = sourceIds === null ? sql`` : sql`and source_id = any(${sourceIds}::uuid[])`;
  // Anybody may tell counts, so that sums may be absurd; they stay numbers.
  const total = (of: string) => sql`least(sum(${sql.ref(of)}), 2147483647)::integer`;
  const { rows } = await sql<CountedOffers>`
    with period as (
      select (${from}::date)::timestamp at time zone ${timeZone} as begins,
        (${to}::date + 1)::timestamp at time zone ${timeZone} as ends
    ), told as (
      select trigger_id, offered, held_out, shown, offered_engaged, held_out_engaged,
        0 as engaged, 0 as answered, 0 as helped
      from offer_counts, period
      where domain_id = ${domainId} and hour >= period.begins and hour < period.ends ${ofSources}
      union all
      select begun.trigger_id, 0, 0, 0, 0, 0, 1, begun.answered::integer, (begun.answered and begun.state = 'closed')::integer
      from (
        select thread.trigger_id, thread.state, exists (
          select from messages as message
          where message.domain_id = ${domainId} and message.thread_id = thread.id
            and message.author_type = 'agent' and not message.private and not message.automated
        ) as answered
        from threads as thread, period
        where domain_id = ${domainId} and trigger_id is not null
          and created_at >= period.begins and created_at < period.ends ${ofSources}
      ) as begun
    )
    select grouping(trigger_id) = 1 as is_total, trigger_id,
      ${total("offered")} as offered, ${total("held_out")} as held_out, ${total("shown")} as shown,
      ${total("engaged")} as engaged, ${total("answered")} as answered, ${total("helped")} as helped,
      ${total("offered_engaged")} as offered_engaged, ${total("held_out_engaged")} as held_out_engaged
    from told
    group by grouping sets ((), (trigger_id))
    having count(*) > 0`.execute(on);
  return rows;
}

/** Those of them that have their offers counted no longer. */
export async function findUncountedSources(
  on: Kysely<Schema>,
  domainId: string,
  sourceIds: readonly string[] | null,
): Promise<string[]> {
  const ofSources = sourceIds === null ? sql`` : sql`and id = any(${sourceIds}::uuid[])`;
  const { rows } = await sql<{ id: string }>`
    select id from sources
    where domain_id = ${domainId} and settings ->> 'count_offers' = 'false' ${ofSources} order by id`.execute(on);
  return rows.map(({ id }) => id);
}
