import { type Follower, markAsOfRules, type WrittenFact } from "../../delivery/facts/index.ts";
import type { Clock } from "../../platform/clock.ts";
import { makeTask } from "./due-task.ts";
import type { TaskTeller } from "./task-teller.ts";
import { lockThread } from "./tasks.store.ts";
import { endThreadWork, giveThread, startWork, type Work } from "./work.ts";
import {
  findThreadsWithoutTask,
  listBeginningReplies,
  lockThreads,
  readThreadsWithoutTask,
  type WrittenThreadKey,
} from "./work-facts.store.ts";

interface ThreadKey {
  domainId: string;
  threadId: string;
}

/**
 * Makes the tasks of what visitors write, and gives whoever replies first in messaging the thread. (In live chats the
 * reply itself connects: see ChatWork.) What is written goes no slower for it.
 */
export function createTaskFollower(clock: Clock, teller: TaskTeller): Follower {
  /** Told after the commit of the batch that made them. */
  let made: Work[] = [];

  return {
    name: "tasks",
    pace: "at_once",
    concerns: (fact) => [selectWritten, selectReplies, selectClosed].some((select) => select([fact]).length > 0),
    async sift(executor, facts) {
      const waiting = await orNothing(selectWritten(facts), (written) => findThreadsWithoutTask(executor, written));
      const replies = await orNothing(selectReplies(facts), (each) => listBeginningReplies(executor, each));
      const keyOf = ({ domainId, threadId }: { domainId: string; threadId: string | null }) =>
        `${domainId} ${threadId}`;
      const threads = new Set([...waiting, ...replies].map(keyOf));
      return facts.filter((fact) => selectClosed([fact]).length > 0 || threads.has(keyOf(fact)));
    },
    async apply(transaction, facts) {
      made = [];
      const works = new Map<string, Work>();
      const workOf = (domainId: string): Work => {
        const known = works.get(domainId);
        if (known !== undefined) return known;
        const work = startWork(transaction, domainId, clock.nowMs());
        works.set(domainId, work);
        return work;
      };
      const waiting = await orNothing(selectWritten(facts), (written) => findThreadsWithoutTask(transaction, written));
      const replies = await orNothing(selectReplies(facts), (each) => listBeginningReplies(transaction, each));
      const closed = selectClosed(facts);
      const touched = [...waiting, ...replies, ...closed];
      if (touched.length > 0) await lockThreads(transaction, touched);
      for (const thread of await orNothing(waiting, (each) => readThreadsWithoutTask(transaction, each))) {
        await makeTask(workOf(thread.domainId), thread);
      }
      for (const { domainId, threadId, userId, number } of replies) {
        const thread = await lockThread(transaction, domainId, threadId);
        if (thread === null) continue;
        await giveThread(workOf(domainId), thread, userId, { byForce: true, openedNumber: number - 1 });
      }
      for (const { domainId, threadId, byRule } of closed) {
        // What is left to end of what a rule has closed is that rule's doing too.
        if (byRule) await markAsOfRules(transaction);
        await endThreadWork(workOf(domainId), threadId);
        if (byRule) await markAsOfRules(transaction, false);
      }
      made = [...works.values()];
    },
    afterCommit() {
      for (const { domainId, changed } of made) teller.tell(domainId, changed);
    },
  };
}

/** The threads in which a visitor has written, each once, with their last word. */
function selectWritten(facts: readonly WrittenFact[]): WrittenThreadKey[] {
  const written = new Map<string, WrittenThreadKey>();
  for (const fact of facts) {
    const { domainId, threadId } = fact;
    if (fact.type !== "message_added" || fact.payload.author_type !== "visitor" || threadId === null) continue;
    written.set(threadId, { domainId, threadId, number: fact.payload.number });
  }
  return [...written.values()];
}

/** What agents have written to visitors. */
function selectReplies(facts: readonly WrittenFact[]): (ThreadKey & { number: number })[] {
  return facts.flatMap((fact) => {
    const { domainId, threadId } = fact;
    if (fact.type !== "message_added" || threadId === null) return [];
    const { author_type, private: isPrivate, number } = fact.payload;
    return author_type === "agent" && !isPrivate ? [{ domainId, threadId, number }] : [];
  });
}

function selectClosed(facts: readonly WrittenFact[]): (ThreadKey & { byRule: boolean })[] {
  return facts.flatMap(({ domainId, threadId, type, byRule }) =>
    type === "thread_auto_closed" && threadId !== null ? [{ domainId, threadId, byRule }] : [],
  );
}

/** Nothing is asked about nothing. */
async function orNothing<Asked, Answer>(
  asked: readonly Asked[],
  ask: (asked: readonly Asked[]) => Promise<Answer[]>,
): Promise<Answer[]> {
  return asked.length === 0 ? [] : ask(asked);
}
