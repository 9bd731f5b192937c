import { type Kysely, sql } from "kysely";

/** For folders of the queue, and of conversations in which nothing has happened for long. */
export const folderIndexes = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `create index thread_summaries_queued on thread_summaries (domain_id, last_activity_at, thread_id)
    where live = 'waiting'`,
  `create index thread_summaries_silent on thread_summaries (domain_id, last_message_at) where state = 'open'`,
];
