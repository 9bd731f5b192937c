import { type Kysely, sql } from "kysely";

/** How many conversations agents take at once, and why they are away. */
export const capacities = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  // A domain without a row has what `capacities.decisions.ts` says.
  `create table channels (
    domain_id uuid not null references domains (id),
    channel text not null check (channel in ('realtime', 'asynchronous')),
    soft_limit integer not null,
    hard_limit integer not null,
    task_timeout_seconds integer,
    primary key (domain_id, channel)
  )`,
  `create table agent_capacities (
    domain_id uuid not null,
    user_id uuid not null,
    channel text not null check (channel in ('realtime', 'asynchronous')),
    soft_limit integer not null,
    hard_limit integer not null,
    primary key (domain_id, user_id, channel),
    foreign key (domain_id, user_id) references users (domain_id, id) on delete cascade
  )`,
  `create table presence_statuses (
    domain_id uuid not null references domains (id),
    id uuid not null,
    label text not null,
    created_at timestamptz not null default now(),
    primary key (domain_id, id)
  )`,
  `create unique index presence_statuses_label on presence_statuses (domain_id, lower(label))`,
  // No foreign key: a status that is deleted leaves its agents away, without a reason.
  `alter table agent_presences add column status_id uuid`,
  `alter table agent_presences add column idle boolean not null default false`,
  `alter table agent_presences add column since timestamptz not null default now()`,
];
