import { type Kysely, sql } from "kysely";

/** Tags have a colour: the grey of what nobody has coloured, for those that are there. */
export const tagColours = {
  async up(database: Kysely<never>): Promise<void> {
    await sql`alter table tags add column colour text not null default '#667080'`.execute(database);
    await sql`alter table tags alter column colour drop default`.execute(database);
  },
};
