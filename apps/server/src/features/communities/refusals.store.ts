import type { Selectable } from "kysely";
import type { Database } from "../../platform/database/index.ts";
import type { IdentityRefusalsTable } from "../../platform/database/schema.ts";
import type { OfCommunity } from "./keys.store.ts";

export type RefusalRow = Selectable<IdentityRefusalsTable>;

/** How many refusals of a community are kept: enough to see what is wrong, whatever somebody sends on purpose. */
const KEPT = 200;

export function createRefusalsStore({ kysely, query }: Pick<Database, "kysely" | "query">) {
  return {
    async list({ domainId, communityId }: OfCommunity, page: { offset: number; limit: number }) {
      const ofCommunity = kysely
        .selectFrom("identity_refusals")
        .where("domain_id", "=", domainId)
        .where("community_id", "=", communityId);
      const records: RefusalRow[] = await ofCommunity
        .selectAll()
        .orderBy("id", "desc")
        .offset(page.offset)
        .limit(page.limit)
        .execute();
      const { count } = await ofCommunity
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      return { count, records };
    },

    /** The oldest beyond what is kept go. */
    async insert(row: RefusalRow): Promise<void> {
      await query({
        name: "identity_refusal_insert",
        text: `insert into identity_refusals (domain_id, id, community_id, source_id, code, reason, kid, occurred_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        values: [
          row.domain_id,
          row.id,
          row.community_id,
          row.source_id,
          row.code,
          row.reason,
          row.kid,
          row.occurred_at,
        ],
      });
      await query({
        name: "identity_refusals_trim",
        text: `delete from identity_refusals where domain_id = $1 and community_id = $2 and id <= (
                 select id from identity_refusals where domain_id = $1 and community_id = $2
                 order by id desc offset ${KEPT} limit 1
               )`,
        values: [row.domain_id, row.community_id],
      });
    },
  };
}
