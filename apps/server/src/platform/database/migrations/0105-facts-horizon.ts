import { type Kysely, sql } from "kysely";

/** What the facts' readers ask all the time, in one way to the database and back: see horizon.decisions.ts. */
export const factsHorizon = {
  async up(database: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
  },
};

const STATEMENTS = [
  // Volatile: each of its statements sees the database as it is then. `marked` and `marked_by`: the mark that is not safe
  // yet, or what is safe, and 0. Only where there is something new is a transaction's id spent.
  `create function facts_horizon(marked bigint, marked_by bigint, out taken bigint, out oldest bigint, out transaction bigint)
    language plpgsql volatile as $$
    begin
      select pg_snapshot_xmin(snapshot)::text::bigint into oldest from pg_current_snapshot() as snapshot;
      -- A sequence that has given nothing yet says 1, which the first fact has still to take.
      select case when is_called then last_value else 0 end into taken from public.facts_position_seq;
      if oldest >= marked_by and taken > marked then
        transaction := pg_current_xact_id()::text::bigint;
      end if;
    end
  $$`,
];
