import { type Kysely, sql } from "kysely";

/** What agents have begun to write. */
export const drafts = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `create table thread_drafts (
    domain_id uuid not null,
    user_id uuid not null,
    thread_id uuid not null,
    mode text not null check (mode in ('reply', 'note')),
    reply text not null,
    note text not null,
    updated_at timestamptz not null,
    primary key (domain_id, user_id, thread_id),
    foreign key (domain_id, user_id) references users (domain_id, id) on delete cascade,
    foreign key (domain_id, thread_id) references threads (domain_id, id) on delete cascade
  )`,
  `create index thread_drafts_of_thread on thread_drafts (domain_id, thread_id)`,
];
