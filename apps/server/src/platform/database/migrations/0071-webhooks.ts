import { type Kysely, sql } from "kysely";

/** Calls of other services that rules ask for, and what signs them. */
export const webhooks = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `create table webhook_secrets (
    domain_id uuid primary key references domains (id),
    sealed bytea not null,
    made_at timestamptz not null
  )`,
  // Those that are not ended: taken or given up, they are in the audit log.
  `create table webhook_calls (
    domain_id uuid not null,
    id uuid not null,
    rule_id uuid not null,
    thread_id uuid not null,
    event text not null,
    url text not null,
    tries integer not null default 0,
    queued_at timestamptz not null,
    next_at timestamptz not null,
    primary key (domain_id, id),
    foreign key (domain_id, rule_id) references rules (domain_id, id) on delete cascade,
    foreign key (domain_id, thread_id) references threads (domain_id, id) on delete cascade
  )`,
  `create index webhook_calls_due on webhook_calls (next_at)`,
  `create index webhook_calls_of_rule on webhook_calls (domain_id, rule_id)`,
  `create index webhook_calls_of_thread on webhook_calls (domain_id, thread_id)`,
];
