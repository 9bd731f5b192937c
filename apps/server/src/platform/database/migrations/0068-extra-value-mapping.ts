import { type Kysely, sql } from "kysely";

/** Extra values that fill fields of the person. */
export const extraValueMapping = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `alter table communities
    add column extra_value_mapping jsonb not null default '[]',
    add column mapped_up_to_id uuid`,
  // Beside what the website says and what agents write: each is changed without the others.
  `alter table identities
    add column mapped_values jsonb not null default '{}',
    add column mapping_outcomes jsonb not null default '[]'`,
];
