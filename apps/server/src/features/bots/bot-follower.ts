import type { Follower, WrittenFact } from "../../delivery/facts/index.ts";
import type { Jobs } from "../../platform/jobs/index.ts";
import type { Webhooks } from "../webhooks/index.ts";
import { scheduleDeadline } from "./answer-deadline.ts";
import { listHeldThreads, takeTold } from "./bot-threads.store.ts";
import { judgeBotWait } from "./bots.decisions.ts";

/**
 * Tells bots what the visitors write whom they answer, once each, and sees to it that a bot which does not answer is waited
 * for no longer than it may take.
 */
export function createBotFollower(webhooks: Webhooks, jobs: Pick<Jobs, "schedule">): Follower {
  let isQueued = false;

  return {
    name: "bots",
    pace: "gathering",
    concerns: (fact) => selectWritten([fact]).length > 0,
    async sift(executor, facts) {
      const held = await listHeldThreads(executor, selectWritten(facts));
      return facts.filter(({ domainId, threadId }) =>
        held.some((each) => each.domainId === domainId && each.threadId === threadId),
      );
    },
    async apply(transaction, facts) {
      isQueued = false;
      const written = selectWritten(facts);
      for (const held of await listHeldThreads(transaction, written)) {
        const { domainId, threadId, botId, url, isActive, startedAt, unansweredSince, answerSeconds } = held;
        const unansweredSinceMs = unansweredSince?.getTime() ?? null;
        const wait = { startedAtMs: startedAt.getTime(), unansweredSinceMs, answerSeconds };
        // As it was when the bot came: what is due by now is the job's to see.
        const verdict = judgeBotWait(wait, startedAt.getTime());
        if (verdict.kind === "later") {
          // One that is switched off is waited for no longer.
          const at = isActive ? new Date(verdict.atMs) : startedAt;
          await scheduleDeadline(jobs, transaction, { domainId, threadId }, at);
        }
        for (const { number } of written.filter((each) => each.threadId === threadId)) {
          if (!(await takeTold(transaction, { domainId, threadId, number }))) continue;
          const call = { domainId, threadId, botId, event: "message_arrived", number, url } as const;
          // Where too many wait, the bot does not answer in time, and agents do.
          isQueued = (await webhooks.queueForBot(transaction, call)) || isQueued;
        }
      }
    },
    afterCommit() {
      if (isQueued) webhooks.rouse();
    },
  };
}

function selectWritten(facts: readonly WrittenFact[]): { domainId: string; threadId: string; number: number }[] {
  return facts.flatMap((fact) => {
    const { domainId, threadId } = fact;
    if (fact.type !== "message_added" || fact.payload.author_type !== "visitor" || threadId === null) return [];
    return [{ domainId, threadId, number: fact.payload.number }];
  });
}
