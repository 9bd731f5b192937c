import { Refusal } from "../../platform/refusal.ts";
import type { LiveChats } from "../live-chats/index.ts";
import type { LockedThread } from "./tasks.store.ts";
import { giveThread, type Work } from "./work.ts";

/** Work that is told by more than its tasks, once it is committed. */
export type Effects = Work & { tells: (() => void)[] };

/** The agent has the thread, and in a live chat talks with its visitor, under the name that visitors see. */
export async function handOver(
  work: Effects,
  liveChats: LiveChats,
  thread: LockedThread,
  agent: { id: string; name: string },
  byForce: boolean,
): Promise<void> {
  const { transaction, domainId } = work;
  if (thread.live === "ended") throw new Refusal("thread_ended");
  if (thread.live === null) {
    await giveThread(work, thread, agent.id, { byForce });
    return;
  }
  if (thread.live === "connected" && !byForce) throw new Refusal("thread_taken");
  const within = thread.live === "waiting" ? liveChats.connectWithin : liveChats.overtakeWithin;
  const tell = await within(transaction, domainId, thread.id, agent);
  // Places in the queue that are not told now are found with the next welcome.
  if (tell !== null) work.tells.push(() => void Promise.resolve(tell()).catch(() => undefined));
  // One who is asked to go on with what they have already.
  else await giveThread(work, thread, agent.id, { byForce });
}
