import { type Kysely, sql } from "kysely";

/** Files that people send: one row for each upload, and what a message shows of its files within the message. */
export const attachments = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `create table attachments (
     domain_id uuid not null references domains (id),
     id uuid not null,
     owner_type text not null check (owner_type in ('visitor', 'agent')),
     owner_id uuid not null,
     thread_id uuid,
     message_id uuid,
     access_key text not null unique,
     name text not null,
     content_type text not null,
     size integer not null,
     width integer,
     height integer,
     has_thumbnail boolean not null,
     sha256 bytea not null,
     -- Set once the file is whole in the storage.
     is_stored boolean not null default false,
     created_at timestamptz not null default now(),
     primary key (domain_id, id),
     foreign key (domain_id, thread_id) references threads (domain_id, id)
   )`,
  `create index attachments_unsent on attachments (created_at) where message_id is null`,
  `create index attachments_of_owner on attachments (domain_id, owner_id) where message_id is null`,
  `create index attachments_of_thread on attachments (domain_id, thread_id) where message_id is not null`,
  // Null for the many messages that have none: they cost nothing.
  `alter table messages add column attachments jsonb`,
];
