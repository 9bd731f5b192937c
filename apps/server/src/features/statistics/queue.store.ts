import { type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/schema.ts";

export interface QueueFilter {
  domainId: string;
  /** `2026-05-12`, both included, in the time zone. */
  from: string;
  to: string;
  timeZone: string;
  /** Only these; null for all. */
  sourceIds: string[] | null;
  step: "hour" | "day";
  now: Date;
}

export interface QueuePoint {
  at: Date;
  most: number;
  mean: number;
}

/** After which facts of its task a conversation waits for somebody to take it; after any other it does not. */
const WAITS = sql`(
  fact.type in ('task_assigned', 'task_given_back', 'task_expired_from_step', 'task_undelivered', 'task_moved')
  or (fact.type = 'task_created' and fact.payload ->> 'user_id' is null)
)`;

/**
 * Counts the queue from the facts of tasks, each of which says until the next one whether its conversation waits. A point's
 * beginning is an event of its own that changes nothing, so that each stretch between two events lies within one point.
 */
export async function countQueue(on: Kysely<Schema>, filter: QueueFilter): Promise<QueuePoint[]> {
  const { domainId, from, to, timeZone, sourceIds, step, now } = filter;
  const ofSources = sourceIds === null ? sql`` : sql`and task.source_id = any(${sourceIds}::uuid[])`;
  // Days are those of the clock on the wall; an hour is an hour.
  const beginnings =
    step === "day"
      ? sql`select day at time zone ${timeZone} as at
          from generate_series(${from}::date::timestamp, ${to}::date::timestamp, interval '1 day') as day`
      : sql`select at from period, generate_series(period.begins, period.ends - interval '1 second', interval '1 hour') as at`;
  const { rows } = await sql<QueuePoint>`
    with period as (
      select ${from}::date::timestamp at time zone ${timeZone} as begins,
        least((${to}::date + 1)::timestamp at time zone ${timeZone}, ${now}::timestamptz) as ends
    ), worked as (
      select distinct task.thread_id from tasks as task, period
      where task.domain_id = ${domainId} and task.created_at < period.ends
        and (task.ended_at is null or task.ended_at >= period.begins) ${ofSources}
    ), told as (
      select ${WAITS} as waits, fact.created_at as since,
        lead(fact.created_at) over (partition by fact.thread_id order by fact.position) as until
      from worked
      join facts as fact on fact.domain_id = ${domainId} and fact.thread_id = worked.thread_id
        and (fact.type like 'task\\_%' or fact.type = 'thread_anonymized')
    ), waited as (
      select greatest(told.since, period.begins) as since, told.until
      from told, period
      where told.waits and told.since < period.ends and (told.until is null or told.until > greatest(told.since, period.begins))
    ), points as (
      select at from (${beginnings}) as beginning, period where at < period.ends
    ), events as (
      select at, 0 as change, 1 as begins_point from points
      union all select since, 1, 0 from waited
      union all select until, -1, 0 from waited, period where until < period.ends
    ), counted as (
      select at, sum(change) over earlier as waiting, sum(begins_point) over earlier as point,
        lead(at) over (order by at, change) as until
      from events window earlier as (order by at, change rows unbounded preceding)
    )
    select min(at) as at, max(waiting)::integer as most,
      coalesce(sum(waiting * extract(epoch from coalesce(until, period.ends) - at))
        / nullif(sum(extract(epoch from coalesce(until, period.ends) - at)), 0), 0)::double precision as mean
    from counted, period where point > 0
    group by point order by point`.execute(on);
  return rows;
}
