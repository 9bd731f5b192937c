import { TASK_PRIORITIES, type TaskPriority, type TaskTarget } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";
import { holdsForSource, nameOf, readRightsBy } from "../accounts/index.ts";
import { readHardLimit } from "../capacities/index.ts";
import type { LiveChats } from "../live-chats/index.ts";
import { renderSenderName } from "../messages/index.ts";
import { findDueTask } from "./due-task.ts";
import { type Effects, handOver } from "./hand-over.ts";
import { findPerson, findTargetLabel, isOneOf, type Person } from "./people.store.ts";
import { judgeReceiver, type Receiver } from "./receiver.decisions.ts";
import { countAccepted, lockThread, savePriority, spreadPriority, type TaskRow } from "./tasks.store.ts";
import { happenToTask, type Work } from "./work.ts";

/** What came of giving work by itself. `nothing`: there is none to give, or somebody has it or is meant already. */
export type Giving = { kind: "done" } | { kind: "nothing" } | { kind: "failed"; reason: string };

/** A thread that the transaction has locked, and when the visitor wrote whose work is meant. */
export interface GivenThread {
  threadId: string;
  writtenAt: Date | null;
}

/** For the thread and whatever becomes of it. False when it is so already. */
export async function setPriority(work: Work, threadId: string, priority: TaskPriority): Promise<boolean> {
  const { transaction, domainId } = work;
  const place = TASK_PRIORITIES.indexOf(priority);
  if (!(await savePriority(transaction, domainId, threadId, place))) return false;
  const taskId = await spreadPriority(transaction, domainId, threadId, place);
  if (taskId !== null) work.changed.add(taskId);
  return true;
}

/**
 * Lets a team, or who has a category among their skills, be asked first. What a colleague has decided (a transfer, what was
 * put off) stays.
 */
export async function askFirst(
  work: Work,
  { threadId, writtenAt }: GivenThread,
  target: Extract<TaskTarget, { kind: "team" | "category" }>,
): Promise<Giving> {
  const { transaction, domainId } = work;
  if ((await findTargetLabel(transaction, domainId, target)) === null) {
    return { kind: "failed", reason: `The ${target.kind} is gone.` };
  }
  const task = await findDueTask(work, threadId, writtenAt);
  if (task === null || isGiven(task)) return { kind: "nothing" };
  if (task.target?.kind === target.kind && task.target.id === target.id) return { kind: "nothing" };
  const isMeant = task.userId !== null && (await isOneOf(transaction, domainId, target, task.userId));
  await happenToTask(work, { ...task, target }, { kind: "routed", isMeant }, "task_moved");
  return { kind: "done" };
}

/**
 * Gives the work to an agent at once, past the queue, when they can have it; see RUL10. The transaction has locked the
 * domain's tasks, and then the agent, before the thread.
 */
export async function giveToAgent(
  work: Effects,
  { threadId, writtenAt }: GivenThread,
  userId: string,
  around: { liveChats: LiveChats; senderName: string; isAvailable: boolean },
): Promise<Giving> {
  const { transaction, domainId } = work;
  const task = await findDueTask(work, threadId, writtenAt);
  const thread = await lockThread(transaction, domainId, threadId);
  if (task === null || thread === null || isGiven(task)) return { kind: "nothing" };
  const { receiver, person } = await readReceiver(transaction, { ...task, userId }, around.isAvailable);
  const reason = judgeReceiver(receiver);
  if (reason !== null || person === null) return { kind: "failed", reason: reason ?? "The agent is gone." };
  const name = renderSenderName(around.senderName, person);
  await handOver(work, around.liveChats, thread, { id: userId, name }, false);
  return { kind: "done" };
}

/** Why an agent could not be given a thread's work now; null when they could. */
export async function foreseeGiving(
  executor: Executor,
  of: { domainId: string; userId: string; sourceId: string; channel: TaskRow["channel"] },
  isAvailable: boolean,
): Promise<string | null> {
  return judgeReceiver((await readReceiver(executor, of, isAvailable)).receiver);
}

/** A colleague has it, has passed it on, or is asked for it by name. */
export function isGiven(task: TaskRow): boolean {
  return task.state === "accepted" || task.transferredBy !== null || task.target?.kind === "agent";
}

async function readReceiver(
  executor: Executor,
  of: { domainId: string; userId: string; sourceId: string; channel: TaskRow["channel"] },
  isAvailable: boolean,
): Promise<{ receiver: Receiver | null; person: Person | null }> {
  const { domainId, userId, sourceId, channel } = of;
  const person = await findPerson(executor, domainId, userId);
  if (person === null) return { receiver: null, person };
  const rights = await readRightsBy(executor, domainId, userId);
  const receiver = {
    name: nameOf(person),
    mayAnswer: rights.permissions.has("receive_tasks") && holdsForSource(rights, sourceId, "reply"),
    isAvailable,
    held: await countAccepted(executor, domainId, userId, channel),
    hardLimit: await readHardLimit(executor, domainId, userId, channel),
  };
  return { receiver, person };
}
