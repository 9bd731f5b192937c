import type { StoredOfIdentity } from "@beckon/protocol";
import type { Executor } from "../../../platform/database/index.ts";

export interface LockedVisitor {
  id: string;
  communityId: string;
  uuid: string | null;
  isSigned: boolean;
  anonymizedAt: Date | null;
}

/** Whoever writes for the visitor waits from here on, and finds that there is nobody to write for. */
export async function lockVisitor(
  transaction: Executor,
  domainId: string,
  identityId: string,
): Promise<LockedVisitor | null> {
  const result = await transaction.query<LockedVisitor>({
    name: "erasure_lock_identity",
    text: `select id, community_id as "communityId", uuid, coalesce(uuid_standing = 'signed', false) as "isSigned",
             anonymized_at as "anonymizedAt"
           from identities where domain_id = $1 and id = $2 for update`,
    values: [domainId, identityId],
  });
  return result.rows[0] ?? null;
}

export interface LockedThread {
  id: string;
  source_id: string;
}

/** In the order of their ids, as whoever adds messages locks them. */
export async function lockThreadsOf(
  transaction: Executor,
  domainId: string,
  identityId: string,
): Promise<LockedThread[]> {
  const result = await transaction.query<LockedThread>({
    name: "erasure_lock_threads",
    text: "select id, source_id from threads where domain_id = $1 and identity_id = $2 order by id for update",
    values: [domainId, identityId],
  });
  return result.rows;
}

/** Takes the threads of an anonymised visitor out of what is being worked on, and out of reach. */
export async function shutThreads(transaction: Executor, domainId: string, identityId: string): Promise<void> {
  await transaction.query({
    name: "erasure_shut_threads",
    text: `update threads set state = 'closed', locked = true, live = case when live is not null then 'ended' end
           where domain_id = $1 and identity_id = $2`,
    values: [domainId, identityId],
  });
  await transaction.query({
    name: "erasure_cancel_interventions",
    text: `update interventions set state = 'canceled', deferred_until = null, closed_at = now()
           where domain_id = $1 and state in ('open', 'deferred')
             and thread_id in (select id from threads where domain_id = $1 and identity_id = $2)`,
    values: [domainId, identityId],
  });
  await transaction.query({
    name: "erasure_end_tasks",
    text: `update tasks set state = 'expired', ring_ends_at = null, step_ends_at = null, ended_at = now(),
             changed_at = now(), revision = revision + 1
           where domain_id = $1 and state in ('waiting', 'ringing', 'accepted', 'undelivered')
             and thread_id in (select id from threads where domain_id = $1 and identity_id = $2)`,
    values: [domainId, identityId],
  });
}

export async function noteAnonymised(
  transaction: Executor,
  domainId: string,
  identityId: string,
  at: Date,
): Promise<void> {
  await transaction.query({
    name: "erasure_note_anonymised",
    text: "update identities set anonymized_at = coalesce(anonymized_at, $3) where domain_id = $1 and id = $2",
    values: [domainId, identityId, at],
  });
}

/** Nothing of it is stored in this; null when the domain has no such visitor. */
export async function countStored(
  executor: Executor,
  domainId: string,
  identityId: string,
): Promise<StoredOfIdentity | null> {
  const result = await executor.query<StoredOfIdentity>({
    name: "erasure_count",
    text: `with own as (select id from threads where domain_id = $1 and identity_id = $2)
           select (select count(*)::integer from own) as threads,
             (select count(*)::integer from messages where domain_id = $1 and thread_id in (select id from own)) as messages,
             (select count(*)::integer from attachments where domain_id = $1
               and (thread_id in (select id from own) or (message_id is null and owner_id = $2))) as attachments,
             (select count(*)::integer from page_views where domain_id = $1 and identity_id = $2) as page_views
           from identities where domain_id = $1 and id = $2`,
    values: [domainId, identityId],
  });
  return result.rows[0] ?? null;
}
