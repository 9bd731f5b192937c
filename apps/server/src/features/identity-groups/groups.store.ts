import type { IdentityGroupChange } from "@beckon/protocol";
import type { Selectable } from "kysely";
import { type Fact, insertFacts } from "../../delivery/facts/index.ts";
import type { Executor } from "../../platform/database/index.ts";
import type { IdentityGroupsTable } from "../../platform/database/schema.ts";
import { findIdentities, type IdentityRow } from "../identities/index.ts";

export type GroupRow = Selectable<IdentityGroupsTable>;

/** An identity of a person as it is stored. */
export interface StoredMember {
  said: IdentityRow;
  written: GroupRow | null;
}

/** Threads of one person that are told of a change; older ones show it when they are read next. */
const TOLD_THREADS = 500;
/** Identities with one address that are merged at once: more than a person has. */
const EQUALS_LIMIT = 20;

/** The id of the group that an identity belongs to, or null when the domain has no such identity. */
export async function findGroupId(executor: Executor, domainId: string, identityId: string): Promise<string | null> {
  const found = await executor.query<{ id: string }>({
    name: "identity_group_id",
    text: `select coalesce(own.merged_into_id, identity.id) as id from identities as identity
           left join identity_groups as own on own.domain_id = identity.domain_id and own.id = identity.id
           where identity.domain_id = $1 and identity.id = $2`,
    values: [domainId, identityId],
  });
  return found.rows[0]?.id ?? null;
}

/** All identities of these groups, in no order. */
export async function readMembers(
  executor: Executor,
  domainId: string,
  groupIds: readonly string[],
): Promise<StoredMember[]> {
  const written = await executor.query<GroupRow>({
    name: "identity_groups_of_groups",
    text: `select * from identity_groups
           where domain_id = $1 and (id = any($2::uuid[]) or merged_into_id = any($2::uuid[]))`,
    values: [domainId, groupIds],
  });
  const rows = new Map(written.rows.map((row) => [row.id, row]));
  const said = await findIdentities(executor, domainId, [...new Set([...groupIds, ...rows.keys()])]);
  return said.map((identity) => ({ said: identity, written: rows.get(identity.id) ?? null }));
}

/** Newest first; with words, those of whom some identity has all of them. */
export async function listGroupIds(
  executor: Executor,
  domainId: string,
  words: readonly string[],
  page: { offset: number; limit: number },
): Promise<{ count: number; ids: string[] }> {
  const patterns = words.map((word) => `%${word.replaceAll(/[\\%_]/g, "\\$&")}%`);
  const wanted = `
    from identities as identity
    left join identity_groups as own on own.domain_id = identity.domain_id and own.id = identity.id
    where identity.domain_id = $1 and concat_ws(' ', identity.firstname, identity.lastname, identity.screenname,
      identity.company, identity.email, identity.uuid, identity.mapped_values ->> 'firstname',
      identity.mapped_values ->> 'lastname', identity.mapped_values ->> 'company', identity.mapped_values ->> 'emails',
      identity.mapped_values ->> 'phones', own.firstname, own.lastname, own.company,
      array_to_string(own.emails, ' '), array_to_string(own.phones, ' ')) ilike all ($2::text[])`;
  // Without words each group is found by its root alone.
  const roots = words.length === 0 ? " and own.merged_into_id is null" : "";
  const named = words.length === 0 ? "all" : "found";
  const listed = await executor.query<{ id: string }>({
    name: `identity_groups_list_${named}`,
    text: `select distinct coalesce(own.merged_into_id, identity.id) as id ${wanted}${roots}
           order by id desc offset $3 limit $4`,
    values: [domainId, patterns, page.offset, page.limit],
  });
  const counted = await executor.query<{ count: number }>({
    name: `identity_groups_count_${named}`,
    text: `select count(distinct coalesce(own.merged_into_id, identity.id))::integer as count ${wanted}${roots}`,
    values: [domainId, patterns],
  });
  return { count: counted.rows[0]?.count ?? 0, ids: listed.rows.map(({ id }) => id) };
}

/** Writes the fields that are given; an empty list of contacts is as good as none. */
export async function writeGroup(
  transaction: Executor,
  domainId: string,
  id: string,
  change: IdentityGroupChange,
): Promise<void> {
  const given = (field: keyof IdentityGroupChange) => field in change;
  const listed = (values: string[] | undefined) => (values === undefined || values.length === 0 ? null : values);
  const custom = Object.entries(change.custom_values ?? {});
  await transaction.query({
    name: "identity_group_write",
    text: `insert into identity_groups as known (domain_id, id, firstname, lastname, company, job_title, gender, emails,
             phones, home_address, notes, avatar_url, custom_values, revision)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $23, 1)
           on conflict (domain_id, id) do update set
             firstname = case when $13 then excluded.firstname else known.firstname end,
             lastname = case when $14 then excluded.lastname else known.lastname end,
             company = case when $15 then excluded.company else known.company end,
             job_title = case when $16 then excluded.job_title else known.job_title end,
             gender = case when $17 then excluded.gender else known.gender end,
             emails = case when $18 then excluded.emails else known.emails end,
             phones = case when $19 then excluded.phones else known.phones end,
             home_address = case when $20 then excluded.home_address else known.home_address end,
             notes = case when $21 then excluded.notes else known.notes end,
             avatar_url = case when $22 then excluded.avatar_url else known.avatar_url end,
             custom_values = (known.custom_values || excluded.custom_values) - $24::text[],
             revision = known.revision + 1`,
    values: [
      domainId,
      id,
      change.firstname ?? null,
      change.lastname ?? null,
      change.company ?? null,
      change.job_title ?? null,
      change.gender ?? null,
      listed(change.emails),
      listed(change.phones),
      change.home_address ?? null,
      change.notes ?? null,
      change.avatar_url ?? null,
      given("firstname"),
      given("lastname"),
      given("company"),
      given("job_title"),
      given("gender"),
      given("emails"),
      given("phones"),
      given("home_address"),
      given("notes"),
      given("avatar_url"),
      JSON.stringify(Object.fromEntries(custom.filter(([, value]) => value !== null))),
      custom.filter(([, value]) => value === null).map(([id]) => id),
    ],
  });
}

/** One merge or separation of a domain comes after the other, so that no group stands within another. */
export async function lockGroups(transaction: Executor, domainId: string): Promise<void> {
  await transaction.query({
    name: "identity_groups_lock",
    text: "select id from domains where id = $1 for no key update",
    values: [domainId],
  });
}

/** Lets identities belong to a group; the root is among them, or not. */
export async function moveToGroup(
  transaction: Executor,
  domainId: string,
  rootId: string,
  identityIds: readonly string[],
  separatedAt: Date | null,
): Promise<void> {
  const insert = (ids: readonly string[], intoId: string | null) =>
    transaction.query({
      name: "identity_groups_move",
      text: `insert into identity_groups as known (domain_id, id, merged_into_id, separated_at, revision)
             select $1, id, $3, $4, 1 from unnest($2::uuid[]) as moved (id)
             on conflict (domain_id, id) do update set
               merged_into_id = excluded.merged_into_id, separated_at = excluded.separated_at,
               revision = known.revision + 1`,
      values: [domainId, ids, intoId, separatedAt],
    });
  await insert([rootId], null);
  const others = identityIds.filter((id) => id !== rootId);
  if (others.length > 0) await insert(others, rootId);
}

/** Tells each thread of the identities that their person has changed. The caller has written before. */
export async function tellThreads(
  transaction: Executor,
  domainId: string,
  groupId: string,
  identityIds: readonly string[],
  more: readonly Fact[] = [],
): Promise<void> {
  const threads = await transaction.query<{ id: string }>({
    name: "identity_group_threads",
    text: `select id from threads where domain_id = $1 and identity_id = any($2::uuid[])
           order by id desc limit ${TOLD_THREADS}`,
    values: [domainId, identityIds],
  });
  await insertFacts(transaction, [
    ...more,
    ...threads.rows.map(
      ({ id }): Fact => ({ domainId, threadId: id, type: "identity_group_changed", payload: { group_id: groupId } }),
    ),
  ]);
}

/**
 * Signed identities with the e-mail address or the uuid of this signed one, where both communities merge such; none that
 * somebody has separated. Oldest first.
 */
export async function findEqualIdentities(
  transaction: Executor,
  domainId: string,
  identityId: string,
): Promise<string[]> {
  const equalIn = (setting: string, equal: string) => `
    select other.id from identities as own
    join communities as community on community.domain_id = own.domain_id and community.id = own.community_id
    join identities as other on other.domain_id = own.domain_id and ${equal}
      and other.uuid_standing = 'signed' and other.id <> own.id
    join communities as others on others.domain_id = other.domain_id and others.id = other.community_id
    where own.domain_id = $1 and own.id = $2 and own.uuid_standing = 'signed'
      and community.${setting} and others.${setting}`;
  const found = await transaction.query<{ id: string }>({
    name: "identities_find_equal",
    text: `select equal.id from (
             ${equalIn("merge_equal_emails", "lower(other.email) = lower(own.email) and own.email <> ''")}
             union
             ${equalIn("merge_equal_uuids", "other.uuid = own.uuid")}
           ) as equal
           where not exists (
             select 1 from identity_groups as known
             where known.domain_id = $1 and known.id in (equal.id, $2) and known.separated_at is not null
           )
           order by equal.id limit ${EQUALS_LIMIT}`,
    values: [domainId, identityId],
  });
  return found.rows.map(({ id }) => id);
}
