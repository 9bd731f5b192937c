import { recordAuditEventBy } from "../audit/index.ts";
import type { LiveChats } from "../live-chats/index.ts";
import { type Effects, findVisitorName, giveBackHeld, lockHeld } from "../tasks/index.ts";
import { findBot, writeLeft } from "./bot-threads.store.ts";

/**
 * What a bot has goes back into the queue, since the bot does not go on with it; why is in the log. False when it does not
 * have it (any more).
 */
export async function giveUp(
  work: Effects,
  liveChats: LiveChats,
  { threadId, botId, reason }: { threadId: string; botId: string; reason: string },
): Promise<boolean> {
  const { transaction, domainId } = work;
  const held = await lockHeld(work, threadId, botId);
  if (held === null) return false;
  const bot = await findBot(transaction, domainId, botId);
  await giveBackHeld(work, liveChats, held);
  await writeLeft(transaction, { domainId, threadId, taskId: held.task.id });
  await recordAuditEventBy(transaction, {
    domainId,
    user: null,
    action: "conversation_released",
    object: { type: "thread", id: threadId, label: await findVisitorName(transaction, domainId, threadId) },
    before: { bot: { id: botId, name: bot?.name ?? "" } },
    after: { reason },
  });
  return true;
}
