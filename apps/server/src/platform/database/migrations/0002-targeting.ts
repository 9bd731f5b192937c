import { type Kysely, sql } from "kysely";

/** What the console's administration needs: a history of changes, an order of items, and the agents' presence. */
export const targeting = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  // The user has no foreign key: what somebody changed is told, by the name of that day, after they have gone.
  `create table configuration_changes (
    domain_id uuid not null,
    id uuid not null,
    source_id uuid not null,
    revision bigint not null,
    user_id uuid,
    user_name text,
    object_type text not null,
    object_id uuid not null,
    object_label text not null,
    action text not null check (action in ('created', 'changed', 'deleted', 'reordered', 'reverted')),
    before jsonb,
    after jsonb,
    created_at timestamptz not null default now(),
    primary key (domain_id, id),
    foreign key (domain_id, source_id) references sources (domain_id, id) on delete cascade
  )`,
  `create index configuration_changes_of_source on configuration_changes (domain_id, source_id, revision desc)`,

  `alter table items add column place integer not null default 0`,
  `update items set place = numbered.place
   from (
     select domain_id, id, row_number() over (partition by domain_id, source_id order by created_at, id) as place
     from items
   ) as numbered
   where items.domain_id = numbered.domain_id and items.id = numbered.id`,

  // \`revision\` tells nodes which of two choices they heard of is the later one.
  `create table agent_presences (
    domain_id uuid not null,
    user_id uuid not null,
    realtime text not null check (realtime in ('available', 'away')),
    asynchronous text not null check (asynchronous in ('available', 'away')),
    revision bigint not null default 1,
    primary key (domain_id, user_id),
    foreign key (domain_id, user_id) references users (domain_id, id) on delete cascade
  )`,
];
