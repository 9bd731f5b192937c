import { type Kysely, sql } from "kysely";

/** Visitors who were anonymised, and marks of those who were erased. */
export const erasures = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `alter table identities add column anonymized_at timestamptz`,
  // A keyed hash of what named the visitor: nothing can be read from it, and what is presented again is known by it.
  `create table erased_identities (
    domain_id uuid not null references domains (id),
    mark bytea not null,
    erased_at timestamptz not null,
    primary key (domain_id, mark)
  )`,
];
