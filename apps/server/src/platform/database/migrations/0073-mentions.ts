import { type Kysely, sql } from "kysely";

/** Whom notes mention: the names stand in the note and at it, who has read theirs stands here. */
export const mentions = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `alter table messages add column mentions jsonb`,
  `create table mentions (
    domain_id uuid not null,
    user_id uuid not null,
    message_id uuid not null,
    thread_id uuid not null,
    number integer not null,
    created_at timestamptz not null,
    read_at timestamptz,
    primary key (domain_id, user_id, message_id),
    foreign key (domain_id, user_id) references users (domain_id, id) on delete cascade,
    foreign key (domain_id, thread_id) references threads (domain_id, id) on delete cascade
  )`,
  `create index mentions_of_user on mentions (domain_id, user_id, created_at desc, message_id)`,
  `create index mentions_unread on mentions (domain_id, user_id, thread_id) where read_at is null`,
  `create index mentions_of_thread on mentions (domain_id, thread_id)`,
];
