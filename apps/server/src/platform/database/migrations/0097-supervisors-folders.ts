import { type Kysely, sql } from "kysely";

/** Supervisors change shared folders, as they change tags; a role that somebody has changed stays as it is. */
export const supervisorsFolders = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const BEFORE = [
  "assign_intervention",
  "author_block_content",
  "close_content_thread",
  "manage_reply_assistant",
  "manage_tags",
  "monitor_tasks",
  "monitor_team_tasks",
  "open_content_thread",
  "read_identity",
  "read_own_stats",
  "read_presence",
  "read_stats",
  "receive_tasks",
  "reply_with_assistant",
  "search_contents",
  "update_identity",
  "update_intervention",
  "use_cobrowsing",
  "use_emoji",
  "view_tasks",
].join();

const STATEMENTS = [
  `update roles set permissions = permissions || '{manage_folders}'::text[]
   where ready_made = 'supervisor' and permissions @> '{${BEFORE}}'::text[] and permissions <@ '{${BEFORE}}'::text[]`,
];
