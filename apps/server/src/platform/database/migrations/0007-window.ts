import { type Kysely, sql } from "kysely";

/** What conversations of messaging need: the request for an e-mail address, and the open threads found quickly. */
export const window = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  `alter table threads add column email_request text check (email_request in ('open', 'submitted'))`,
  `alter table identities add column email_requested_at timestamptz`,
  // Messages do not change \`state\`, so this index costs them nothing.
  `create index threads_open on threads (domain_id, id) where state = 'open'`,
];
