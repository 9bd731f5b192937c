import type { Insertable, Selectable } from "kysely";
import type { Database } from "../../platform/database/index.ts";
import type { CommunityKeysTable, Schema } from "../../platform/database/schema.ts";

export type KeyRow = Selectable<CommunityKeysTable>;

/** Where a key, or the mark of a token, belongs. */
export interface OfCommunity {
  domainId: string;
  communityId: string;
}

/** A key that is used often is written to at most this often. */
const NOTE_USE_AFTER = "1 minute";

export function createKeysStore({ kysely, query }: Pick<Database, "kysely" | "query">) {
  return {
    list: ({ domainId, communityId }: OfCommunity): Promise<KeyRow[]> =>
      kysely
        .selectFrom("community_keys")
        .selectAll()
        .where("domain_id", "=", domainId)
        .where("community_id", "=", communityId)
        .orderBy("created_at")
        .orderBy("id")
        .execute(),

    /** The active key of a name, else the one that was revoked last. */
    findByKid: ({ domainId, communityId }: OfCommunity, kid: string): Promise<KeyRow | undefined> =>
      kysely
        .selectFrom("community_keys")
        .selectAll()
        .where("domain_id", "=", domainId)
        .where("community_id", "=", communityId)
        .where("kid", "=", kid)
        .orderBy("revoked_at", (order) => order.desc().nullsFirst())
        .limit(1)
        .executeTakeFirst(),

    insert: (row: Insertable<Schema["community_keys"]>): Promise<KeyRow> =>
      kysely.insertInto("community_keys").values(row).returningAll().executeTakeFirstOrThrow(),

    /** Takes the secret away with it. False when the community has no such active key. */
    async revoke({ domainId, communityId }: OfCommunity, id: string, at: Date): Promise<boolean> {
      const result = await kysely
        .updateTable("community_keys")
        .set({ revoked_at: at, sealed_secret: null })
        .where("domain_id", "=", domainId)
        .where("community_id", "=", communityId)
        .where("id", "=", id)
        .where("revoked_at", "is", null)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },

    async noteUse(domainId: string, id: string, at: Date): Promise<void> {
      await query({
        name: "community_key_note_use",
        text: `update community_keys set last_used_at = $3
               where domain_id = $1 and id = $2
                 and (last_used_at is null or last_used_at < $3::timestamptz - interval '${NOTE_USE_AFTER}')`,
        values: [domainId, id, at],
      });
    },

    async wasPresented({ domainId, communityId }: OfCommunity, tokenHash: Buffer): Promise<boolean> {
      const result = await query({
        name: "presented_token_find",
        text: "select 1 from presented_tokens where domain_id = $1 and community_id = $2 and token_hash = $3",
        values: [domainId, communityId, tokenHash],
      });
      return result.rows.length > 0;
    },

    /** Forgets those of the community that have expired on the way. */
    async notePresented(of: OfCommunity, tokenHash: Buffer, expiresAt: Date, now: Date): Promise<void> {
      await query({
        name: "presented_token_insert",
        text: `with gone as (
                 delete from presented_tokens where domain_id = $1 and community_id = $2 and expires_at < $5
               )
               insert into presented_tokens (domain_id, community_id, token_hash, expires_at)
               values ($1, $2, $3, $4) on conflict do nothing`,
        values: [of.domainId, of.communityId, tokenHash, expiresAt, now],
      });
    },
  };
}
