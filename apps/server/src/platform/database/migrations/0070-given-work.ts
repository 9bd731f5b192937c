import { type Kysely, sql } from "kysely";

/** What rules need to give work: a priority of conversations, and facts that say whether a rule brought them about. */
export const givenWork = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  // 0 low, 1 normal, 2 high, 3 urgent. The conversation's tasks carry it too, so that the queue is read in its order.
  `alter table threads add column priority smallint not null default 1 check (priority between 0 and 3)`,
  `alter table tasks add column priority smallint not null default 1 check (priority between 0 and 3)`,
  `drop index tasks_waiting`,
  `create index tasks_waiting on tasks (domain_id, priority desc, queued_at, id)
    where state in ('waiting', 'undelivered')`,
  `drop index threads_waiting`,
  `create index threads_waiting on threads (domain_id, source_id, (-priority), created_at, id)
    where live = 'waiting'`,
  // The transaction in which rules act says so of itself, and whatever it writes is marked here, by whichever feature:
  // none can forget it.
  `alter table facts add column by_rule boolean not null
    default coalesce(current_setting('beckon.by_rule', true), '') = 'on'`,
];
