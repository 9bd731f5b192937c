import type { VisitorThread } from "@beckon/protocol";
import { insertFacts } from "../../delivery/facts/index.ts";
import type { Executor } from "../../platform/database/index.ts";
import { queueColumns, toLiveState } from "./live-state.ts";

interface ThreadRow {
  id: string;
  identity_id: string;
  source_id: string;
  last_number: number;
  visitor_read_number: number;
  agent_read_number: number;
  state: "open" | "closed";
  locked: boolean;
  email_request: VisitorThread["email_request"];
  live: "waiting" | "connected" | "ended" | null;
  live_agent_name: string | null;
  /** Of one that waits: its place, 1 being next, and how many were taken lately. */
  position: number | null;
  taken_lately: number | null;
  created_at: Date;
}

const THREAD_COLUMNS = `id, identity_id, source_id, last_number, visitor_read_number, agent_read_number, state, locked,
  email_request, created_at, live, live_agent_name, ${queueColumns("threads")}`;

/** Bounds one welcome. Older threads than these stay in the database and can be asked for one by one. */
const LISTED_THREADS = 50;

/** The visitor's newest threads in one source, without their messages. */
export async function listThreadsOfIdentity(
  executor: Executor,
  domainId: string,
  identityId: string,
  sourceId: string,
): Promise<Omit<VisitorThread, "last_message">[]> {
  const result = await executor.query<ThreadRow>({
    name: "threads_of_identity",
    text: `select ${THREAD_COLUMNS} from threads
           where domain_id = $1 and identity_id = $2 and source_id = $3 order by id desc limit ${LISTED_THREADS}`,
    values: [domainId, identityId, sourceId],
  });
  return result.rows.map(toVisitorThread);
}

/** What authorises a session to touch a thread, or null when the domain has no such thread. */
export interface ThreadAccess {
  identityId: string;
  sourceId: string;
  lastNumber: number;
  thread: Omit<VisitorThread, "last_message">;
}

export async function findThread(executor: Executor, domainId: string, threadId: string): Promise<ThreadAccess | null> {
  const result = await executor.query<ThreadRow>({
    name: "thread_find",
    text: `select ${THREAD_COLUMNS} from threads where domain_id = $1 and id = $2`,
    values: [domainId, threadId],
  });
  const row = result.rows[0];
  if (row === undefined) return null;
  return {
    identityId: row.identity_id,
    sourceId: row.source_id,
    lastNumber: row.last_number,
    thread: toVisitorThread(row),
  };
}

function toVisitorThread(row: ThreadRow): Omit<VisitorThread, "last_message"> {
  return {
    id: row.id,
    last_number: row.last_number,
    visitor_read_number: row.visitor_read_number,
    agent_read_number: row.agent_read_number,
    state: row.state,
    locked: row.locked,
    email_request: row.email_request,
    live: toLiveState(row),
    created_at: row.created_at.toISOString(),
  };
}

/**
 * Moves a side's read number forward, never beyond the last message, and tells the fact. Returns the identity and
 * the number when it moved; null when there was nothing to move or the thread is not the visitor's
 * (`visitorId`, null for agents).
 */
export async function markThreadRead(
  transaction: Executor,
  reader: "visitor" | "agent",
  domainId: string,
  threadId: string,
  visitorId: string | null,
  number: number,
): Promise<{ identityId: string; number: number } | null> {
  const column = reader === "visitor" ? "visitor_read_number" : "agent_read_number";
  const result = await transaction.query<{ identity_id: string; number: number }>({
    name: `thread_mark_read_${reader}`,
    text: `update threads set ${column} = least($3, last_number)
           where domain_id = $1 and id = $2 and ${column} < least($3, last_number)
             and ($4::uuid is null or identity_id = $4)
           returning identity_id, ${column} as number`,
    values: [domainId, threadId, number, visitorId],
  });
  const row = result.rows[0];
  if (row === undefined) return null;
  await insertFacts(transaction, [
    { domainId, threadId, type: "thread_read", payload: { reader, number: row.number } },
  ]);
  return { identityId: row.identity_id, number: row.number };
}

/**
 * Locks or unlocks a thread of messaging and tells the fact. `changed` is false when it was so already; null when the
 * domain has no such thread of messaging.
 */
export async function setThreadLocked(
  transaction: Executor,
  domainId: string,
  threadId: string,
  locked: boolean,
): Promise<{ identityId: string; sourceId: string; changed: boolean } | null> {
  const found = await transaction.query<{ identity_id: string; source_id: string; locked: boolean }>({
    name: "thread_lock_row",
    text: `select thread.identity_id, thread.source_id, thread.locked from threads as thread
           join sources as source on source.domain_id = thread.domain_id and source.id = thread.source_id
           where thread.domain_id = $1 and thread.id = $2 and source.mode = 'messaging' for no key update of thread`,
    values: [domainId, threadId],
  });
  const row = found.rows[0];
  if (row === undefined) return null;
  const changed = row.locked !== locked;
  if (changed) {
    await transaction.query({
      name: "thread_set_locked",
      text: "update threads set locked = $3 where domain_id = $1 and id = $2",
      values: [domainId, threadId, locked],
    });
    await insertFacts(transaction, [
      { domainId, threadId, type: locked ? "thread_locked" : "thread_unlocked", payload: {} },
    ]);
  }
  return { identityId: row.identity_id, sourceId: row.source_id, changed };
}

/** Says in which language a thread is held, and tells the fact when that changes. False when the domain has no such thread. */
export async function setThreadLanguage(
  transaction: Executor,
  domainId: string,
  threadId: string,
  language: string | null,
): Promise<boolean> {
  const found = await transaction.query<{ language: string | null }>({
    name: "thread_lock_for_language",
    text: "select language from threads where domain_id = $1 and id = $2 for no key update",
    values: [domainId, threadId],
  });
  const row = found.rows[0];
  if (row === undefined) return false;
  if (row.language === language) return true;
  await transaction.query({
    name: "thread_set_language",
    text: "update threads set language = $3 where domain_id = $1 and id = $2",
    values: [domainId, threadId, language],
  });
  await insertFacts(transaction, [{ domainId, threadId, type: "thread_language_set", payload: {} }]);
  return true;
}

/** The thread's request for an address has been answered. False when it is not the visitor's or nothing was asked. */
export async function closeEmailRequest(
  transaction: Executor,
  domainId: string,
  identityId: string,
  sourceId: string,
  threadId: string,
): Promise<boolean> {
  const result = await transaction.query({
    name: "thread_close_email_request",
    text: `update threads set email_request = 'submitted'
           where domain_id = $1 and id = $2 and identity_id = $3 and source_id = $4 and email_request is not null`,
    values: [domainId, threadId, identityId, sourceId],
  });
  return result.rowCount === 1;
}

export async function withdrawEmailRequests(
  executor: Executor,
  domainId: string,
  identityId: string,
): Promise<{ id: string; source_id: string }[]> {
  const result = await executor.query<{ id: string; source_id: string }>({
    name: "threads_withdraw_email_requests",
    text: `update threads set email_request = null
           where domain_id = $1 and identity_id = $2 and email_request = 'open' returning id, source_id`,
    values: [domainId, identityId],
  });
  return result.rows;
}

/** How long a thread of messaging stays open in silence, at least. */
const LEAST_SILENCE_HOURS = 96;
const CLOSED_AT_ONCE = 500;

interface ClosedThread {
  domainId: string;
  identityId: string;
  sourceId: string;
  threadId: string;
}

/**
 * Closes threads of messaging in which nothing has happened for the longer of the source's time for inclusion and
 * four days, at most some hundred of them, and tells the facts. `isAll` is false when there may be more.
 */
export async function closeSilentThreads(
  transaction: Executor,
  now: Date,
): Promise<{ closed: ClosedThread[]; isAll: boolean }> {
  const result = await transaction.query<{ domain_id: string; identity_id: string; source_id: string; id: string }>({
    name: "threads_close_silent",
    text: `
with silent as materialized (
  select thread.domain_id, thread.id from threads as thread
  join sources as source on source.domain_id = thread.domain_id and source.id = thread.source_id
  join thread_summaries as summary on summary.domain_id = thread.domain_id and summary.thread_id = thread.id
  where thread.state = 'open' and source.mode = 'messaging' and summary.last_message_number = thread.last_number
    and summary.last_activity_at < $1::timestamptz
      - make_interval(hours => greatest(${LEAST_SILENCE_HOURS}, coalesce((source.settings ->> 'thread_inclusion_hours')::integer, 0)))
  order by thread.domain_id, thread.id limit ${CLOSED_AT_ONCE} for update of thread skip locked
)
update threads as thread set state = 'closed' from silent
where thread.domain_id = silent.domain_id and thread.id = silent.id
returning thread.domain_id, thread.identity_id, thread.source_id, thread.id`,
    values: [now],
  });
  await insertFacts(
    transaction,
    result.rows.map((row) => ({
      domainId: row.domain_id,
      threadId: row.id,
      type: "thread_auto_closed",
      payload: {},
    })),
  );
  const closed = result.rows.map((row) => ({
    domainId: row.domain_id,
    identityId: row.identity_id,
    sourceId: row.source_id,
    threadId: row.id,
  }));
  return { closed, isAll: closed.length < CLOSED_AT_ONCE };
}
