import type { Task } from "@beckon/protocol";
import { TASK_PRIORITIES } from "@beckon/protocol/constants";

/** What the desk knows of tasks, by their ids. */
export type Tasks = ReadonlyMap<string, Task>;

/** Keeps the newer of two tellings of one task, however they arrived. What is over is forgotten. */
export function putTasks(tasks: Tasks, arrived: readonly Task[]): Tasks {
  const newer = arrived.filter((task) => task.revision > (tasks.get(task.id)?.revision ?? 0));
  if (newer.length === 0) return tasks;
  const next = new Map(tasks);
  for (const task of newer) {
    if (isOver(task)) next.delete(task.id);
    else next.set(task.id, task);
  }
  return next;
}

/** Nothing more comes of it; one that is put off is shown until it comes back. */
function isOver({ state, completion }: Task): boolean {
  return state === "transferred" || state === "expired" || (state === "completed" && completion === "closed");
}

/**
 * Forgets what a list that was asked for when `before` was known does not name, and of which nothing has been heard
 * since: its end was missed.
 */
export function healTasks(
  tasks: Tasks,
  {
    before,
    listed,
    isComplete,
    userId,
  }: { before: Tasks; listed: readonly Task[]; isComplete: boolean; userId: string },
): Tasks {
  const named = new Set(listed.map(({ id }) => id));
  const missed = [...before.values()].filter(
    (task) =>
      !named.has(task.id) &&
      tasks.get(task.id)?.revision === task.revision &&
      (task.agent?.id === userId || (isComplete && task.state === "waiting")),
  );
  if (missed.length === 0) return tasks;
  const next = new Map(tasks);
  for (const { id } of missed) next.delete(id);
  return next;
}

/** Nothing is to be done any more in a thread that was erased. */
export function forgetTasksOf(tasks: Tasks, threadId: string): Tasks {
  const kept = [...tasks].filter(([, task]) => task.thread_id !== threadId);
  return kept.length === tasks.size ? tasks : new Map(kept);
}

/** The tasks that are one's own: what rings, what one has, and what one has put off, each in its order. */
export interface OwnTasks {
  ringing: Task[];
  ongoing: Task[];
  deferred: Task[];
}

export function selectOwnTasks(tasks: Tasks, userId: string): OwnTasks {
  const own = [...tasks.values()].filter((task) => task.agent?.id === userId);
  // What came back is told with the intervention's next task.
  const goingOn = new Set([...tasks.values()].filter(isActive).map((task) => task.intervention_id));
  return {
    ringing: own.filter(({ state }) => state === "ringing").sort(byQueue),
    ongoing: own.filter(({ state }) => state === "accepted").sort(byQueue),
    deferred: own.filter((task) => isPutOff(task) && !goingOn.has(task.intervention_id)).sort(byReturn),
  };
}

/** The ids of what somebody has accepted and not finished. */
export function listHeld(tasks: Tasks, userId: string): string[] {
  return [...tasks.values()]
    .filter(({ state, agent }) => state === "accepted" && agent?.id === userId)
    .map(({ id }) => id);
}

/** Whether a task that somebody had went back to the queue: it waits, rings elsewhere, or a colleague has it by now. */
export function isTakenBack(task: Task, userId: string): boolean {
  return isActive(task) && task.agent?.id !== userId;
}

function isPutOff({ completion, deferred_until }: Task): boolean {
  return completion === "deferred" && deferred_until !== null;
}

function byQueue(left: Task, right: Task): number {
  const rank = ({ priority }: Task) => -TASK_PRIORITIES.indexOf(priority);
  return rank(left) - rank(right) || left.queued_at.localeCompare(right.queued_at) || left.id.localeCompare(right.id);
}

function byReturn(left: Task, right: Task): number {
  return (left.deferred_until ?? "").localeCompare(right.deferred_until ?? "") || left.id.localeCompare(right.id);
}

/** The thread's one task that is not over. */
export function findTaskOfThread(tasks: Tasks, threadId: string): Task | null {
  for (const task of tasks.values()) if (task.thread_id === threadId && isActive(task)) return task;
  return null;
}

function isActive({ state }: Task): boolean {
  return state === "waiting" || state === "ringing" || state === "accepted" || state === "undelivered";
}

/** Whether something waits that somebody let ring. */
export function hasMissed(tasks: Tasks, userId: string): boolean {
  for (const { state, missed_by } of tasks.values()) {
    if ((state === "waiting" || state === "undelivered") && missed_by.includes(userId)) return true;
  }
  return false;
}

export type RingEnd = { task: Task; why: "missed" } | { task: Task; why: "taken"; by: string };

/** What has stopped ringing at somebody otherwise than by their own doing. */
export function findRingEnds(before: Tasks, after: Tasks, userId: string): RingEnd[] {
  if (before === after) return [];
  return [...before.values()].flatMap((rang): RingEnd[] => {
    if (rang.state !== "ringing" || rang.agent?.id !== userId) return [];
    const task = after.get(rang.id);
    if (task === undefined || task.revision === rang.revision) return [];
    if (task.missed_by.includes(userId) && !rang.missed_by.includes(userId)) return [{ task, why: "missed" }];
    const isTaken = task.state === "accepted" && task.agent !== null && task.agent.id !== userId;
    return isTaken ? [{ task, why: "taken", by: task.agent?.name ?? "A colleague" }] : [];
  });
}
