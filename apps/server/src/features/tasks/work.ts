import type { TaskFact } from "../../delivery/facts/index.ts";
import type { Executor } from "../../platform/database/index.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { type InterventionEvent, moveIntervention, REOPENS_WITHIN_MS } from "./intervention.decisions.ts";
import {
  findLastIntervention,
  hasReply,
  type InterventionRow,
  insertIntervention,
  saveIntervention,
} from "./interventions.store.ts";
import { moveTask, type TaskEvent, type TaskFault } from "./task.decisions.ts";
import { insertTask, type LockedThread, lockActiveTask, saveTask, type TaskRow } from "./tasks.store.ts";

/** One transaction in which the work of a domain's threads changes. */
export interface Work {
  transaction: Executor;
  domainId: string;
  nowMs: number;
  /** The tasks that it has changed, to be told after the commit. */
  changed: Set<string>;
}

export function startWork(transaction: Executor, domainId: string, nowMs: number): Work {
  return { transaction, domainId, nowMs, changed: new Set() };
}

const REFUSALS: Record<TaskFault, "task_over" | "thread_taken" | "undo_too_late"> = {
  over: "task_over",
  not_accepted: "task_over",
  not_ringing: "task_over",
  taken: "thread_taken",
  late: "undo_too_late",
};

/** Lets an event happen to a locked task, and stores what becomes of it. Refuses what may not happen to it. */
export async function happenToTask(
  work: Work,
  task: TaskRow,
  event: TaskEvent,
  fact: TaskFact | null,
): Promise<TaskRow> {
  const after = foreseeTask(task, event, work.nowMs);
  if (after === task) return task;
  await saveTask(work.transaction, after, work.nowMs, fact === null ? [] : [fact]);
  work.changed.add(task.id);
  return after;
}

/** What an event makes of a task, which is not stored; the same one when it makes nothing. Refuses what may not happen. */
export function foreseeTask(task: TaskRow, event: TaskEvent, nowMs: number): TaskRow {
  const verdict = moveTask(task, event, nowMs);
  if (verdict.kind === "refused") throw new Refusal(REFUSALS[verdict.why]);
  return verdict.kind === "same" ? task : { ...task, ...verdict.task };
}

const FACTS = {
  assigned: "intervention_assigned",
  given_back: "intervention_given_back",
  deferred: "intervention_deferred",
  resumed: "intervention_reactivated",
  reopened: "intervention_reopened",
} as const satisfies Partial<Record<InterventionEvent["kind"], string>>;

/** The same for an intervention, whose thread the transaction has locked. */
export async function happenToIntervention(
  work: Work,
  intervention: InterventionRow,
  event: InterventionEvent,
): Promise<InterventionRow> {
  const verdict = moveIntervention(intervention, event, work.nowMs);
  if (verdict.kind === "refused") throw new Refusal(verdict.why === "over" ? "task_over" : verdict.why);
  if (verdict.kind === "same") return intervention;
  const after = { ...intervention, ...verdict.intervention };
  const kind = event.kind;
  const fact =
    kind === "closed" || kind === "canceled" || kind === "conversation_ended"
      ? after.state === "closed"
        ? "intervention_closed"
        : "intervention_canceled"
      : FACTS[kind];
  await saveIntervention(work.transaction, after, fact);
  return after;
}

/** What every new task begins as. */
export function draftTask(thread: LockedThread, nowMs: number): TaskRow {
  return {
    domainId: thread.domainId,
    id: newId(),
    threadId: thread.id,
    sourceId: thread.sourceId,
    interventionId: null,
    channel: thread.live === null ? "asynchronous" : "realtime",
    state: "waiting",
    completion: null,
    userId: null,
    target: null,
    comment: null,
    transferredBy: null,
    step: 0,
    stepEndsAtMs: null,
    declinedBy: [],
    missedBy: [],
    ringEndsAtMs: null,
    queuedAtMs: nowMs,
    endedAtMs: null,
  };
}

/** Null when the thread has one by now. */
export async function createTask(work: Work, task: TaskRow): Promise<TaskRow | null> {
  const created = await insertTask(work.transaction, task, work.nowMs);
  if (created !== null) work.changed.add(task.id);
  return created;
}

/** The intervention in which an agent works from now on: the current one, one that was closed a moment ago, or another. */
async function beginIntervention(
  work: Work,
  thread: LockedThread,
  userId: string,
  openedNumber: number,
): Promise<InterventionRow> {
  const last = await findLastIntervention(work.transaction, work.domainId, thread.id);
  const isCurrent = last?.state === "open" || last?.state === "deferred";
  const isRecent = last?.state === "closed" && work.nowMs - (last.closedAtMs ?? 0) <= REOPENS_WITHIN_MS;
  if (last !== null && (isCurrent || isRecent)) {
    const open = isRecent ? await happenToIntervention(work, last, { kind: "reopened" }) : last;
    return happenToIntervention(work, open, { kind: "assigned", userId });
  }
  const intervention: InterventionRow = {
    domainId: work.domainId,
    id: newId(),
    threadId: thread.id,
    sourceId: thread.sourceId,
    state: "open",
    userId,
    openedNumber,
    deferredUntilMs: null,
    closedAtMs: null,
  };
  await insertIntervention(work.transaction, intervention, work.nowMs);
  return intervention;
}

/**
 * An agent works in a thread, which the transaction has locked, from now on: its task is theirs, or one is made, and so
 * is its intervention. Refused while a colleague has it, unless by force. `openedNumber`: the last number before it.
 */
export async function giveThread(
  work: Work,
  thread: LockedThread,
  userId: string,
  { byForce, openedNumber = thread.lastNumber }: { byForce: boolean; openedNumber?: number },
): Promise<TaskRow> {
  const task = await lockActiveTask(work.transaction, work.domainId, thread.id);
  if (task !== null && !byForce && task.state === "accepted" && task.userId !== userId) {
    throw new Refusal("thread_taken");
  }
  const { id: interventionId } = await beginIntervention(work, thread, userId, openedNumber);
  if (task !== null) {
    return happenToTask(work, { ...task, interventionId }, { kind: "taken", userId, byForce }, "task_taken");
  }
  const accepted: TaskRow = { ...draftTask(thread, work.nowMs), interventionId, state: "accepted", userId };
  await createTask(work, accepted);
  return accepted;
}

/** Back into the queue. `userId` is who does not want it, null for who is gone. Nothing happens to what waits. */
export async function takeBackThread(work: Work, threadId: string, userId: string | null): Promise<void> {
  const task = await lockActiveTask(work.transaction, work.domainId, threadId);
  if (task !== null) await happenToTask(work, task, { kind: "given_back", userId }, "task_given_back");
  const last = await findLastIntervention(work.transaction, work.domainId, threadId);
  if (last?.state === "open") await happenToIntervention(work, last, { kind: "given_back" });
}

/** Nothing more can be written: what is going on ends as what it has come to. */
export async function endThreadWork(work: Work, threadId: string): Promise<void> {
  const task = await lockActiveTask(work.transaction, work.domainId, threadId);
  if (task !== null) {
    const fact = task.state === "accepted" ? "task_completed" : "task_expired";
    await happenToTask(work, task, { kind: "conversation_ended" }, fact);
  }
  const last = await findLastIntervention(work.transaction, work.domainId, threadId);
  if (last?.state !== "open" && last?.state !== "deferred") return;
  const replied = await hasReply(work.transaction, last);
  await happenToIntervention(work, last, { kind: "conversation_ended", hasReply: replied });
}
