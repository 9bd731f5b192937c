import { type Kysely, sql } from "kysely";

/** Programs that answer visitors: users of their own kind, the conversations that they have, and what tells them. */
export const bots = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `alter table users add column kind text not null default 'person' check (kind in ('person', 'bot'))`,
  // In every source when there is none in source_ids.
  `create table bots (
    domain_id uuid not null,
    id uuid not null,
    url text not null,
    source_ids uuid[] not null default '{}',
    answer_seconds integer not null check (answer_seconds between 5 and 3600),
    sealed_secret bytea not null,
    created_at timestamptz not null default now(),
    primary key (domain_id, id),
    foreign key (domain_id, id) references users (domain_id, id) on delete cascade
  )`,
  // The newest time that a bot had a thread. left_task_id: the work that it gave up, which it does not get again.
  `create table bot_threads (
    domain_id uuid not null,
    thread_id uuid not null,
    bot_id uuid not null,
    started_at timestamptz not null,
    told_number integer not null,
    left_task_id uuid,
    primary key (domain_id, thread_id),
    foreign key (domain_id, thread_id) references threads (domain_id, id) on delete cascade,
    foreign key (domain_id, bot_id) references bots (domain_id, id) on delete cascade
  )`,
  `create index bot_threads_of_bot on bot_threads (domain_id, bot_id)`,
  // A call is a rule's or for a bot, which is told of one message by its number.
  `alter table webhook_calls alter column rule_id drop not null`,
  `alter table webhook_calls add column bot_id uuid, add column number integer,
    add foreign key (domain_id, bot_id) references bots (domain_id, id) on delete cascade,
    add check (num_nonnulls(rule_id, bot_id) = 1)`,
  `create index webhook_calls_of_bot on webhook_calls (domain_id, bot_id) where bot_id is not null`,
];
