import type { Clock } from "../../platform/clock.ts";
import type { Executor } from "../../platform/database/index.ts";
import type { ChatWork } from "../live-chats/index.ts";
import type { RoomFinder } from "./room.ts";
import type { TaskTeller } from "./task-teller.ts";
import { listLeftBehind, lockTask, lockThread } from "./tasks.store.ts";
import { endThreadWork, giveThread, startWork, takeBackThread, type Work } from "./work.ts";

/** Keeps tasks and interventions as live chats are: one transaction changes both. */
export function createChatWork(clock: Clock, teller: TaskTeller, findRoom: RoomFinder): ChatWork {
  async function within(
    transaction: Executor,
    domainId: string,
    change: (work: Work) => Promise<unknown>,
  ): Promise<() => void> {
    const work = startWork(transaction, domainId, clock.nowMs());
    await change(work);
    return () => teller.tell(domainId, work.changed);
  }

  return {
    findRoom: (domainId, userId) => findRoom({ domainId, userId }, "realtime"),
    connected: (transaction, { domainId, threadId }, agentId) =>
      within(transaction, domainId, async (work) => {
        const thread = await lockThread(transaction, domainId, threadId);
        if (thread !== null) await giveThread(work, thread, agentId, { byForce: true });
      }),
    released: (transaction, { domainId, threadId }, agentId, isAbsent) =>
      within(transaction, domainId, (work) => takeBackThread(work, threadId, isAbsent ? null : agentId)),
    ended: (transaction, { domainId, threadId }) =>
      within(transaction, domainId, (work) => endThreadWork(work, threadId)),
    left: (transaction, domainId, agentId) =>
      within(transaction, domainId, async (work) => {
        for (const { id, threadId } of await listLeftBehind(transaction, domainId, agentId)) {
          await lockThread(transaction, domainId, threadId);
          const task = await lockTask(transaction, domainId, id);
          const isStillTheirs = task?.userId === agentId && (task.state === "ringing" || task.state === "accepted");
          if (isStillTheirs) await takeBackThread(work, threadId, null);
        }
      }),
  };
}
