import { type Kysely, sql } from "kysely";

/** Rules, and when they replied. They follow the facts from now on: what happened before them is not theirs. */
export const rules = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `create table rules (
    domain_id uuid not null references domains (id),
    id uuid not null,
    label text not null,
    active boolean not null,
    event text not null,
    source_ids uuid[] not null,
    conditions jsonb not null,
    actions jsonb not null,
    place integer not null,
    created_at timestamptz not null default now(),
    primary key (domain_id, id)
  )`,
  `create table rule_replies (
    domain_id uuid not null,
    thread_id uuid not null,
    rule_id uuid not null,
    sent_at timestamptz not null,
    primary key (domain_id, thread_id, rule_id, sent_at),
    foreign key (domain_id, thread_id) references threads (domain_id, id) on delete cascade,
    foreign key (domain_id, rule_id) references rules (domain_id, id) on delete cascade
  )`,
  `create index rule_replies_of_rule on rule_replies (domain_id, rule_id)`,
  `insert into fact_followers (name, position) select 'rules', coalesce(max(position), 0) from facts`,
];
