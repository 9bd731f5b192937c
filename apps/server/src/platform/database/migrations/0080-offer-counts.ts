import { type Kysely, sql } from "kysely";

/** How often what triggers offer was seen and taken up: totals by the hour, and nothing of whom. */
export const offerCounts = {
  async up(database: Kysely<never>): Promise<void> {
    // A trigger that is gone keeps its figures, as conversations keep its id.
    await sql`create table offer_counts (
      domain_id uuid not null,
      source_id uuid not null,
      trigger_id uuid not null,
      hour timestamptz not null,
      offered integer not null,
      held_out integer not null,
      shown integer not null,
      offered_engaged integer not null,
      held_out_engaged integer not null,
      primary key (domain_id, source_id, trigger_id, hour),
      foreign key (domain_id, source_id) references sources (domain_id, id) on delete cascade
    )`.execute(database);
    await sql`create index offer_counts_by_hour on offer_counts (domain_id, hour)`.execute(database);
  },
};
