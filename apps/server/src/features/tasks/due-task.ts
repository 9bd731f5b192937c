import type { Executor } from "../../platform/database/index.ts";
import { judgeVisitorMessage } from "./intervention.decisions.ts";
import { findIntervention } from "./interventions.store.ts";
import { hasTaskSince, lockActiveTask, type TaskRow } from "./tasks.store.ts";
import { createTask, draftTask, happenToIntervention, type Work } from "./work.ts";
import { lockThreads, readThreadsWithoutTask, type WrittenThread } from "./work-facts.store.ts";

/** Locks threads in which visitors wrote, and tells what is to be known of those that have no task still. */
export async function lockUntasked(
  transaction: Executor,
  threads: readonly { domainId: string; threadId: string }[],
): Promise<WrittenThread[]> {
  const [, untasked] = await Promise.all([
    lockThreads(transaction, threads),
    readThreadsWithoutTask(transaction, threads),
  ]);
  return untasked;
}

/** Makes the task that a visitor's message asks for, if it does. The transaction has locked the thread. */
export async function makeTask(work: Work, thread: WrittenThread): Promise<void> {
  const verdict = judgeVisitorMessage(thread, work.nowMs);
  if (verdict === "nothing") return;
  const { intervention } = thread;
  const draft = draftTask(thread, work.nowMs);
  // In the queue of live chats one stands by when the conversation began.
  if (thread.live !== null) draft.queuedAtMs = thread.createdAtMs;
  if (intervention !== null && intervention.state !== "canceled" && verdict === "task_and_reopen") {
    draft.interventionId = intervention.id;
    // Who has put it off is asked first.
    if (intervention.state === "deferred" && intervention.userId !== null) {
      draft.target = { kind: "agent", id: intervention.userId };
    }
  } else if (intervention?.state === "open") {
    draft.interventionId = intervention.id;
  }
  await createTask(work, draft);
  if (verdict !== "task_and_reopen" || intervention === null) return;
  const row = await findIntervention(work.transaction, work.domainId, intervention.id);
  if (row === null) return;
  await happenToIntervention(work, row, { kind: row.state === "deferred" ? "resumed" : "reopened" });
}

/**
 * The task of a locked thread in which a visitor wrote at a time: made now where its follower has not come to it yet, so
 * that nobody is asked before it is known who is meant. Null when there is none, or it is over by now.
 */
export async function findDueTask(work: Work, threadId: string, writtenAt: Date | null): Promise<TaskRow | null> {
  const { transaction, domainId } = work;
  const active = await lockActiveTask(transaction, domainId, threadId);
  if (active !== null || writtenAt === null) return active;
  if (await hasTaskSince(transaction, domainId, threadId, writtenAt)) return null;
  for (const thread of await readThreadsWithoutTask(transaction, [{ domainId, threadId }]))
    await makeTask(work, thread);
  return lockActiveTask(transaction, domainId, threadId);
}
