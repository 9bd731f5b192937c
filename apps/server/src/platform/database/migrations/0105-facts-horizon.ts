import { type Kysely, sql } from "kysely";

/** What the facts' readers ask all the time, in one way to the database and back. */
export const factsHorizon = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  // Volatile: each of its statements sees the database as it is then, and the second must see no less than the first.
  `create function facts_horizon(out taken bigint, out oldest bigint, out next bigint)
    language plpgsql volatile as $$
    begin
      -- A sequence that has given nothing yet says 1, which the first fact has still to take.
      select case when is_called then last_value else 0 end into taken from public.facts_position_seq;
      select pg_snapshot_xmin(snapshot)::text::bigint, pg_snapshot_xmax(snapshot)::text::bigint into oldest, next
        from pg_current_snapshot() as snapshot;
    end
  $$`,
];
