import type { Executor } from "../../platform/database/index.ts";

/** What a visitor's connection needs of the source that its address names. */
export interface SourceEntrance {
  domainId: string;
  sourceId: string;
  communityId: string;
  signedIdentities: "reject" | "accept" | "require";
  firstHourRequired: boolean | null;
  acceptUnsignedUuids: boolean;
}

/** The active source of a token; null for unknown ones and for those that are switched off. */
export async function findEntrance(executor: Executor, token: string): Promise<SourceEntrance | null> {
  const result = await executor.query<SourceEntrance>({
    name: "source_entrance",
    text: `select source.domain_id as "domainId", source.id as "sourceId", source.community_id as "communityId",
             community.signed_identities as "signedIdentities",
             community.first_hour_required as "firstHourRequired",
             community.accept_unsigned_uuids as "acceptUnsignedUuids"
           from sources as source
           join communities as community
             on community.domain_id = source.domain_id and community.id = source.community_id
           where source.token = $1 and source.state = 'active'`,
    values: [token],
  });
  return result.rows[0] ?? null;
}
