import { type Kysely, sql } from "kysely";

/** Which service translates for a domain, and what it has translated. */
export const translations = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `create table translation_services (
    domain_id uuid primary key references domains (id),
    url text not null,
    sealed bytea not null
  )`,
  `create table message_translations (
    domain_id uuid not null,
    message_id uuid not null,
    thread_id uuid not null,
    language text not null,
    body text not null,
    from_language text,
    primary key (domain_id, message_id, language),
    foreign key (domain_id, thread_id) references threads (domain_id, id) on delete cascade
  )`,
  `create index message_translations_of_thread on message_translations (domain_id, thread_id)`,
];
