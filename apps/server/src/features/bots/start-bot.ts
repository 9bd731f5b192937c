import type { Executor } from "../../platform/database/index.ts";
import type { Jobs } from "../../platform/jobs/index.ts";
import type { LiveChats } from "../live-chats/index.ts";
import {
  type Effects,
  findDueTask,
  type GivenThread,
  type Giving,
  handOver,
  isGiven,
  lockThread,
} from "../tasks/index.ts";
import type { Webhooks } from "../webhooks/index.ts";
import { scheduleDeadline } from "./answer-deadline.ts";
import { findBot, findLeftTask, findNewestOfVisitor, type WorkingBot, writeStart } from "./bot-threads.store.ts";

export interface StartSurroundings {
  liveChats: LiveChats;
  webhooks: Webhooks;
  jobs: Pick<Jobs, "schedule">;
}

/**
 * Gives a thread's work to a bot, and tells it so. What a person has, has passed on or is asked for by name stays theirs;
 * what a bot gave up goes to people. The transaction has locked the thread.
 */
export async function startBot(
  work: Effects,
  { threadId, writtenAt }: GivenThread,
  botId: string,
  { liveChats, webhooks, jobs }: StartSurroundings,
): Promise<Giving> {
  const { transaction, domainId, nowMs } = work;
  const task = await findDueTask(work, threadId, writtenAt);
  const thread = await lockThread(transaction, domainId, threadId);
  if (task === null || thread === null || isGiven(task)) return { kind: "nothing" };
  if ((await findLeftTask(transaction, domainId, threadId)) === task.id) return { kind: "nothing" };
  const bot = await findBot(transaction, domainId, botId);
  const reason = findStartFault(bot, thread.sourceId);
  if (reason !== null || bot === null) return { kind: "failed", reason: reason ?? "The bot is gone." };
  const number = await findNewestOfVisitor(transaction, domainId, threadId);
  const call = { domainId, threadId, botId, event: "conversation_started", number, url: bot.url } as const;
  if (!(await webhooks.queueForBot(transaction, call))) return { kind: "failed", reason: "Too many calls wait." };
  const at = new Date(nowMs);
  await writeStart(transaction, { domainId, threadId, botId, at, toldNumber: thread.lastNumber });
  await handOver(work, liveChats, thread, { id: botId, name: bot.name }, false);
  await scheduleDeadline(jobs, transaction, { domainId, threadId }, new Date(nowMs + bot.answerSeconds * 1_000));
  work.tells.push(webhooks.rouse);
  return { kind: "done" };
}

/** Why a bot could not be given a thread now; null when it could. */
export async function foreseeStart(
  executor: Executor,
  { domainId, botId, sourceId }: { domainId: string; botId: string; sourceId: string },
): Promise<string | null> {
  return findStartFault(await findBot(executor, domainId, botId), sourceId);
}

function findStartFault(bot: WorkingBot | null, sourceId: string): string | null {
  if (bot === null) return "The bot is gone.";
  if (!bot.isActive) return `${bot.name} is switched off.`;
  const mayAnswer = bot.sourceIds.length === 0 || bot.sourceIds.includes(sourceId);
  return mayAnswer ? null : `${bot.name} may not answer in this source.`;
}
