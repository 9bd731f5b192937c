import { type Kysely, sql } from "kysely";

/** Tasks, which bring threads to agents; interventions, the agents' work in them; and how tasks find agents. */
export const routing = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `create table interventions (
    domain_id uuid not null references domains (id),
    id uuid not null,
    thread_id uuid not null,
    source_id uuid not null,
    state text not null check (state in ('open', 'deferred', 'closed', 'canceled')),
    user_id uuid,
    opened_number integer not null,
    deferred_until timestamptz,
    opened_at timestamptz not null,
    closed_at timestamptz,
    primary key (domain_id, id),
    foreign key (domain_id, thread_id) references threads (domain_id, id) on delete cascade,
    foreign key (domain_id, source_id) references sources (domain_id, id) on delete cascade,
    check ((state = 'deferred') = (deferred_until is not null))
  )`,
  `create unique index interventions_current on interventions (domain_id, thread_id) where state in ('open', 'deferred')`,
  `create index interventions_of_thread on interventions (domain_id, thread_id, opened_at desc)`,
  `create index interventions_by_time on interventions (domain_id, opened_at desc, id desc)`,

  `create table tasks (
    domain_id uuid not null references domains (id),
    id uuid not null,
    thread_id uuid not null,
    source_id uuid not null,
    intervention_id uuid,
    channel text not null check (channel in ('realtime', 'asynchronous')),
    state text not null
      check (state in ('waiting', 'ringing', 'accepted', 'completed', 'transferred', 'expired', 'undelivered')),
    completion text check (completion in ('closed', 'deferred')),
    user_id uuid,
    target jsonb,
    comment text,
    transferred_by uuid,
    step integer not null default 0,
    step_ends_at timestamptz,
    declined_by uuid[] not null default '{}',
    missed_by uuid[] not null default '{}',
    ring_ends_at timestamptz,
    queued_at timestamptz not null,
    created_at timestamptz not null,
    accepted_at timestamptz,
    ended_at timestamptz,
    changed_at timestamptz not null,
    revision bigint not null default 1,
    primary key (domain_id, id),
    foreign key (domain_id, thread_id) references threads (domain_id, id) on delete cascade,
    foreign key (domain_id, source_id) references sources (domain_id, id) on delete cascade,
    check ((state = 'ringing') = (ring_ends_at is not null)),
    check (state not in ('ringing', 'accepted') or user_id is not null),
    check ((state = 'completed') = (completion is not null))
  )`,
  // A thread has one piece of work at a time.
  `create unique index tasks_active on tasks (domain_id, thread_id)
    where state in ('waiting', 'ringing', 'accepted', 'undelivered')`,
  `create index tasks_of_thread on tasks (domain_id, thread_id, created_at desc)`,
  `create index tasks_waiting on tasks (domain_id, queued_at, id) where state in ('waiting', 'undelivered')`,
  `create index tasks_ringing on tasks (domain_id, ring_ends_at) where state = 'ringing'`,
  `create index tasks_held on tasks (domain_id, user_id) where state in ('ringing', 'accepted')`,
  `create index tasks_of_user on tasks (domain_id, user_id, changed_at desc)`,
  `create index tasks_by_time on tasks (domain_id, created_at desc, id desc)`,

  `create table routing_settings (
    domain_id uuid not null references domains (id),
    channel text not null check (channel in ('realtime', 'asynchronous')),
    settings jsonb not null,
    primary key (domain_id, channel)
  )`,

  // The live chats that are going on when this version comes.
  `insert into interventions (domain_id, id, thread_id, source_id, state, user_id, opened_number, opened_at)
    select domain_id, gen_random_uuid(), id, source_id, 'open', live_agent_id, 0, coalesce(connected_at, created_at)
    from threads where state = 'open' and live = 'connected' and live_agent_id is not null`,
  `insert into tasks (domain_id, id, thread_id, source_id, intervention_id, channel, state, user_id,
      queued_at, created_at, accepted_at, changed_at)
    select thread.domain_id, gen_random_uuid(), thread.id, thread.source_id, intervention.id, 'realtime',
      case when intervention.id is null then 'waiting' else 'accepted' end, intervention.user_id,
      thread.created_at, thread.created_at, intervention.opened_at, now()
    from threads as thread
    left join interventions as intervention
      on intervention.domain_id = thread.domain_id and intervention.thread_id = thread.id
    where thread.state = 'open' and thread.live in ('waiting', 'connected')
      and (thread.live = 'waiting' or intervention.id is not null)`,
];
