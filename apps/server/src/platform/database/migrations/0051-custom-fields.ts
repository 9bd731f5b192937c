import { type Kysely, sql } from "kysely";

/** What a domain wants to know of its visitors beside what everybody wants to know. */
export const customFields = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `create table custom_fields (
    domain_id uuid not null references domains (id),
    id uuid not null,
    type text not null check (type in ('text', 'number', 'boolean', 'date', 'single_choice', 'multiple_choice')),
    label text not null,
    choices text[] not null default '{}',
    pattern text,
    active boolean not null default true,
    place integer not null,
    created_at timestamptz not null default now(),
    primary key (domain_id, id)
  )`,

  // By the fields' ids; the index answers who has a value: custom_values @> '{"ID": "gold"}'.
  `alter table identity_groups add column custom_values jsonb not null default '{}'`,
  `create index identity_groups_by_custom_value on identity_groups using gin (custom_values jsonb_path_ops)`,
];
