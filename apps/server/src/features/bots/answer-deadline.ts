import type { Clock } from "../../platform/clock.ts";
import type { Executor } from "../../platform/database/index.ts";
import type { JobHandler, Jobs } from "../../platform/jobs/index.ts";
import type { LiveChats } from "../live-chats/index.ts";
import { type Effects, startWork, type TaskTeller } from "../tasks/index.ts";
import { listHeldThreads } from "./bot-threads.store.ts";
import { judgeBotWait } from "./bots.decisions.ts";
import { giveUp } from "./give-up.ts";

export const BOT_DEADLINE_JOB = "end_wait_for_bot";

/** A durable job: it outlives a restart. A later one of the same thread takes its place. */
export async function scheduleDeadline(
  jobs: Pick<Jobs, "schedule">,
  transaction: Executor,
  { domainId, threadId }: { domainId: string; threadId: string },
  at: Date,
): Promise<void> {
  const data = { domainId, threadId };
  await jobs.schedule(transaction, { name: BOT_DEADLINE_JOB, key: `${domainId}:${threadId}`, at, data });
}

export interface DeadlineOptions {
  liveChats: LiveChats;
  teller: TaskTeller;
  jobs: Pick<Jobs, "schedule">;
  clock: Clock;
}

/** Brings a thread to agents whose bot does not answer in its time. Nothing happens to one that the bot has answered or left. */
export function createDeadlineJob({ liveChats, teller, jobs, clock }: DeadlineOptions): JobHandler {
  return async (transaction, { data }) => {
    const { domainId, threadId } = data;
    if (typeof domainId !== "string" || typeof threadId !== "string") throw new Error("the job names no thread");
    const [held] = await listHeldThreads(transaction, [{ domainId, threadId }]);
    if (held === undefined) return undefined;
    const nowMs = clock.nowMs();
    const verdict = judgeBotWait(
      {
        startedAtMs: held.startedAt.getTime(),
        unansweredSinceMs: held.unansweredSince?.getTime() ?? null,
        answerSeconds: held.answerSeconds,
      },
      nowMs,
    );
    if (verdict.kind === "answered") return undefined;
    if (verdict.kind === "later" && held.isActive) {
      await scheduleDeadline(jobs, transaction, { domainId, threadId }, new Date(verdict.atMs));
      return undefined;
    }
    const work: Effects = { ...startWork(transaction, domainId, nowMs), tells: [] };
    await giveUp(work, liveChats, {
      threadId,
      botId: held.botId,
      reason: held.isActive ? "It did not answer in time." : "It is switched off.",
    });
    return () => {
      for (const tell of work.tells) tell();
      teller.tell(domainId, work.changed);
    };
  };
}
