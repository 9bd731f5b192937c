import { type Kysely, sql } from "kysely";

/**
 * Of which message a task was made: the thread's last number then, so that the same word never makes two. And a change of the
 * rules counts as one of routing: where rules are active, they come first.
 */
export const tasksMadeOf = {
  async up(database: Kysely<never>): Promise<void> {
    await sql`alter table tasks add column made_number integer not null default 0`.execute(database);
    await sql`create constraint trigger rules_of_routing after insert or update of active, event or delete on rules
      deferrable initially deferred for each row execute function count_routing_change()`.execute(database);
  },
};
