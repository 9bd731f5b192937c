import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Schema } from "../../platform/database/schema.ts";

export interface StatisticsFilter {
  domainId: string;
  /** `2026-05-12`, both included, in the time zone. */
  from: string;
  to: string;
  timeZone: string;
  /** Only these; null for all. */
  sourceIds: string[] | null;
  /** Only conversations that somebody of this team answered first; null for all. */
  teamId: string | null;
  /** Only conversations that this person answered first; null for all. */
  agentId: string | null;
}

interface Measures {
  conversations: number;
  answered: number;
  missed: number;
  wait_median: number | null;
  wait_p90: number | null;
  handling_median: number | null;
  handling_p90: number | null;
}

/** One row for each of: all, source, trigger, agent, day, weekday and hour. `kind` says which. */
export interface CountedRow extends Measures {
  kind: "all" | "source" | "trigger" | "agent" | "day" | "hour";
  source_id: string | null;
  trigger_id: string | null;
  agent_id: string | null;
  day: string | null;
  weekday: number | null;
  hour: number | null;
}

/**
 * Counts the conversations that began in the period, in one statement over their own rows: nothing is counted ahead, so
 * nothing can differ from what happened. An answer is a message that a person wrote to the visitor.
 */
export async function countConversations(on: Kysely<Schema>, filter: StatisticsFilter): Promise<CountedRow[]> {
  const { domainId, from, to, timeZone, sourceIds, teamId, agentId } = filter;
  const ofSources = sourceIds === null ? sql`` : sql`and thread.source_id = any(${sourceIds}::uuid[])`;
  const ofAgent = agentId === null ? sql`` : sql`and agent_id = ${agentId}`;
  const ofTeam =
    teamId === null
      ? sql``
      : sql`and agent_id in (select user_id from team_members where domain_id = ${domainId} and team_id = ${teamId})`;
  const seconds = (later: RawBuilder<unknown>, earlier: RawBuilder<unknown>) =>
    sql`extract(epoch from ${later} - ${earlier})::double precision`;
  const wait = seconds(sql`answered_at`, sql`created_at`);
  const handling = seconds(sql`last_at`, sql`answered_at`);
  const share = (of: number, time: RawBuilder<unknown>) =>
    sql`percentile_cont(${sql.raw(String(of))}) within group (order by ${time}) filter (where answered_at is not null)`;
  const { rows } = await sql<CountedRow>`
    with begun as (
      select thread.id, thread.source_id, thread.trigger_id, thread.created_at, thread.state,
        thread.created_at at time zone ${timeZone} as began
      from threads as thread
      where thread.domain_id = ${domainId}
        and thread.created_at >= (${from}::date)::timestamp at time zone ${timeZone}
        and thread.created_at < (${to}::date + 1)::timestamp at time zone ${timeZone}
        ${ofSources}
    ), told as (
      select begun.*, first.created_at as answered_at, first.author_id as agent_id, last.created_at as last_at,
        to_char(began, 'YYYY-MM-DD') as day,
        extract(isodow from began)::integer as weekday,
        extract(hour from began)::integer as hour
      from begun
      left join lateral (
        select message.created_at, message.author_id from messages as message
        where message.domain_id = ${domainId} and message.thread_id = begun.id
          and message.author_type = 'agent' and not message.private and not message.automated
        order by message.number limit 1
      ) as first on true
      left join lateral (
        select message.created_at from messages as message
        where message.domain_id = ${domainId} and message.thread_id = begun.id
          and message.author_type in ('visitor', 'agent') and not message.private
        order by message.number desc limit 1
      ) as last on true
    )
    select
      case grouping(source_id, trigger_id, agent_id, day, weekday)
        when 31 then 'all' when 15 then 'source' when 23 then 'trigger' when 27 then 'agent' when 29 then 'day'
        else 'hour'
      end as kind,
      source_id, trigger_id, agent_id, day, weekday, hour,
      count(*)::integer as conversations,
      count(answered_at)::integer as answered,
      (count(*) filter (where answered_at is null and state = 'closed'))::integer as missed,
      ${share(0.5, wait)} as wait_median, ${share(0.9, wait)} as wait_p90,
      ${share(0.5, handling)} as handling_median, ${share(0.9, handling)} as handling_p90
    from told where true ${ofAgent} ${ofTeam}
    group by grouping sets ((), (source_id), (trigger_id), (agent_id), (day), (weekday, hour))`.execute(on);
  return rows;
}

/** What the domain calls its sources, triggers and people, by their ids. */
export async function findLabels(on: Kysely<Schema>, domainId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; label: string }>`
    select id, label from sources where domain_id = ${domainId}
    union all select id, label from triggers where domain_id = ${domainId}
    union all select id, trim(firstname || ' ' || lastname) from users where domain_id = ${domainId}`.execute(on);
  return new Map(rows.map(({ id, label }) => [id, label]));
}
