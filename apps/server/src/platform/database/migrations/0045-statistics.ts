import { type Kysely, sql } from "kysely";

/** The conversations that began in a period are found without reading all of a domain's. */
export const statistics = {
  async up(database: Kysely<never>): Promise<void> {
    await sql`create index threads_by_beginning on threads (domain_id, created_at)`.execute(database);
  },
};
