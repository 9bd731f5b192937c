import { type Kysely, sql } from "kysely";

/** Business hours, and which sources keep them. */
export const timeSheets = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `create table time_sheets (
    domain_id uuid not null references domains (id),
    id uuid not null,
    label text not null,
    time_zone text not null,
    weekly jsonb not null,
    holidays jsonb not null,
    created_at timestamptz not null default now(),
    primary key (domain_id, id)
  )`,
  `create table source_time_sheets (
    domain_id uuid not null,
    source_id uuid not null,
    time_sheet_id uuid not null,
    primary key (domain_id, source_id),
    foreign key (domain_id, source_id) references sources (domain_id, id) on delete cascade,
    foreign key (domain_id, time_sheet_id) references time_sheets (domain_id, id) on delete cascade
  )`,
  `create index source_time_sheets_of_sheet on source_time_sheets (domain_id, time_sheet_id)`,
];
