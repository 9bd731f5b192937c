import type { PresenceChange } from "@beckon/protocol";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../../platform/database/schema.ts";
import { FIRST_CHOICE, type PresenceChoice } from "./roster.ts";

/** The SQL of what agents have chosen. Who is connected is stored nowhere. */
export function createPresenceStore(kysely: Kysely<Schema>) {
  return {
    /** What is left out of the change stays; what was never chosen is the first choice. */
    async choose(domainId: string, userId: string, change: PresenceChange): Promise<PresenceChoice> {
      const { realtime = null, asynchronous = null } = change;
      const { rows } = await sql<PresenceChoice>`
        insert into agent_presences as known (domain_id, user_id, realtime, asynchronous)
        values (
          ${domainId}, ${userId},
          coalesce(${realtime}::text, ${FIRST_CHOICE.realtime}), coalesce(${asynchronous}::text, ${FIRST_CHOICE.asynchronous})
        )
        on conflict (domain_id, user_id) do update set
          realtime = coalesce(${realtime}::text, known.realtime),
          asynchronous = coalesce(${asynchronous}::text, known.asynchronous),
          revision = known.revision + 1
        returning realtime, asynchronous, revision`.execute(kysely);
      return rows[0] ?? FIRST_CHOICE;
    },

    async find(domainId: string, userId: string): Promise<PresenceChoice> {
      const row = await kysely
        .selectFrom("agent_presences")
        .select(["realtime", "asynchronous", "revision"])
        .where("domain_id", "=", domainId)
        .where("user_id", "=", userId)
        .executeTakeFirst();
      return row ?? FIRST_CHOICE;
    },

    async findAll(domainId: string, userIds: readonly string[]): Promise<Map<string, PresenceChoice>> {
      if (userIds.length === 0) return new Map();
      const rows = await kysely
        .selectFrom("agent_presences")
        .select(["user_id", "realtime", "asynchronous", "revision"])
        .where("domain_id", "=", domainId)
        .where("user_id", "in", userIds)
        .execute();
      return new Map(rows.map(({ user_id, ...choice }) => [user_id, choice]));
    },
  };
}
