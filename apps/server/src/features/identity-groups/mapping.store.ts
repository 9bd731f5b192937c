import type { ExtraValueMapping } from "@beckon/protocol";
import { insertFacts } from "../../delivery/facts/index.ts";
import type { Executor } from "../../platform/database/index.ts";
import type { MappableIdentity, MappedIdentity } from "./map-extra-values.ts";

/** An identity that is to be mapped, locked until the transaction ends. */
export interface IdentityToMap extends MappableIdentity {
  domain_id: string;
  id: string;
  extra_value_mapping: ExtraValueMapping;
}

/** Before every identity. */
const START = "00000000-0000-0000-0000-000000000000";

const TO_MAP = `
select identity.domain_id, identity.id, identity.uuid, identity.extra_values, community.extra_value_mapping
from identities as identity
join communities as community on community.domain_id = identity.domain_id and community.id = identity.community_id`;

/** Those of whom something is mapped, or was; in the order of their ids. */
const MAPPABLE = `identity.anonymized_at is null
  and (community.extra_value_mapping <> '[]' or identity.mapped_values <> '{}' or identity.mapping_outcomes <> '[]')`;

export async function lockIdentitiesToMap(
  transaction: Executor,
  identities: readonly { domainId: string; identityId: string }[],
): Promise<IdentityToMap[]> {
  const result = await transaction.query<IdentityToMap>({
    name: "mapping_lock_identities",
    text: `${TO_MAP}
where (identity.domain_id, identity.id) in (select * from unnest($1::uuid[], $2::uuid[])) and ${MAPPABLE}
order by identity.domain_id, identity.id for no key update of identity`,
    values: [identities.map(({ domainId }) => domainId), identities.map(({ identityId }) => identityId)],
  });
  return result.rows;
}

/** The next ones of a community. */
export async function lockNextIdentities(
  transaction: Executor,
  { domainId, communityId, afterId, limit }: { domainId: string; communityId: string; afterId: string; limit: number },
): Promise<IdentityToMap[]> {
  const result = await transaction.query<IdentityToMap>({
    name: "mapping_lock_next",
    text: `${TO_MAP}
where identity.domain_id = $1 and identity.community_id = $2 and identity.id > $3 and ${MAPPABLE}
order by identity.id limit $4 for no key update of identity`,
    values: [domainId, communityId, afterId, limit],
  });
  return result.rows;
}

/** In one statement, however many they are. Returns the ids of those of whom anything differs from before. */
export async function writeMapped(
  transaction: Executor,
  domainId: string,
  mapped: readonly (MappedIdentity & { id: string })[],
): Promise<string[]> {
  const written = await transaction.query<{ id: string }>({
    name: "mapping_write",
    text: `update identities as identity
           set mapped_values = mapped.filled, mapping_outcomes = mapped.outcomes, revision = revision + 1
           from unnest($2::uuid[], $3::jsonb[], $4::jsonb[]) as mapped (id, filled, outcomes)
           where identity.domain_id = $1 and identity.id = mapped.id
             and (identity.mapped_values, identity.mapping_outcomes) is distinct from (mapped.filled, mapped.outcomes)
           returning identity.id`,
    values: [
      domainId,
      mapped.map(({ id }) => id),
      mapped.map(({ values }) => JSON.stringify(values)),
      mapped.map(({ outcomes }) => JSON.stringify(outcomes)),
    ],
  });
  return written.rows.map(({ id }) => id);
}

/** Tells the conversations that somebody may be looking at; others show it when they are read next. */
export async function tellOpenThreads(
  transaction: Executor,
  domainId: string,
  identityIds: readonly string[],
): Promise<void> {
  const threads = await transaction.query<{ id: string; group_id: string }>({
    name: "mapping_open_threads",
    text: `select thread.id, coalesce(own.merged_into_id, thread.identity_id) as group_id from threads as thread
           left join identity_groups as own on own.domain_id = thread.domain_id and own.id = thread.identity_id
           where thread.domain_id = $1 and thread.identity_id = any($2::uuid[]) and thread.state = 'open'
           order by thread.id`,
    values: [domainId, identityIds],
  });
  await insertFacts(
    transaction,
    threads.rows.map(({ id, group_id }) => ({
      domainId,
      threadId: id,
      type: "identity_group_changed" as const,
      payload: { group_id },
    })),
  );
}

/** From now on the community's identities are mapped anew, from the first on. */
export async function beginMapping(transaction: Executor, domainId: string, communityId: string): Promise<void> {
  await transaction.query({
    name: "mapping_begin",
    text: "update communities set mapped_up_to_id = $3 where domain_id = $1 and id = $2",
    values: [domainId, communityId, START],
  });
}

/** The communities that map something to a custom field. */
export async function listCommunitiesThatMapTo(
  transaction: Executor,
  domainId: string,
  customFieldId: string,
): Promise<string[]> {
  const result = await transaction.query<{ id: string }>({
    name: "mapping_communities_of_field",
    text: "select id from communities where domain_id = $1 and extra_value_mapping @> $2::jsonb order by id",
    values: [domainId, JSON.stringify([{ target: { kind: "custom_field", custom_field_id: customFieldId } }])],
  });
  return result.rows.map(({ id }) => id);
}

/** Up to where a community's identities are mapped, as it stands until the transaction ends; null: all are. */
export async function lockProgress(
  transaction: Executor,
  domainId: string,
  communityId: string,
): Promise<string | null> {
  const result = await transaction.query<{ mapped_up_to_id: string | null }>({
    name: "mapping_lock_progress",
    // Not so that visitors who come to the community have to wait.
    text: "select mapped_up_to_id from communities where domain_id = $1 and id = $2 for no key update",
    values: [domainId, communityId],
  });
  return result.rows[0]?.mapped_up_to_id ?? null;
}

export async function writeProgress(
  transaction: Executor,
  domainId: string,
  communityId: string,
  identityId: string | null,
): Promise<void> {
  await transaction.query({
    name: "mapping_write_progress",
    text: "update communities set mapped_up_to_id = $3 where domain_id = $1 and id = $2",
    values: [domainId, communityId, identityId],
  });
}
