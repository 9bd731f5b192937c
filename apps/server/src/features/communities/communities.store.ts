import type { CommunityChange, CommunityDraft } from "@beckon/protocol";
import type { Selectable } from "kysely";
import type { Database } from "../../platform/database/index.ts";
import type { CommunitiesTable } from "../../platform/database/schema.ts";

export type CommunityRow = Selectable<CommunitiesTable>;

/** What of a community decides whether a session that was let in may stay. */
export interface CommunityStanding {
  communityId: string;
  signedIdentities: CommunityRow["signed_identities"];
  acceptUnsignedUuids: boolean;
  activeKeyIds: string[];
}

export function createCommunitiesStore({ kysely, query }: Pick<Database, "kysely" | "query">) {
  const ofDomain = (domainId: string) => kysely.selectFrom("communities").where("domain_id", "=", domainId);

  return {
    async list(domainId: string, page: { offset: number; limit: number }) {
      const records = await ofDomain(domainId)
        .selectAll()
        .orderBy("created_at")
        .orderBy("id")
        .offset(page.offset)
        .limit(page.limit)
        .execute();
      const { count } = await ofDomain(domainId)
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
      return { count, records };
    },

    find: (domainId: string, id: string): Promise<CommunityRow | undefined> =>
      ofDomain(domainId).selectAll().where("id", "=", id).executeTakeFirst(),

    /** Within a transaction: as it is until that ends. */
    lock: (domainId: string, id: string): Promise<CommunityRow | undefined> =>
      ofDomain(domainId).selectAll().where("id", "=", id).forNoKeyUpdate().executeTakeFirst(),

    insert: (domainId: string, id: string, { name, ...settings }: CommunityDraft): Promise<CommunityRow> =>
      kysely
        .insertInto("communities")
        .values({ domain_id: domainId, id, name, ...toColumns(settings) })
        .returningAll()
        .executeTakeFirstOrThrow(),

    /** `mapping_version`: the one that it has from now on. */
    update: (domainId: string, id: string, settings: CommunityChange): Promise<CommunityRow | undefined> =>
      kysely
        .updateTable("communities")
        .set(toColumns(settings))
        .where("domain_id", "=", domainId)
        .where("id", "=", id)
        .returningAll()
        .executeTakeFirst(),

    /** Rejects with a foreign key's violation while sources or identities belong to it. */
    async delete(domainId: string, id: string): Promise<boolean> {
      const result = await kysely
        .deleteFrom("communities")
        .where("domain_id", "=", domainId)
        .where("id", "=", id)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },

    /** Of communities of any domain: the sessions of a node belong to many. */
    async readStandings(ids: readonly string[]): Promise<CommunityStanding[]> {
      const result = await query<CommunityStanding>({
        name: "community_standings",
        text: `select community.id as "communityId", community.signed_identities as "signedIdentities",
                 community.accept_unsigned_uuids as "acceptUnsignedUuids",
                 array(
                   select key.id from community_keys as key
                   where key.domain_id = community.domain_id and key.community_id = community.id
                     and key.revoked_at is null
                 ) as "activeKeyIds"
               from communities as community where community.id = any($1::uuid[])`,
        values: [ids],
      });
      return result.rows;
    },
  };
}

function toColumns({ extra_value_mapping, ...settings }: CommunityChange) {
  return {
    ...settings,
    ...(extra_value_mapping !== undefined && { extra_value_mapping: JSON.stringify(extra_value_mapping) }),
  };
}
