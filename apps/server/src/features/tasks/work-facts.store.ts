import type { Executor } from "../../platform/database/index.ts";
import type { InterventionProgress } from "./intervention.decisions.ts";
import type { LockedThread } from "./tasks.store.ts";

/** A thread in which a visitor has written, and the number of the last word of theirs that is known of. */
export interface WrittenThreadKey {
  domainId: string;
  threadId: string;
  number: number;
}

/** A thread in which a visitor has written, with what its work is judged by. */
export interface WrittenThread extends LockedThread {
  createdAtMs: number;
  hasTask: boolean;
  intervention: (Pick<InterventionProgress, "state" | "closedAtMs" | "userId"> & { id: string }) | null;
}

interface WrittenRow {
  domain_id: string;
  id: string;
  source_id: string;
  live: LockedThread["live"];
  is_open: boolean;
  last_number: number;
  created_at: Date;
  intervention_id: string | null;
  intervention_state: InterventionProgress["state"] | null;
  intervention_user_id: string | null;
  intervention_closed_at: Date | null;
}

const HAS_TASK = `exists (
  select from tasks where tasks.domain_id = thread.domain_id and tasks.thread_id = thread.id
    and tasks.state in ('waiting', 'ringing', 'accepted', 'undelivered')
)`;

/** SQL: no task of the thread was made of what is known of, whatever has become of it. */
const IS_UNTASKED = `not ${HAS_TASK} and not exists (
  select from tasks where tasks.domain_id = thread.domain_id and tasks.thread_id = thread.id
    and tasks.made_number >= thread.number
)`;

/**
 * Of these threads those that nobody works in and that do not wait: the usual conversation is not among them. Nor is one
 * whose task was made, and is over, before this was asked.
 */
export async function findThreadsWithoutTask(
  executor: Executor,
  threads: readonly WrittenThreadKey[],
): Promise<{ domainId: string; threadId: string }[]> {
  const result = await executor.query<{ domainId: string; threadId: string }>({
    name: "tasks_threads_without",
    text: `select thread.domain_id as "domainId", thread.id as "threadId"
           from unnest($1::uuid[], $2::uuid[], $3::integer[]) as thread (domain_id, id, number) where ${IS_UNTASKED}`,
    values: [
      threads.map(({ domainId }) => domainId),
      threads.map(({ threadId }) => threadId),
      threads.map(({ number }) => number),
    ],
  });
  return result.rows;
}

/** What a look at a domain's work finds before anything is locked: most changes leave nothing to route. */
export interface WorkToRoute {
  ringsEnded: boolean;
  waits: boolean;
  /** Of the threads asked about; see `findThreadsWithoutTask`. */
  withoutTask: string[];
}

export async function findWorkToRoute(
  executor: Executor,
  domainId: string,
  nowMs: number,
  written: readonly Omit<WrittenThreadKey, "domainId">[],
): Promise<WorkToRoute> {
  const result = await executor.query<WorkToRoute>({
    name: "tasks_to_route",
    text: `select exists (
               select from tasks where domain_id = $1 and state = 'ringing' and ring_ends_at <= $2
             ) as "ringsEnded",
             exists (select from tasks where domain_id = $1 and state = 'waiting') as waits,
             array_to_json(array(
               select thread.id from unnest($3::uuid[], $4::integer[]) as wanted (id, number)
               cross join lateral (select $1::uuid as domain_id, wanted.id, wanted.number) as thread
               where ${IS_UNTASKED}
             )) as "withoutTask"`,
    values: [domainId, new Date(nowMs), written.map(({ threadId }) => threadId), written.map(({ number }) => number)],
  });
  return result.rows[0] ?? { ringsEnded: false, waits: false, withoutTask: [] };
}

/** In the order of their ids, as the messages' commit groups do, so that the two never wait for each other in a circle. */
export async function lockThreads(
  transaction: Executor,
  threads: readonly { domainId: string; threadId: string }[],
): Promise<void> {
  await transaction.query({
    name: "tasks_lock_threads",
    text: `select thread.id from unnest($1::uuid[], $2::uuid[]) as wanted (domain_id, id)
           join threads as thread on thread.domain_id = wanted.domain_id and thread.id = wanted.id
           order by thread.id for update of thread`,
    values: [threads.map(({ domainId }) => domainId), threads.map(({ threadId }) => threadId)],
  });
}

/**
 * Of threads in which visitors have written, and which the transaction has locked, those that are without a task still,
 * with what their work is judged by.
 */
export async function readThreadsWithoutTask(
  transaction: Executor,
  threads: readonly { domainId: string; threadId: string }[],
): Promise<WrittenThread[]> {
  const result = await transaction.query<WrittenRow>({
    name: "tasks_threads_judged",
    text: `select thread.domain_id, thread.id, thread.source_id, thread.live, thread.state = 'open' as is_open,
             thread.last_number, thread.created_at, last.id as intervention_id, last.state as intervention_state,
             last.user_id as intervention_user_id, last.closed_at as intervention_closed_at
           from unnest($1::uuid[], $2::uuid[]) as wanted (domain_id, id)
           join threads as thread on thread.domain_id = wanted.domain_id and thread.id = wanted.id
           left join lateral (
             select id, state, user_id, closed_at from interventions
             where domain_id = thread.domain_id and thread_id = thread.id order by opened_at desc, id desc limit 1
           ) as last on true
           where not ${HAS_TASK} order by thread.id`,
    values: [threads.map(({ domainId }) => domainId), threads.map(({ threadId }) => threadId)],
  });
  return result.rows.map((row) => ({
    domainId: row.domain_id,
    id: row.id,
    sourceId: row.source_id,
    live: row.live,
    isOpen: row.is_open,
    lastNumber: row.last_number,
    createdAtMs: row.created_at.getTime(),
    hasTask: false,
    intervention:
      row.intervention_id === null || row.intervention_state === null
        ? null
        : {
            id: row.intervention_id,
            state: row.intervention_state,
            userId: row.intervention_user_id,
            closedAtMs: row.intervention_closed_at?.getTime() ?? null,
          },
  }));
}

/** A reply of an agent in messaging that is more than the going on of what they have. */
export interface BeginningReply {
  domainId: string;
  threadId: string;
  userId: string;
  number: number;
}

/** Of agents' replies the first of each thread of messaging that nobody has. */
export async function listBeginningReplies(
  transaction: Executor,
  replies: readonly { domainId: string; threadId: string; number: number }[],
): Promise<BeginningReply[]> {
  const result = await transaction.query<BeginningReply>({
    name: "tasks_beginning_replies",
    text: `select distinct on (thread.domain_id, thread.id) thread.domain_id as "domainId", thread.id as "threadId",
             message.author_id as "userId", message.number
           from unnest($1::uuid[], $2::uuid[], $3::integer[]) as wanted (domain_id, id, number)
           join threads as thread on thread.domain_id = wanted.domain_id and thread.id = wanted.id
           join messages as message
             on message.domain_id = thread.domain_id and message.thread_id = thread.id and message.number = wanted.number
           join users as author on author.domain_id = message.domain_id and author.id = message.author_id
           where thread.live is null and not exists (
             select from tasks where tasks.domain_id = thread.domain_id and tasks.thread_id = thread.id
               and tasks.state = 'accepted'
           ) and not exists (
             -- It was over before this reply was looked at: what was said before its end begins nothing anew.
             select from interventions as over
             where over.domain_id = thread.domain_id and over.thread_id = thread.id and over.closed_at >= message.created_at
           )
           order by thread.domain_id, thread.id, message.number`,
    values: [
      replies.map(({ domainId }) => domainId),
      replies.map(({ threadId }) => threadId),
      replies.map(({ number }) => number),
    ],
  });
  return result.rows;
}
