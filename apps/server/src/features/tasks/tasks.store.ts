import type { Channel, TaskTarget } from "@beckon/protocol";
import { insertFacts, type TaskFact } from "../../delivery/facts/index.ts";
import type { Executor } from "../../platform/database/index.ts";
import type { TaskProgress } from "./task.decisions.ts";

/** A task as it is stored. */
export interface TaskRow extends TaskProgress {
  domainId: string;
  id: string;
  threadId: string;
  sourceId: string;
  interventionId: string | null;
  channel: Channel;
  target: TaskTarget | null;
  comment: string | null;
  transferredBy: string | null;
  queuedAtMs: number;
}

interface StoredTask {
  domain_id: string;
  id: string;
  thread_id: string;
  source_id: string;
  intervention_id: string | null;
  channel: Channel;
  state: TaskProgress["state"];
  completion: TaskProgress["completion"];
  user_id: string | null;
  target: TaskTarget | null;
  comment: string | null;
  transferred_by: string | null;
  step: number;
  step_ends_at: Date | null;
  declined_by: string[];
  missed_by: string[];
  ring_ends_at: Date | null;
  queued_at: Date;
  ended_at: Date | null;
}

const COLUMNS = `task.domain_id, task.id, task.thread_id, task.source_id, task.intervention_id, task.channel, task.state,
  task.completion, task.user_id, task.target, task.comment, task.transferred_by, task.step, task.step_ends_at,
  task.declined_by, task.missed_by, task.ring_ends_at, task.queued_at, task.ended_at`;

const toDate = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

function toTask(row: StoredTask): TaskRow {
  return {
    domainId: row.domain_id,
    id: row.id,
    threadId: row.thread_id,
    sourceId: row.source_id,
    interventionId: row.intervention_id,
    channel: row.channel,
    state: row.state,
    completion: row.completion,
    userId: row.user_id,
    target: row.target,
    comment: row.comment,
    transferredBy: row.transferred_by,
    step: row.step,
    stepEndsAtMs: row.step_ends_at?.getTime() ?? null,
    declinedBy: row.declined_by,
    missedBy: row.missed_by,
    ringEndsAtMs: row.ring_ends_at?.getTime() ?? null,
    queuedAtMs: row.queued_at.getTime(),
    endedAtMs: row.ended_at?.getTime() ?? null,
  };
}

/** A thread whose work is about to change. Whoever changes it locks the thread first, and its task after it. */
export interface LockedThread {
  domainId: string;
  id: string;
  sourceId: string;
  live: "waiting" | "connected" | "ended" | null;
  isOpen: boolean;
  lastNumber: number;
}

export async function lockThread(
  transaction: Executor,
  domainId: string,
  threadId: string,
): Promise<LockedThread | null> {
  const result = await transaction.query<Omit<LockedThread, "domainId">>({
    name: "task_lock_thread",
    text: `select id, source_id as "sourceId", live, state = 'open' as "isOpen", last_number as "lastNumber"
           from threads where domain_id = $1 and id = $2 for update`,
    values: [domainId, threadId],
  });
  const row = result.rows[0];
  return row === undefined ? null : { domainId, ...row };
}

/**
 * One after the other hands out a domain's tasks, so that each rings at one agent. Taken before agents, threads and tasks are
 * locked. Who takes something for themselves locks themselves alone: at a busy desk, all would else wait for each other.
 */
export async function lockDomainTasks(transaction: Executor, domainId: string): Promise<void> {
  await transaction.query({
    name: "tasks_lock_domain",
    text: "select id from domains where id = $1 for no key update",
    values: [domainId],
  });
}

/**
 * One after the other takes for an agent, or gives to them by itself, so that what they have is counted right. Taken in the
 * order of their ids, before threads and tasks are locked.
 */
export async function lockAgents(transaction: Executor, domainId: string, userIds: readonly string[]): Promise<void> {
  await transaction.query({
    name: "tasks_lock_agents",
    text: "select id from users where domain_id = $1 and id = any($2::uuid[]) order by id for no key update",
    values: [domainId, userIds],
  });
}

export async function lockTask(transaction: Executor, domainId: string, id: string): Promise<TaskRow | null> {
  const result = await transaction.query<StoredTask>({
    name: "task_lock",
    text: `select ${COLUMNS} from tasks as task where task.domain_id = $1 and task.id = $2 for update`,
    values: [domainId, id],
  });
  return result.rows[0] === undefined ? null : toTask(result.rows[0]);
}

/** The thread's one piece of work that is not over. */
export async function lockActiveTask(
  transaction: Executor,
  domainId: string,
  threadId: string,
): Promise<TaskRow | null> {
  const result = await transaction.query<StoredTask>({
    name: "task_lock_active",
    text: `select ${COLUMNS} from tasks as task
           where task.domain_id = $1 and task.thread_id = $2
             and task.state in ('waiting', 'ringing', 'accepted', 'undelivered') for update`,
    values: [domainId, threadId],
  });
  return result.rows[0] === undefined ? null : toTask(result.rows[0]);
}

/** Whether a task was made of the thread at this time or later, whatever has become of it. */
export async function hasTaskSince(
  transaction: Executor,
  domainId: string,
  threadId: string,
  since: Date,
): Promise<boolean> {
  const result = await transaction.query({
    name: "task_since",
    text: "select 1 from tasks where domain_id = $1 and thread_id = $2 and created_at >= $3 limit 1",
    values: [domainId, threadId, since],
  });
  return result.rows.length > 0;
}

/** False when the thread, which the transaction has locked, had it already. Its task has it with it. */
export async function savePriority(
  transaction: Executor,
  domainId: string,
  threadId: string,
  priority: number,
): Promise<boolean> {
  const changed = await transaction.query({
    name: "thread_priority",
    text: "update threads set priority = $3 where domain_id = $1 and id = $2 and priority <> $3",
    values: [domainId, threadId, priority],
  });
  if (changed.rowCount !== 1) return false;
  await insertFacts(transaction, [{ domainId, threadId, type: "thread_priority_set", payload: {} }]);
  return true;
}

/** Lets a thread's task that is not over have the thread's priority; the task's id. */
export async function spreadPriority(
  transaction: Executor,
  domainId: string,
  threadId: string,
  priority: number,
): Promise<string | null> {
  const changed = await transaction.query<{ id: string }>({
    name: "task_priority",
    text: `update tasks set priority = $3, revision = revision + 1
           where domain_id = $1 and thread_id = $2 and state in ('waiting', 'ringing', 'accepted', 'undelivered')
           returning id`,
    values: [domainId, threadId, priority],
  });
  return changed.rows[0]?.id ?? null;
}

/**
 * With the thread's priority, and the fact of it. Null when the thread has one by now. The caller has locked the thread, or
 * a task of it: the fact takes its position after the transaction has its id.
 */
export async function insertTask(transaction: Executor, task: TaskRow, nowMs: number): Promise<TaskRow | null> {
  const result = await transaction.query({
    name: "task_insert",
    text: `with added as (
           insert into tasks (domain_id, id, thread_id, source_id, intervention_id, channel, state, completion, user_id,
             target, comment, transferred_by, step, step_ends_at, declined_by, missed_by, ring_ends_at, queued_at,
             created_at, accepted_at, changed_at, priority, made_number)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::uuid[], $16::uuid[], $17, $18, $19, $20, $19,
             (select priority from threads where domain_id = $1 and id = $3),
             (select last_number from threads where domain_id = $1 and id = $3))
           on conflict (domain_id, thread_id) where state in ('waiting', 'ringing', 'accepted', 'undelivered')
           do nothing
           returning domain_id, id, thread_id, user_id
           )
           insert into facts (domain_id, thread_id, type, payload)
           select domain_id, thread_id, 'task_created', jsonb_build_object('task_id', id, 'user_id', user_id) from added`,
    values: [
      task.domainId,
      task.id,
      task.threadId,
      task.sourceId,
      task.interventionId,
      task.channel,
      task.state,
      task.completion,
      task.userId,
      task.target === null ? null : JSON.stringify(task.target),
      task.comment,
      task.transferredBy,
      task.step,
      toDate(task.stepEndsAtMs),
      task.declinedBy,
      task.missedBy,
      toDate(task.ringEndsAtMs),
      toDate(task.queuedAtMs),
      toDate(nowMs),
      task.state === "accepted" ? toDate(nowMs) : null,
    ],
  });
  return result.rowCount === 1 ? task : null;
}

/** What has become of a task that the transaction has locked, and the facts of it in their order. */
export interface SavedTask {
  task: TaskRow;
  facts: readonly TaskFact[];
}

/**
 * Writes tasks and their facts in one statement. One task a second time in one transaction only where the thread is locked
 * too: the database checks the reference to it then, and would wait for who has it.
 */
export async function saveTasks(transaction: Executor, saved: readonly SavedTask[], nowMs: number): Promise<void> {
  await transaction.query({
    name: "tasks_save",
    text: `with saved as (
             update tasks as task set state = new.state, completion = new.completion, user_id = new.user_id, step = new.step,
               step_ends_at = new.step_ends_at, declined_by = new.declined_by, missed_by = new.missed_by,
               ring_ends_at = new.ring_ends_at, ended_at = new.ended_at, intervention_id = new.intervention_id,
               accepted_at = case when new.state = 'accepted'
                 then coalesce(case when task.user_id = new.user_id then task.accepted_at end, $2) else task.accepted_at end,
               changed_at = $2, target = new.target, revision = task.revision + 1
             from jsonb_to_recordset($1) as new (domain_id uuid, id uuid, state text, completion text, user_id uuid, step integer,
               step_ends_at timestamptz, declined_by uuid[], missed_by uuid[], ring_ends_at timestamptz, ended_at timestamptz,
               intervention_id uuid, target jsonb)
             where task.domain_id = new.domain_id and task.id = new.id
           )
           insert into facts (domain_id, thread_id, type, payload)
           select domain_id, thread_id, type, jsonb_build_object('task_id', id, 'user_id', user_id)
           from jsonb_to_recordset($3)
             as fact (place integer, domain_id uuid, thread_id uuid, type text, id uuid, user_id uuid)
           order by place`,
    values: [JSON.stringify(saved.map(({ task }) => toSaved(task))), toDate(nowMs), JSON.stringify(toFacts(saved))],
  });
}

export async function saveTask(
  transaction: Executor,
  task: TaskRow,
  nowMs: number,
  facts: readonly TaskFact[],
): Promise<void> {
  await saveTasks(transaction, [{ task, facts }], nowMs);
}

function toSaved(task: TaskRow) {
  return {
    domain_id: task.domainId,
    id: task.id,
    state: task.state,
    completion: task.completion,
    user_id: task.userId,
    step: task.step,
    step_ends_at: toDate(task.stepEndsAtMs),
    declined_by: task.declinedBy,
    missed_by: task.missedBy,
    ring_ends_at: toDate(task.ringEndsAtMs),
    ended_at: toDate(task.endedAtMs),
    intervention_id: task.interventionId,
    target: task.target,
  };
}

function toFacts(saved: readonly SavedTask[]) {
  return saved
    .flatMap(({ task, facts }) => facts.map((type) => ({ task, type })))
    .map(({ task, type }, place) => ({
      place,
      domain_id: task.domainId,
      thread_id: task.threadId,
      type,
      id: task.id,
      user_id: task.userId,
    }));
}

/**
 * SQL: whether a task counts to what its agent has. A conversation that an agent began does from its visitor's first word:
 * until then nobody waits in it.
 */
const COUNTS = `(task.channel = 'realtime' or exists (
  select from messages as word
  where word.domain_id = task.domain_id and word.thread_id = task.thread_id and word.author_type = 'visitor'
))`;

/** How many conversations of a channel somebody has accepted, of those that count. */
export async function countAccepted(
  executor: Executor,
  domainId: string,
  userId: string,
  channel: Channel,
): Promise<number> {
  const result = await executor.query<{ count: number }>({
    name: "tasks_count_accepted",
    text: `select count(*) as count from tasks as task
           where domain_id = $1 and user_id = $2 and channel = $3 and state = 'accepted' and ${COUNTS}`,
    values: [domainId, userId, channel],
  });
  return result.rows[0]?.count ?? 0;
}

/** Whether one of the people has a thread's conversation, or a message of this id has been written before. */
export async function isTakenOrSaid(
  executor: Executor,
  domainId: string,
  threadId: string,
  messageId: string,
): Promise<boolean> {
  const result = await executor.query<{ found: boolean }>({
    name: "tasks_taken_or_said",
    text: `select exists (
               select from tasks join users on users.domain_id = tasks.domain_id and users.id = tasks.user_id
               where tasks.domain_id = $1 and thread_id = $2 and state = 'accepted' and users.kind = 'person'
             )
             or exists (select from messages where domain_id = $1 and id = $3) as found`,
    values: [domainId, threadId, messageId],
  });
  return result.rows[0]?.found === true;
}

/**
 * What an agent who has gone leaves behind: what rings at them, and the threads of messaging in which the visitor
 * waits for an answer. Live chats are given back as such.
 */
export async function listLeftBehind(
  executor: Executor,
  domainId: string,
  userId: string,
): Promise<{ id: string; threadId: string }[]> {
  const result = await executor.query<{ id: string; threadId: string }>({
    name: "tasks_left_behind",
    text: `select task.id, task.thread_id as "threadId" from tasks as task
           cross join lateral (
             select message.author_type from messages as message
             where message.domain_id = task.domain_id and message.thread_id = task.thread_id
               and not message.private and message.author_type <> 'system'
             order by message.number desc limit 1
           ) as last
           where task.domain_id = $1 and task.user_id = $2 and task.state in ('ringing', 'accepted')
             and (task.state = 'ringing' or (task.channel = 'asynchronous' and last.author_type = 'visitor'))
           order by task.thread_id`,
    values: [domainId, userId],
  });
  return result.rows;
}

/** Which tasks somebody who asks for the next one may be given, in the queue's order; undelivered ones last. */
export async function listTakeable(
  executor: Executor,
  domainId: string,
  filter: { sourceIds: string[] | null; channel: Channel | null; userId: string },
): Promise<{ id: string }[]> {
  const result = await executor.query<{ id: string }>({
    name: "tasks_takeable",
    text: `select task.id from tasks as task
           where task.domain_id = $1 and task.state in ('waiting', 'undelivered')
             and ($2::uuid[] is null or task.source_id = any($2)) and ($3::text is null or task.channel = $3)
             and not ($4 = any(task.declined_by))
             and (task.target is null or task.target ->> 'kind' <> 'agent' or task.target ->> 'id' = $4::text)
           order by task.state = 'undelivered', task.priority desc, task.queued_at, task.id limit 20`,
    values: [domainId, filter.sourceIds, filter.channel, filter.userId],
  });
  return result.rows;
}

/** Tasks that ring longer than they may, locked; those that somebody is about to take are left alone. */
export async function lockEndedRings(transaction: Executor, domainId: string, nowMs: number): Promise<TaskRow[]> {
  const result = await transaction.query<StoredTask>({
    name: "tasks_ended_rings",
    text: `select ${COLUMNS} from tasks as task
           where task.domain_id = $1 and task.state = 'ringing' and task.ring_ends_at <= $2
           order by task.id for update skip locked`,
    values: [domainId, new Date(nowMs)],
  });
  return result.rows.map(toTask);
}

/** Waiting tasks that somebody let ring, locked. */
export async function lockMissedBy(transaction: Executor, domainId: string, userId: string): Promise<TaskRow[]> {
  const result = await transaction.query<StoredTask>({
    name: "tasks_missed_by",
    text: `select ${COLUMNS} from tasks as task
           where task.domain_id = $1 and task.state in ('waiting', 'undelivered') and $2 = any(task.missed_by)
           order by task.id for update skip locked`,
    values: [domainId, userId],
  });
  return result.rows.map(toTask);
}

/** A waiting task with what its way is judged by. */
export interface QueuedTask {
  task: TaskRow;
  language: string | null;
  categoryIds: string[];
  /** Who answered this person last. */
  knownBy: string | null;
}

/** So many tasks at the head of a domain's queue are looked at at once. */
const LOOKED_AT_ONCE = 300;

/** The higher priority first, then the oldest; locked. */
export async function lockQueue(transaction: Executor, domainId: string): Promise<QueuedTask[]> {
  const result = await transaction.query<
    StoredTask & { language: string | null; category_ids: string[]; known_by: string | null }
  >({
    name: "tasks_queue",
    text: `select ${COLUMNS}, thread.language,
             array(
               select chosen.category_id from thread_categories as chosen
               where chosen.domain_id = thread.domain_id and chosen.thread_id = thread.id
             ) as category_ids,
             (
               select before.user_id from threads as other
               join interventions as before on before.domain_id = other.domain_id and before.thread_id = other.id
               join users as agent on agent.domain_id = before.domain_id and agent.id = before.user_id
                 and agent.kind = 'person'
               where other.domain_id = thread.domain_id and other.identity_id = thread.identity_id
               order by before.opened_at desc limit 1
             ) as known_by
           from tasks as task
           join threads as thread on thread.domain_id = task.domain_id and thread.id = task.thread_id
           where task.domain_id = $1 and task.state = 'waiting'
           order by task.priority desc, task.queued_at, task.id limit ${LOOKED_AT_ONCE} for update of task skip locked`,
    values: [domainId],
  });
  return result.rows.map((row) => ({
    task: toTask(row),
    language: row.language,
    categoryIds: row.category_ids,
    knownBy: row.known_by,
  }));
}

/** Domains in which a ring or a step has ended, or a task has not begun its way; `all`: those in which anything waits. */
export async function listDomainsToRoute(executor: Executor, nowMs: number, all: boolean): Promise<string[]> {
  const result = await executor.query<{ domain_id: string }>({
    name: "tasks_domains_to_route",
    text: `select domain_id from tasks where state = 'ringing' and ring_ends_at <= $1
           union
           select domain_id from tasks where state = 'waiting' and ($2 or step_ends_at <= $1)`,
    values: [new Date(nowMs), all],
  });
  return result.rows.map((row) => row.domain_id);
}

/** What agents have now, by channel, and since when nothing has come to them or ended. */
export async function readLoads(
  executor: Executor,
  domainId: string,
  userIds: readonly string[],
): Promise<{ userId: string; realtime: number; asynchronous: number; isRinging: boolean; idleSince: Date | null }[]> {
  const result = await executor.query<{
    userId: string;
    realtime: number;
    asynchronous: number;
    isRinging: boolean;
    idleSince: Date | null;
  }>({
    name: "tasks_loads",
    text: `select agent.id as "userId", held.realtime, held.asynchronous, held.rings as "isRinging", last.changed_at as "idleSince"
           from unnest($2::uuid[]) as agent (id)
           cross join lateral (
             select count(*) filter (where channel = 'realtime') as realtime,
               count(*) filter (where channel = 'asynchronous') as asynchronous,
               coalesce(bool_or(state = 'ringing'), false) as rings
             from tasks as task
             where domain_id = $1 and user_id = agent.id and state in ('ringing', 'accepted') and ${COUNTS}
           ) as held
           left join lateral (
             select changed_at from tasks where domain_id = $1 and user_id = agent.id order by changed_at desc limit 1
           ) as last on true`,
    values: [domainId, userIds],
  });
  return result.rows;
}
