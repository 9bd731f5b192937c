import { type Kysely, sql } from "kysely";

/** The secret that another one has replaced signs beside it for a while; and mappings know their version. */
export const replacedSecrets = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `alter table webhook_secrets add column replaced_sealed bytea, add column replaced_until timestamptz,
    add check ((replaced_sealed is null) = (replaced_until is null))`,
  `alter table bots add column replaced_secret bytea, add column replaced_until timestamptz,
    add check ((replaced_secret is null) = (replaced_until is null))`,
  `alter table communities add column mapping_version integer not null default 1`,
];
