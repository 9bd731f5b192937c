import { type Kysely, sql } from "kysely";

/** Sources whose conversations find their agents by other steps than their channel's. */
export const sourceRouting = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `create table source_routing (
    domain_id uuid not null,
    source_id uuid not null,
    steps jsonb not null,
    primary key (domain_id, source_id),
    foreign key (domain_id, source_id) references sources (domain_id, id) on delete cascade
  )`,
];
