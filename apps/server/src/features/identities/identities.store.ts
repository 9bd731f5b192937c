import type { Identity, MappingOutcome } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";
import type { ClaimsToWrite, MappedValues } from "./identities.decisions.ts";

export interface IdentityRow {
  id: string;
  /** Its own id while it stands alone. */
  group_id: string;
  community_id: string;
  /** Null for those that open by their uuid. */
  secret_hash: Buffer | null;
  uuid: string | null;
  uuid_standing: "claimed" | "shared" | "signed" | null;
  firstname: string | null;
  lastname: string | null;
  screenname: string | null;
  company: string | null;
  email: string | null;
  avatar_url: string | null;
  extra_values: Record<string, string | number | boolean>;
  /** What the community's mapping makes of the uuid and the extra values: it follows them a moment later. */
  mapped_values: MappedValues;
  mapping_outcomes: MappingOutcome[];
  /** Since then nothing is known of the visitor, and nothing is taken. */
  anonymized_at: Date | null;
  created_at: Date;
}

const COLUMNS = `id, coalesce((
    select merged_into_id from identity_groups as own
    where own.domain_id = identities.domain_id and own.id = identities.id
  ), id) as group_id, community_id, secret_hash, uuid, uuid_standing, firstname, lastname, screenname, company, email,
  avatar_url, extra_values, mapped_values, mapping_outcomes, anonymized_at, created_at`;

export async function findIdentity(executor: Executor, domainId: string, id: string): Promise<IdentityRow | null> {
  const found = await executor.query<IdentityRow>({
    name: "identity_find",
    text: `select ${COLUMNS} from identities where domain_id = $1 and id = $2`,
    values: [domainId, id],
  });
  return found.rows[0] ?? null;
}

/** Those of the domain that there are, in no order. */
export async function findIdentities(
  executor: Executor,
  domainId: string,
  ids: readonly string[],
): Promise<IdentityRow[]> {
  const found = await executor.query<IdentityRow>({
    name: "identities_find",
    text: `select ${COLUMNS} from identities where domain_id = $1 and id = any($2::uuid[])`,
    values: [domainId, ids],
  });
  return found.rows;
}

/**
 * Creates the identity where it does not exist and returns the row that does, whoever made it: the caller
 * compares the secret. Null for one that was erased under this mark. Two first hellos of one browser end in the same row.
 * `isTold`: it is new and names a uuid, which is something that is known of it.
 */
export async function insertOrFindIdentity(
  executor: Executor,
  identity: {
    domainId: string;
    communityId: string;
    id: string;
    secretHash: Buffer;
    uuid: string | null;
    mark: Buffer;
  },
): Promise<{ row: IdentityRow | null; isTold: boolean }> {
  const found = await findIdentity(executor, identity.domainId, identity.id);
  if (found !== null) return { row: found, isTold: false };
  const told = await executor.query({
    name: "identity_insert",
    text: `with made as (
             insert into identities (domain_id, id, community_id, secret_hash, uuid, uuid_standing)
             select $1, $2, $3, $4, $5, case when $5::text is not null then 'claimed' end
             where not exists (select from erased_identities where domain_id = $1 and mark = $6)
             on conflict do nothing
             returning domain_id, id, uuid
           )
           insert into facts (domain_id, type, payload)
           select domain_id, 'identity_completed', jsonb_build_object('identity_id', id) from made where uuid is not null`,
    values: [identity.domainId, identity.id, identity.communityId, identity.secretHash, identity.uuid, identity.mark],
  });
  return { row: await findIdentity(executor, identity.domainId, identity.id), isTold: told.rowCount === 1 };
}

/**
 * The one identity of a uuid, wherever its owner comes from. Signed ones and those that are only named stay apart. Null
 * when one of its mark was erased since.
 */
export async function insertOrFindByUuid(
  executor: Executor,
  identity: {
    domainId: string;
    communityId: string;
    id: string;
    uuid: string;
    standing: "shared" | "signed";
    /** Null where naming the uuid is all that there is: then nothing old can be presented. */
    barredBy: { mark: Buffer; since: Date } | null;
  },
): Promise<{ row: IdentityRow | null; isNew: boolean }> {
  const find = () =>
    executor.query<IdentityRow>({
      name: "identity_find_by_uuid",
      text: `select ${COLUMNS} from identities
             where domain_id = $1 and community_id = $2 and uuid = $3 and uuid_standing = $4
               and uuid_standing in ('shared', 'signed')`,
      values: [identity.domainId, identity.communityId, identity.uuid, identity.standing],
    });
  const found = (await find()).rows[0];
  if (found !== undefined) return { row: found, isNew: false };
  const made = await executor.query({
    name: "identity_insert_by_uuid",
    text: `insert into identities (domain_id, id, community_id, uuid, uuid_standing)
           select $1, $2, $3, $4, $5
           where not exists (select from erased_identities where domain_id = $1 and mark = $6 and erased_at >= $7)
           on conflict do nothing`,
    values: [
      identity.domainId,
      identity.id,
      identity.communityId,
      identity.uuid,
      identity.standing,
      identity.barredBy?.mark ?? null,
      identity.barredBy?.since ?? null,
    ],
  });
  return { row: (await find()).rows[0] ?? null, isNew: made.rowCount === 1 };
}

/** The domain's identities, newest first. */
export async function listIdentities(
  executor: Executor,
  domainId: string,
  { communityId }: { communityId: string | null },
  page: { offset: number; limit: number },
): Promise<{ count: number; records: IdentityRow[] }> {
  const filter = "domain_id = $1 and ($2::uuid is null or community_id = $2)";
  const listed = await executor.query<IdentityRow>({
    name: "identities_list",
    text: `select ${COLUMNS} from identities where ${filter} order by id desc offset $3 limit $4`,
    values: [domainId, communityId, page.offset, page.limit],
  });
  const counted = await executor.query<{ count: number }>({
    name: "identities_count",
    text: `select count(*)::integer as count from identities where ${filter}`,
    values: [domainId, communityId],
  });
  return { count: counted.rows[0]?.count ?? 0, records: listed.rows };
}

/** Writes the claims that are given and leaves the others. Returns the ids of the identity's threads. */
export async function writeClaims(
  transaction: Executor,
  domainId: string,
  identityId: string,
  claims: ClaimsToWrite,
): Promise<{ changed: boolean; threadIds: string[] }> {
  const result = await transaction.query({
    name: "identity_write_claims",
    text: `update identities set
             firstname = coalesce($3, firstname), lastname = coalesce($4, lastname),
             screenname = coalesce($5, screenname), company = coalesce($6, company),
             email = coalesce($7, email), avatar_url = coalesce($8, avatar_url),
             extra_values = coalesce($9::jsonb, extra_values), revision = revision + 1
           where domain_id = $1 and id = $2 and anonymized_at is null
             and (firstname, lastname, screenname, company, email, avatar_url, extra_values) is distinct from
               (coalesce($3, firstname), coalesce($4, lastname), coalesce($5, screenname), coalesce($6, company),
                coalesce($7, email), coalesce($8, avatar_url), coalesce($9::jsonb, extra_values))`,
    values: [
      domainId,
      identityId,
      claims.firstname ?? null,
      claims.lastname ?? null,
      claims.screenname ?? null,
      claims.company ?? null,
      claims.email ?? null,
      claims.avatar_url ?? null,
      claims.extraValues ? JSON.stringify(claims.extraValues) : null,
    ],
  });
  if ((result.rowCount ?? 0) === 0) return { changed: false, threadIds: [] };
  const threads = await transaction.query<{ id: string }>({
    name: "threads_ids_of_identity",
    text: "select id from threads where domain_id = $1 and identity_id = $2",
    values: [domainId, identityId],
  });
  return { changed: true, threadIds: threads.rows.map((thread) => thread.id) };
}

/** As the API tells it. */
export function toIdentity(stored: IdentityRow): Identity {
  const { secret_hash: _, mapped_values: _values, mapping_outcomes: _outcomes, ...identity } = stored;
  const { anonymized_at, created_at, ...row } = identity;
  return { ...row, anonymized_at: anonymized_at?.toISOString() ?? null, created_at: created_at.toISOString() };
}
