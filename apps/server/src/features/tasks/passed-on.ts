import type { TaskTarget } from "@beckon/protocol";
import type { LiveChats } from "../live-chats/index.ts";
import type { Effects } from "./hand-over.ts";
import { findLastIntervention } from "./interventions.store.ts";
import { type LockedThread, lockActiveTask, lockThread, type TaskRow } from "./tasks.store.ts";
import { createTask, draftTask, happenToIntervention, happenToTask, takeBackThread } from "./work.ts";

/** For whom the work of a thread is meant from now on, and who says so. */
export interface Passing {
  target: TaskTarget | null;
  comment: string | null;
  by: string;
}

/** Another task, which keeps the place of the one that was passed on, goes on in its stead. */
export async function passOn(
  work: Effects,
  thread: LockedThread,
  task: TaskRow,
  { target, comment, by }: Passing,
): Promise<TaskRow> {
  await happenToTask(work, task, { kind: "transferred" }, "task_transferred");
  const next: TaskRow = {
    ...draftTask(thread, work.nowMs),
    interventionId: task.interventionId,
    target,
    comment,
    transferredBy: by,
    queuedAtMs: task.queuedAtMs,
    declinedBy: target?.kind === "agent" && target.id === by ? [] : [by],
  };
  await createTask(work, next);
  return next;
}

/** Nobody works in the thread until somebody takes its task; the visitor of a live chat waits in the queue again. */
export async function letGo(work: Effects, liveChats: LiveChats, thread: LockedThread, task: TaskRow): Promise<void> {
  const last = await findLastIntervention(work.transaction, work.domainId, thread.id);
  if (last?.state === "open") await happenToIntervention(work, last, { kind: "given_back" });
  if (thread.live !== "connected" || task.userId === null) return;
  const of = { domainId: work.domainId, threadId: thread.id, agentId: task.userId };
  const tell = await liveChats.releaseWithin(work.transaction, of, { kind: "transferred", name: null });
  if (tell !== null) work.tells.push(tell);
}

/** What somebody has accepted, with its locked thread; null when they do not have it. */
export async function lockHeld(
  work: Effects,
  threadId: string,
  userId: string,
): Promise<{ thread: LockedThread; task: TaskRow } | null> {
  const thread = await lockThread(work.transaction, work.domainId, threadId);
  const task = await lockActiveTask(work.transaction, work.domainId, threadId);
  if (thread === null || task?.state !== "accepted" || task.userId !== userId) return null;
  return { thread, task };
}

/** Back into the queue, since whoever has it does not go on. */
export async function giveBackHeld(
  work: Effects,
  liveChats: LiveChats,
  { thread, task }: { thread: LockedThread; task: TaskRow },
): Promise<void> {
  if (thread.live === "connected") await letGo(work, liveChats, thread, task);
  else await takeBackThread(work, thread.id, task.userId);
}
