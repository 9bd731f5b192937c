import type { Executor } from "../../platform/database/index.ts";

/** A bot as far as its work goes by it. */
export interface WorkingBot {
  id: string;
  name: string;
  url: string;
  sourceIds: string[];
  answerSeconds: number;
  isActive: boolean;
}

export async function findBot(executor: Executor, domainId: string, id: string): Promise<WorkingBot | null> {
  const result = await executor.query<WorkingBot>({
    name: "bot_find",
    text: `select bot.id, named.firstname as name, bot.url, bot.source_ids as "sourceIds",
             bot.answer_seconds as "answerSeconds", named.deactivated_at is null as "isActive"
           from bots as bot
           join users as named on named.domain_id = bot.domain_id and named.id = bot.id
           where bot.domain_id = $1 and bot.id = $2`,
    values: [domainId, id],
  });
  return result.rows[0] ?? null;
}

/** The work that a bot had in a thread and gave up; null when it gave up none. */
export async function findLeftTask(executor: Executor, domainId: string, threadId: string): Promise<string | null> {
  const result = await executor.query<{ taskId: string | null }>({
    name: "bot_left_task",
    text: `select left_task_id as "taskId" from bot_threads where domain_id = $1 and thread_id = $2`,
    values: [domainId, threadId],
  });
  return result.rows[0]?.taskId ?? null;
}

/** The number of the visitor's newest message in a thread; 0 when there is none. */
export async function findNewestOfVisitor(executor: Executor, domainId: string, threadId: string): Promise<number> {
  const result = await executor.query<{ number: number | null }>({
    name: "bot_newest_of_visitor",
    text: `select max(number) as number from messages
           where domain_id = $1 and thread_id = $2 and author_type = 'visitor'`,
    values: [domainId, threadId],
  });
  return result.rows[0]?.number ?? 0;
}

/** A bot has the thread from now on, and has been told of it up to a number. */
export async function writeStart(
  transaction: Executor,
  start: { domainId: string; threadId: string; botId: string; at: Date; toldNumber: number },
): Promise<void> {
  await transaction.query({
    name: "bot_start",
    text: `insert into bot_threads (domain_id, thread_id, bot_id, started_at, told_number)
           values ($1, $2, $3, $4, $5)
           on conflict (domain_id, thread_id) do update set bot_id = excluded.bot_id, started_at = excluded.started_at,
             told_number = excluded.told_number, left_task_id = null`,
    values: [start.domainId, start.threadId, start.botId, start.at, start.toldNumber],
  });
}

/** What it has given up, it is not given again. */
export async function writeLeft(
  transaction: Executor,
  left: { domainId: string; threadId: string; taskId: string },
): Promise<void> {
  await transaction.query({
    name: "bot_left",
    text: "update bot_threads set left_task_id = $3 where domain_id = $1 and thread_id = $2",
    values: [left.domainId, left.threadId, left.taskId],
  });
}

/** False when the bot has been told of that message, or of a later one. */
export async function takeTold(
  transaction: Executor,
  told: { domainId: string; threadId: string; number: number },
): Promise<boolean> {
  const taken = await transaction.query({
    name: "bot_told",
    text: `update bot_threads set told_number = $3 where domain_id = $1 and thread_id = $2 and told_number < $3`,
    values: [told.domainId, told.threadId, told.number],
  });
  return taken.rowCount === 1;
}

/** A thread that a bot has, with how long its visitor has waited. */
export interface HeldThread {
  domainId: string;
  threadId: string;
  botId: string;
  url: string;
  isActive: boolean;
  startedAt: Date;
  answerSeconds: number;
  unansweredSince: Date | null;
}

/** Of these threads those that a bot has. */
export async function listHeldThreads(
  executor: Executor,
  threads: readonly { domainId: string; threadId: string }[],
): Promise<HeldThread[]> {
  const result = await executor.query<HeldThread>({
    name: "bot_held_threads",
    text: `select held.domain_id as "domainId", held.thread_id as "threadId", bot.id as "botId", bot.url,
             named.deactivated_at is null as "isActive", held.started_at as "startedAt",
             bot.answer_seconds as "answerSeconds",
             (
               select min(message.created_at) from messages as message
               where message.domain_id = held.domain_id and message.thread_id = held.thread_id
                 and message.author_type = 'visitor' and message.number > coalesce((
                   select max(answer.number) from messages as answer
                   where answer.domain_id = held.domain_id and answer.thread_id = held.thread_id
                     and answer.author_type = 'bot' and answer.author_id = bot.id and not answer.private
                 ), 0)
             ) as "unansweredSince"
           from (select distinct * from unnest($1::uuid[], $2::uuid[]) as given (domain_id, id)) as wanted
           join bot_threads as held on held.domain_id = wanted.domain_id and held.thread_id = wanted.id
           join bots as bot on bot.domain_id = held.domain_id and bot.id = held.bot_id
           join users as named on named.domain_id = bot.domain_id and named.id = bot.id
           join tasks as task on task.domain_id = held.domain_id and task.thread_id = held.thread_id
             and task.state = 'accepted' and task.user_id = bot.id
           order by held.thread_id`,
    values: [threads.map(({ domainId }) => domainId), threads.map(({ threadId }) => threadId)],
  });
  return result.rows;
}

/** The threads that a bot has, in the order in which they are locked. */
export async function listThreadsOfBot(executor: Executor, domainId: string, botId: string): Promise<string[]> {
  const result = await executor.query<{ threadId: string }>({
    name: "bot_threads_of",
    text: `select thread_id as "threadId" from tasks
           where domain_id = $1 and user_id = $2 and state = 'accepted' order by thread_id`,
    values: [domainId, botId],
  });
  return result.rows.map(({ threadId }) => threadId);
}
