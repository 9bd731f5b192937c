import type { Executor } from "../../platform/database/index.ts";

/** A live chat that has just changed. */
export interface ChangedChat {
  domainId: string;
  threadId: string;
  sourceId: string;
  identityId: string;
  /** It stood in the queue until now. */
  waited: boolean;
}

interface ChangedRow {
  source_id: string;
  identity_id: string;
  waited: boolean;
}

const toChanged = (domainId: string, threadId: string, row: ChangedRow | undefined): ChangedChat | null =>
  row === undefined
    ? null
    : { domainId, threadId, sourceId: row.source_id, identityId: row.identity_id, waited: row.waited };

/** Gives a waiting chat to an agent. Null when it does not wait: of two who take it, one gets it. */
export async function connectChat(
  transaction: Executor,
  domainId: string,
  threadId: string,
  agent: { id: string; name: string },
): Promise<ChangedChat | null> {
  const result = await transaction.query<ChangedRow>({
    name: "live_chat_connect",
    text: `update threads set live = 'connected', live_agent_id = $3, live_agent_name = $4, connected_at = now()
           where domain_id = $1 and id = $2 and live = 'waiting'
           returning source_id, identity_id, true as waited`,
    values: [domainId, threadId, agent.id, agent.name],
  });
  return toChanged(domainId, threadId, result.rows[0]);
}

/** Gives a chat that another agent has (`fromId`: this one; null: whoever) to this one. Null when they do not have it. */
export async function overtakeChat(
  transaction: Executor,
  domainId: string,
  threadId: string,
  agent: { id: string; name: string },
  fromId: string | null,
): Promise<ChangedChat | null> {
  const result = await transaction.query<ChangedRow>({
    name: "live_chat_overtake",
    text: `update threads set live_agent_id = $3, live_agent_name = $4
           where domain_id = $1 and id = $2 and live = 'connected' and live_agent_id is distinct from $3
             and ($5::uuid is null or live_agent_id = $5)
           returning source_id, identity_id, false as waited`,
    values: [domainId, threadId, agent.id, agent.name, fromId],
  });
  return toChanged(domainId, threadId, result.rows[0]);
}

/** Puts a chat back into the queue, where it stands by when it began. Null unless this agent has it. */
export async function releaseChat(
  transaction: Executor,
  domainId: string,
  threadId: string,
  agentId: string,
): Promise<ChangedChat | null> {
  const result = await transaction.query<ChangedRow>({
    name: "live_chat_release",
    text: `update threads set live = 'waiting', live_agent_id = null, live_agent_name = null
           where domain_id = $1 and id = $2 and live = 'connected' and live_agent_id = $3
           returning source_id, identity_id, true as waited`,
    values: [domainId, threadId, agentId],
  });
  return toChanged(domainId, threadId, result.rows[0]);
}

/**
 * Locks all the threads in which an agent has work, in the order of their ids, as the messages' commit groups do, so that the
 * two never wait for each other in a circle.
 */
export async function lockThreadsOfAgent(transaction: Executor, domainId: string, agentId: string): Promise<void> {
  await transaction.query({
    name: "live_chats_lock_of_agent",
    text: `select id from threads
           where domain_id = $1 and ((live_agent_id = $2 and live = 'connected') or id in (
             select thread_id from tasks where domain_id = $1 and user_id = $2 and state in ('ringing', 'accepted')
           ))
           order by id for update`,
    values: [domainId, agentId],
  });
}

/** The chats that an agent has. */
export async function listChatsOfAgent(
  executor: Executor,
  domainId: string,
  agentId: string,
): Promise<{ threadId: string; agentName: string | null }[]> {
  const result = await executor.query<{ threadId: string; agentName: string | null }>({
    name: "live_chats_of_agent",
    text: `select id as "threadId", live_agent_name as "agentName" from threads
           where domain_id = $1 and live_agent_id = $2 and live = 'connected' order by id`,
    values: [domainId, agentId],
  });
  return result.rows;
}

/** Ends a chat for good. Null when it has ended, is none, or is not the visitor's (`identityId`; null for agents). */
export async function endChat(
  transaction: Executor,
  domainId: string,
  threadId: string,
  identityId: string | null,
): Promise<ChangedChat | null> {
  const result = await transaction.query<ChangedRow>({
    name: "live_chat_end",
    text: `with before as (
             select id, live from threads
             where domain_id = $1 and id = $2 and live in ('waiting', 'connected')
               and ($3::uuid is null or identity_id = $3) for update
           )
           update threads set live = 'ended', state = 'closed' from before
           where threads.domain_id = $1 and threads.id = before.id
           returning threads.source_id, threads.identity_id, before.live = 'waiting' as waited`,
    values: [domainId, threadId, identityId],
  });
  return toChanged(domainId, threadId, result.rows[0]);
}

/** Who has a chat: null when the domain has no such live chat. */
export async function findChatAgent(
  executor: Executor,
  domainId: string,
  threadId: string,
): Promise<{ live: "waiting" | "connected" | "ended"; agentId: string | null; agentName: string | null } | null> {
  const result = await executor.query<{
    live: "waiting" | "connected" | "ended";
    agentId: string | null;
    agentName: string | null;
  }>({
    name: "live_chat_agent",
    text: `select live, live_agent_id as "agentId", live_agent_name as "agentName" from threads
           where domain_id = $1 and id = $2 and live is not null`,
    values: [domainId, threadId],
  });
  return result.rows[0] ?? null;
}

/** So many at the head of a queue are told of their place at once; the others find it when they ask next. */
const TOLD_AT_ONCE = 200;

/** The chats of a source that wait, the higher priority first, then first come first, and how many were taken lately (see `queueColumns`). */
export async function listQueue(
  executor: Executor,
  domainId: string,
  sourceId: string,
): Promise<{ threadId: string; identityId: string; takenLately: number }[]> {
  const result = await executor.query<{ threadId: string; identityId: string; takenLately: number }>({
    name: "live_chat_queue",
    text: `select id as "threadId", identity_id as "identityId", taken.count as "takenLately" from threads
           cross join lateral (
             select count(*)::integer as count from threads as other
             where other.domain_id = $1 and other.source_id = $2 and other.connected_at > now() - interval '30 minutes'
             limit 1
           ) as taken
           where domain_id = $1 and source_id = $2 and live = 'waiting'
           order by -priority, created_at, id limit ${TOLD_AT_ONCE}`,
    values: [domainId, sourceId],
  });
  return result.rows;
}

/** Of threads that have just begun, those that wait, and when their source says that nobody can answer. */
export async function listImpossibilities(
  transaction: Executor,
  threads: readonly { domainId: string; threadId: string }[],
): Promise<{ domainId: string; threadId: string; at: Date }[]> {
  const result = await transaction.query<{ domainId: string; threadId: string; at: Date }>({
    name: "live_chat_impossibilities",
    text: `select thread.domain_id as "domainId", thread.id as "threadId",
             thread.created_at + make_interval(secs => delay.seconds) as at
           from unnest($1::uuid[], $2::uuid[]) as wanted (domain_id, id)
           join threads as thread on thread.domain_id = wanted.domain_id and thread.id = wanted.id
           join sources as source on source.domain_id = thread.domain_id and source.id = thread.source_id
           cross join lateral (
             select coalesce((source.settings ->> 'impossible_after_seconds')::integer, $3::integer) as seconds
           ) as delay
           where thread.live = 'waiting' and delay.seconds > 0`,
    values: [
      threads.map(({ domainId }) => domainId),
      threads.map(({ threadId }) => threadId),
      IMPOSSIBLE_AFTER_SECONDS,
    ],
  });
  return result.rows;
}

/** Where a source says nothing else. */
const IMPOSSIBLE_AFTER_SECONDS = 480;

/** Whether a chat still waits. Its row stays locked for the transaction, so that nobody takes it meanwhile. */
export async function lockWaitingChat(
  transaction: Executor,
  domainId: string,
  threadId: string,
): Promise<ChangedChat | null> {
  const result = await transaction.query<ChangedRow>({
    name: "live_chat_lock_waiting",
    text: `select source_id, identity_id, true as waited from threads
           where domain_id = $1 and id = $2 and live = 'waiting' for update`,
    values: [domainId, threadId],
  });
  return toChanged(domainId, threadId, result.rows[0]);
}

/** Chats in which nothing has been said for a day, locked; those in which something happens now are left alone. */
export async function listSilentChats(
  transaction: Executor,
  now: Date,
  limit: number,
): Promise<{ domainId: string; threadId: string }[]> {
  const result = await transaction.query<{ domainId: string; threadId: string }>({
    name: "live_chat_silent",
    text: `select thread.domain_id as "domainId", thread.id as "threadId" from threads as thread
           join thread_summaries as summary
             on summary.domain_id = thread.domain_id and summary.thread_id = thread.id
           where thread.state = 'open' and thread.live in ('waiting', 'connected')
             and summary.last_message_number = thread.last_number
             and summary.last_activity_at < $1::timestamptz - interval '24 hours'
           order by thread.id limit $2 for update of thread skip locked`,
    values: [now, limit],
  });
  return result.rows;
}
