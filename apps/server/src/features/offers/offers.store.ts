import type { Executor } from "../../platform/database/index.ts";
import type { ToldTotals } from "./tally.decisions.ts";

/**
 * Adds to what is there, so that nodes and restarts lose nothing of each other's. Only what a trigger of an active source
 * that has its offers counted is told of goes in: a made up token or id joins nothing. In the order of the key, so that
 * two nodes do not wait for each other.
 */
export async function addOfferCounts(executor: Executor, totals: readonly ToldTotals[]): Promise<void> {
  await executor.query({
    name: "offer_counts_add",
    text: `insert into offer_counts
      (domain_id, source_id, trigger_id, hour, offered, held_out, shown, offered_engaged, held_out_engaged)
      select source.domain_id, source.id, trigger.id, told.hour,
        told.offered, told.held_out, told.shown, told.offered_engaged, told.held_out_engaged
      from jsonb_to_recordset($1::jsonb) as told (token text, trigger_id uuid, hour timestamptz,
        offered integer, held_out integer, shown integer, offered_engaged integer, held_out_engaged integer)
      join sources as source on source.token = told.token and source.state = 'active'
        and coalesce(source.settings ->> 'count_offers', 'true') = 'true'
      join triggers as trigger on trigger.domain_id = source.domain_id and trigger.source_id = source.id
        and trigger.id = told.trigger_id
      order by source.domain_id, source.id, trigger.id, told.hour
      on conflict (domain_id, source_id, trigger_id, hour) do update set
        offered = offer_counts.offered + excluded.offered,
        held_out = offer_counts.held_out + excluded.held_out,
        shown = offer_counts.shown + excluded.shown,
        offered_engaged = offer_counts.offered_engaged + excluded.offered_engaged,
        held_out_engaged = offer_counts.held_out_engaged + excluded.held_out_engaged`,
    values: [JSON.stringify(totals)],
  });
}
