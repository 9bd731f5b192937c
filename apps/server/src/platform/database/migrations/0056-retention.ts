import { type Kysely, sql } from "kysely";

/** How long a domain keeps what; 0: for ever. */
export const retention = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `create table domain_settings (
    domain_id uuid primary key references domains (id),
    closed_threads_days integer not null default 0 check (closed_threads_days between 0 and 3650),
    anonymous_identities_days integer not null default 0 check (anonymous_identities_days between 0 and 3650),
    audit_days integer not null default 0 check (audit_days between 0 and 3650)
  )`,
  // Those that go after a time are found without reading the others.
  `create index identities_nameless on identities (domain_id, created_at)
    where uuid is null and email is null and anonymized_at is null`,
];
