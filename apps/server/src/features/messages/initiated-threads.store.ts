import { insertFacts } from "../../delivery/facts/index.ts";
import type { Executor } from "../../platform/database/index.ts";

export interface ThreadToInitiate {
  domainId: string;
  id: string;
  sourceId: string;
  identityId: string;
  /** Who begins it. */
  agentId: string;
}

/**
 * Begins a thread of messaging for a visitor who is known. False when the source is not one of messaging, or the visitor
 * belongs to another community. Visitors' limit of open threads does not hold: they did not open it.
 */
export async function initiateThread(transaction: Executor, thread: ThreadToInitiate): Promise<boolean> {
  const { domainId, id, sourceId, identityId, agentId } = thread;
  const result = await transaction.query({
    name: "thread_initiate",
    text: `insert into threads (domain_id, id, source_id, identity_id, language, context_data)
           select source.domain_id, $2, source.id, identity.id, latest.language, '{}'
           from sources as source
           join identities as identity
             on identity.domain_id = source.domain_id and identity.community_id = source.community_id
           left join lateral (
             select language from threads
             where threads.domain_id = identity.domain_id and threads.identity_id = identity.id and language is not null
             order by created_at desc limit 1
           ) as latest on true
           where source.domain_id = $1 and source.id = $3 and source.mode = 'messaging' and identity.id = $4`,
    values: [domainId, id, sourceId, identityId],
  });
  if (result.rowCount !== 1) return false;
  const payload = { source_id: sourceId, identity_id: identityId, initiated_by: agentId };
  await insertFacts(transaction, [{ domainId, threadId: id, type: "thread_opened", payload }]);
  return true;
}

/** As visitors' own threads do when they open. */
export async function lockIdentity(transaction: Executor, domainId: string, identityId: string): Promise<void> {
  await transaction.query({
    name: "thread_initiate_lock_identity",
    text: "select id from identities where domain_id = $1 and id = $2 for no key update",
    values: [domainId, identityId],
  });
}

/** A message that begins its thread, with whose it is; null when there is no message of that id, and for a later one nobody. */
export async function findFirstMessage(
  transaction: Executor,
  domainId: string,
  messageId: string,
): Promise<{ threadId: string; sourceId: string; identityId: string; authorId: string | null } | null> {
  const result = await transaction.query<{
    threadId: string;
    sourceId: string;
    identityId: string;
    authorId: string | null;
  }>({
    name: "thread_initiate_find",
    text: `select thread.id as "threadId", thread.source_id as "sourceId", thread.identity_id as "identityId",
             case when message.number = 1 then message.author_id end as "authorId"
           from messages as message
           join threads as thread on thread.domain_id = message.domain_id and thread.id = message.thread_id
           where message.domain_id = $1 and message.id = $2`,
    values: [domainId, messageId],
  });
  return result.rows[0] ?? null;
}
