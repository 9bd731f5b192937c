import { type Kysely, sql } from "kysely";

/** Where a live chat stands, and what it says of itself in its messages. */
export const liveChats = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `alter table messages add column notice jsonb`,
  // Null in messaging, and in threads that began before live chats had a queue.
  `alter table threads add column live text check (live in ('waiting', 'connected', 'ended'))`,
  `alter table threads add column live_agent_id uuid`,
  `alter table threads add column live_agent_name text`,
  `alter table threads add column connected_at timestamptz`,
  `create index threads_waiting on threads (domain_id, source_id, created_at, id) where live = 'waiting'`,
  `create index threads_of_live_agent on threads (domain_id, live_agent_id) where live = 'connected'`,
  `create index threads_connected on threads (domain_id, source_id, connected_at) where connected_at is not null`,
  `create index threads_live on threads (domain_id, source_id) where state = 'open' and live in ('waiting', 'connected')`,
];
