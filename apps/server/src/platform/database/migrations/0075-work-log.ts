import { type Kysely, sql } from "kysely";

/** How tasks' queues went, and what the log has of them under the thread, so that it is erased with it. */
export const workLog = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `create index facts_of_tasks on facts (domain_id, thread_id, position)
   where type like 'task\\_%' or type = 'thread_anonymized'`,
  `update audit_events set object_type = 'thread', object_id = tasks.thread_id
   from tasks
   where audit_events.object_type = 'task' and tasks.domain_id = audit_events.domain_id and tasks.id = audit_events.object_id`,
];
