import type { Follower, WrittenFact } from "../../delivery/facts/index.ts";
import type { Clock } from "../../platform/clock.ts";
import { type Database, inTransaction } from "../../platform/database/index.ts";
import type { JobHandler, Jobs } from "../../platform/jobs/index.ts";
import type { LiveChats } from "./live-chats.service.ts";
import { listImpossibilities, listSilentChats, lockWaitingChat } from "./live-chats.store.ts";

const IMPOSSIBLE = "say_impossible";
const SILENCE = "end_silent_live_chats";
const LOOK_EVERY_MS = 10 * 60_000;
const ENDED_AT_ONCE = 100;

/** Follows the threads that begin: each that waits gets its hour at which it ends, since nobody can answer. */
export function createImpossibilityFollower(jobs: Pick<Jobs, "schedule">): Follower {
  return {
    name: "impossibilities",
    pace: "gathering",
    concerns: ({ type, threadId }) => type === "thread_opened" && threadId !== null,
    async sift(executor, facts) {
      const found = await listImpossibilities(executor, listThreads(facts));
      return facts.filter(({ domainId, threadId }) =>
        found.some((each) => each.domainId === domainId && each.threadId === threadId),
      );
    },
    async apply(transaction, facts) {
      const threads = listThreads(facts);
      for (const { domainId, threadId, at } of await listImpossibilities(transaction, threads)) {
        await jobs.schedule(transaction, {
          name: IMPOSSIBLE,
          key: `${domainId}:${threadId}`,
          at,
          data: { domainId, threadId },
        });
      }
    },
    afterCommit: () => undefined,
  };
}

const listThreads = (facts: readonly WrittenFact[]): { domainId: string; threadId: string }[] =>
  facts.flatMap(({ domainId, threadId }) => (threadId === null ? [] : [{ domainId, threadId }]));

/** Says to a visitor who still waits that nobody can answer, which ends the chat: a place in the queue would be a promise. */
function createImpossibilityJob(liveChats: LiveChats): JobHandler {
  return async (transaction, { data }) => {
    const { domainId, threadId } = data;
    if (typeof domainId !== "string" || typeof threadId !== "string") throw new Error("the job names no thread");
    const chat = await lockWaitingChat(transaction, domainId, threadId);
    if (chat === null) return undefined;
    return (await liveChats.endWithin(transaction, domainId, threadId, { by: "delay" })) ?? undefined;
  };
}

/** Ends live chats in which nothing has been said for a day. */
function createSilentChatsJob(jobs: Pick<Jobs, "schedule">, liveChats: LiveChats, clock: Clock): JobHandler {
  return async (transaction) => {
    const now = clock.nowMs();
    const silent = await listSilentChats(transaction, new Date(now), ENDED_AT_ONCE);
    const tells: (() => void)[] = [];
    for (const { domainId, threadId } of silent) {
      const tell = await liveChats.endWithin(transaction, domainId, threadId, { by: "system" });
      if (tell !== null) tells.push(tell);
    }
    await jobs.schedule(transaction, silenceAt(silent.length < ENDED_AT_ONCE ? now + LOOK_EVERY_MS : now));
    return () => {
      for (const tell of tells) tell();
    };
  };
}

/** To be called before the jobs begin. */
export async function timeLiveChats(jobs: Jobs, database: Database, liveChats: LiveChats, clock: Clock): Promise<void> {
  jobs.handle(IMPOSSIBLE, createImpossibilityJob(liveChats));
  jobs.handle(SILENCE, createSilentChatsJob(jobs, liveChats, clock));
  await inTransaction(database, (transaction) => jobs.schedule(transaction, silenceAt(clock.nowMs())));
}

function silenceAt(ms: number) {
  return { name: SILENCE, key: "all", at: new Date(ms), data: {} };
}
