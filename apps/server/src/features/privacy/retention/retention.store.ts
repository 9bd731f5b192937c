import { type DomainSettings, RETENTION_COUNTED_AT_MOST, type RetentionPreview } from "@beckon/protocol";
import type { Executor } from "../../../platform/database/index.ts";
import type { LockedThread } from "../erasure/erasure.store.ts";

/** Of a domain that has said nothing everything is kept. */
const KEEPS_ALL: DomainSettings = { closed_threads_days: 0, anonymous_identities_days: 0, audit_days: 0 };
const COLUMNS = "closed_threads_days, anonymous_identities_days, audit_days";

export async function readSettings(executor: Executor, domainId: string): Promise<DomainSettings> {
  const result = await executor.query<DomainSettings>({
    name: "settings_read",
    text: `select ${COLUMNS} from domain_settings where domain_id = $1`,
    values: [domainId],
  });
  return result.rows[0] ?? KEEPS_ALL;
}

/** The settings as they stand, until the transaction ends: one change comes after the other. */
export async function lockSettings(transaction: Executor, domainId: string): Promise<DomainSettings> {
  await transaction.query({
    name: "settings_begin",
    text: "insert into domain_settings (domain_id) values ($1) on conflict do nothing",
    values: [domainId],
  });
  const result = await transaction.query<DomainSettings>({
    name: "settings_lock",
    text: `select ${COLUMNS} from domain_settings where domain_id = $1 for update`,
    values: [domainId],
  });
  return result.rows[0] ?? KEEPS_ALL;
}

export async function writeSettings(transaction: Executor, domainId: string, settings: DomainSettings): Promise<void> {
  await transaction.query({
    name: "settings_write",
    text: `update domain_settings set closed_threads_days = $2, anonymous_identities_days = $3, audit_days = $4
           where domain_id = $1`,
    values: [domainId, settings.closed_threads_days, settings.anonymous_identities_days, settings.audit_days],
  });
}

/** The domains in which something goes after a time. */
export async function listDomainsWithPeriods(executor: Executor): Promise<string[]> {
  const result = await executor.query<{ domain_id: string }>({
    name: "retention_domains",
    text: `select domain_id from domain_settings
           where closed_threads_days > 0 or anonymous_identities_days > 0 or audit_days > 0 order by domain_id`,
  });
  return result.rows.map(({ domain_id }) => domain_id);
}

/**
 * Conversations that are over and have been silent since before `$2`. The summary follows the thread a little later: one
 * that is behind says nothing yet, also when a message comes between the look and the lock.
 */
const EXPIRED_THREADS = `
from threads as thread
join thread_summaries as summary on summary.domain_id = thread.domain_id and summary.thread_id = thread.id
where summary.domain_id = $1 and summary.last_activity_at < $2 and thread.state = 'closed'
  and coalesce(summary.last_message_number, 0) = thread.last_number`;

/**
 * Those who never said who they are, of whom agents wrote nothing, and who have not been seen since `$2`. Who was
 * anonymised stays: only the count is left of them.
 */
const FORGOTTEN_IDENTITIES = `
from identities as identity
where identity.domain_id = $1 and identity.uuid is null and identity.email is null and identity.anonymized_at is null
  and identity.created_at < $2
  and coalesce(identity.firstname, identity.lastname, identity.screenname, identity.company, '') = ''
  and not identity.mapped_values ?| array['firstname', 'lastname', 'company', 'emails', 'phones']
  and not exists (
    select from identity_groups as person where person.domain_id = $1 and person.id = identity.id
  )
  and not exists (
    select from page_views as seen
    where seen.domain_id = $1 and seen.identity_id = identity.id and seen.started_at >= $2
  )
  and not exists (
    select from threads as thread
    left join thread_summaries as summary on summary.domain_id = thread.domain_id and summary.thread_id = thread.id
    where thread.domain_id = $1 and thread.identity_id = identity.id
      and (thread.created_at >= $2 or summary.last_activity_at >= $2)
  )`;

/** Locked, in the order of their ids; those that somebody works on stay for the next time. */
export async function lockExpiredThreads(
  transaction: Executor,
  domainId: string,
  before: Date,
  limit: number,
): Promise<LockedThread[]> {
  const result = await transaction.query<LockedThread>({
    name: "retention_threads",
    text: `select thread.id, thread.source_id ${EXPIRED_THREADS} order by thread.id limit $3
           for update of thread skip locked`,
    values: [domainId, before, limit],
  });
  return result.rows;
}

/** As `lockExpiredThreads`. Whoever was seen between the look and the lock is found out by a second look. */
export async function lockForgottenIdentities(
  transaction: Executor,
  domainId: string,
  before: Date,
  limit: number,
): Promise<string[]> {
  const locked = await transaction.query<{ id: string }>({
    name: "retention_identities",
    text: `select identity.id ${FORGOTTEN_IDENTITIES} order by identity.id limit $3
           for update of identity skip locked`,
    values: [domainId, before, limit],
  });
  if (locked.rows.length === 0) return [];
  const still = await transaction.query<{ id: string }>({
    name: "retention_identities_again",
    text: `select identity.id ${FORGOTTEN_IDENTITIES} and identity.id = any($3::uuid[]) order by identity.id`,
    values: [domainId, before, locked.rows.map(({ id }) => id)],
  });
  return still.rows.map(({ id }) => id);
}

export async function deleteOldAuditEvents(
  transaction: Executor,
  domainId: string,
  before: Date,
  limit: number,
): Promise<number> {
  const result = await transaction.query({
    name: "retention_audit",
    text: `delete from audit_events where domain_id = $1 and id in (
             select id from audit_events where domain_id = $1 and created_at < $2 order by created_at limit $3
           )`,
    values: [domainId, before, limit],
  });
  return result.rowCount ?? 0;
}

/** They go with the conversations that they are compared with. */
export async function deleteOldOfferCounts(
  transaction: Executor,
  domainId: string,
  before: Date,
  limit: number,
): Promise<number> {
  const result = await transaction.query({
    name: "retention_offer_counts",
    text: `delete from offer_counts where domain_id = $1 and (source_id, trigger_id, hour) in (
             select source_id, trigger_id, hour from offer_counts where domain_id = $1 and hour < $2 order by hour limit $3
           )`,
    values: [domainId, before, limit],
  });
  return result.rowCount ?? 0;
}

const COUNTED: Readonly<Record<keyof RetentionPreview, string>> = {
  closed_threads: EXPIRED_THREADS,
  anonymous_identities: FORGOTTEN_IDENTITIES,
  audit_events: "from audit_events where domain_id = $1 and created_at < $2",
};

/** What is older than the time; no more than so many are looked for. */
export async function countExpired(
  executor: Executor,
  domainId: string,
  what: keyof RetentionPreview,
  before: Date,
): Promise<number> {
  const result = await executor.query<{ count: number }>({
    name: `retention_count_${what}`,
    text: `select count(*)::integer as count from (select 1 ${COUNTED[what]} limit ${RETENTION_COUNTED_AT_MOST}) as expired`,
    values: [domainId, before],
  });
  return result.rows[0]?.count ?? 0;
}
