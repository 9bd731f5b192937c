import type { Handover, HandoverAnswer, TaskTarget } from "@beckon/protocol";
import type { Hints } from "../../delivery/hints.ts";
import type { Clock } from "../../platform/clock.ts";
import { assertWritable, type Database, inTransaction } from "../../platform/database/index.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { type Accounts, assertSourcePermission, type Caller, holdsForSource } from "../accounts/index.ts";
import { recordAuditEventBy } from "../audit/index.ts";
import { addThreadCategories } from "../categories/index.ts";
import type { LiveChats } from "../live-chats/index.ts";
import { addMessages, publishMessage, toAddOutcomes } from "../messages/index.ts";
import type { Presence } from "../presence/index.ts";
import { isSomebodyAvailable } from "../routing/index.ts";
import {
  type Effects,
  findPerson,
  findTargetLabel,
  findVisitorName,
  letGo,
  lockHeld,
  lockThread,
  passOn,
  startWork,
  type TaskTeller,
} from "../tasks/index.ts";
import { findThread } from "../threads/index.ts";
import type { BotCallFailed } from "../webhooks/index.ts";
import { listHeldThreads, listThreadsOfBot, writeLeft } from "./bot-threads.store.ts";
import { giveUp } from "./give-up.ts";

export interface BotWorkOptions {
  database: Database;
  accounts: Accounts;
  presence: Pick<Presence, "listAvailable">;
  liveChats: LiveChats;
  teller: TaskTeller;
  hints: Hints;
  clock: Clock;
}

export type BotWork = ReturnType<typeof createBotWork>;

/** How what a bot has comes to agents: by its own word, or since it does not go on. */
export function createBotWork(options: BotWorkOptions) {
  const { database, accounts, presence, liveChats, teller, hints, clock } = options;

  function tellAll(work: Effects): void {
    for (const tell of work.tells) tell();
    teller.tell(work.domainId, work.changed);
  }

  const begin = (transaction: Effects["transaction"], domainId: string): Effects => ({
    ...startWork(transaction, domainId, clock.nowMs()),
    tells: [],
  });

  /** For whom a handover is meant, and what they are called. Refuses with invalid_request for whom there is not. */
  async function findTarget(
    domainId: string,
    sourceId: string,
    { team_id, agent_id, category_ids = [] }: Handover,
  ): Promise<{ target: TaskTarget; label: string } | null> {
    if (team_id !== undefined && agent_id !== undefined) {
      throw new Refusal("invalid_request", { field: "agent_id", reason: "Name a team or an agent." });
    }
    const labels = await Promise.all(
      category_ids.map((id) => findTargetLabel(database, domainId, { kind: "category", id })),
    );
    const strange = labels.indexOf(null);
    if (strange !== -1) {
      const field = `category_ids.${strange}`;
      throw new Refusal("invalid_request", { field, reason: "There is no such category." });
    }
    if (agent_id !== undefined) {
      const person = await findPerson(database, domainId, agent_id);
      const rights = person === null ? null : await accounts.readRights({ domainId, userId: agent_id });
      if (rights?.permissions.has("receive_tasks") !== true || !holdsForSource(rights, sourceId, "reply")) {
        throw new Refusal("invalid_request", { field: "agent_id", reason: "There is no such agent for this source." });
      }
      const label = `${person?.firstname} ${person?.lastname}`.trim();
      return { target: { kind: "agent", id: agent_id }, label };
    }
    if (team_id !== undefined) {
      const target = { kind: "team", id: team_id } as const;
      const label = await findTargetLabel(database, domainId, target);
      if (label === null) {
        throw new Refusal("invalid_request", { field: "team_id", reason: "There is no such team." });
      }
      return { target, label };
    }
    const [first] = category_ids;
    return first === undefined ? null : { target: { kind: "category", id: first }, label: labels[0] ?? "" };
  }

  async function addNote(work: Effects, caller: Caller, threadId: string, body: string): Promise<void> {
    const { domainId, userId, name } = caller;
    const author = { type: "bot", id: userId, name } as const;
    const note = { domainId, id: newId(), threadId, author, body, private: true, attachmentIds: [], newThread: null };
    const [outcome] = toAddOutcomes([note], await addMessages(work.transaction, [note]), []);
    if (outcome?.kind === "added") work.tells.push(() => publishMessage(hints, domainId, outcome, null));
  }

  const failed: BotCallFailed = async (transaction, { domainId, threadId, botId, reason }) => {
    const work = begin(transaction, domainId);
    await giveUp(work, liveChats, { threadId, botId, reason: `It could not be told. ${reason}` });
    return () => tellAll(work);
  };

  return {
    /** Refuses with thread_taken a bot that does not have the thread. */
    async assertHeld({ domainId, userId }: Caller, threadId: string): Promise<void> {
      const [held] = await listHeldThreads(database, [{ domainId, threadId }]);
      if (held?.botId !== userId) {
        throw new Refusal("thread_taken", { reason: "The bot does not have this conversation." });
      }
    },

    /**
     * Gives what the bot has to people: as a transfer does, first to those for whom it is meant. Refuses with not_permitted
     * whoever is no bot, with thread_taken one that does not have the thread, and with invalid_request.
     */
    async handOver(caller: Caller, threadId: string, wanted: Handover): Promise<HandoverAnswer> {
      const { domainId, userId, name } = caller;
      const access = await findThread(database, domainId, threadId);
      if (access === null) throw new Refusal("not_found");
      const { sourceId } = access;
      assertSourcePermission(caller, sourceId, "reply");
      if (caller.kind !== "bot") {
        throw new Refusal("not_permitted", { reason: "Bots hand over. People transfer their tasks." });
      }
      const meant = await findTarget(domainId, sourceId, wanted);
      const target = meant?.target ?? null;
      const comment = wanted.comment?.trim() || null;
      assertWritable(database);
      const work = await inTransaction(database, async (transaction) => {
        const effects = begin(transaction, domainId);
        const held = await lockHeld(effects, threadId, userId);
        if (held === null) throw new Refusal("thread_taken", { reason: "The bot does not have this conversation." });
        const { category_ids: categoryIds = [] } = wanted;
        if (categoryIds.length > 0) await addThreadCategories(transaction, domainId, threadId, categoryIds);
        const next = await passOn(effects, held.thread, held.task, { target, comment, by: userId });
        await recordAuditEventBy(transaction, {
          domainId,
          user: { id: userId, name },
          action: "conversation_transferred",
          object: { type: "thread", id: threadId, label: await findVisitorName(transaction, domainId, threadId) },
          before: null,
          after: { to: meant && { ...meant.target, label: meant.label }, comment },
        });
        if (comment !== null) await addNote(effects, caller, threadId, comment);
        await letGo(effects, liveChats, held.thread, held.task);
        await writeLeft(transaction, { domainId, threadId, taskId: next.id });
        return effects;
      });
      tellAll(work);
      const channel = access.thread.live === null ? "asynchronous" : "realtime";
      const asked = { domainId, sourceId, channel, target } as const;
      return { available: await isSomebodyAvailable({ database, accounts, presence }, asked) };
    },

    /** Gives to agents all that a bot has which was switched off. */
    async release(domainId: string, botId: string): Promise<void> {
      const work = await inTransaction(database, async (transaction) => {
        const effects = begin(transaction, domainId);
        const threadIds = await listThreadsOfBot(transaction, domainId, botId);
        for (const threadId of threadIds) await lockThread(transaction, domainId, threadId);
        for (const threadId of threadIds) {
          await giveUp(effects, liveChats, { threadId, botId, reason: "It is switched off." });
        }
        return effects;
      });
      tellAll(work);
    },

    /** What becomes of a thread whose bot cannot be told any more. */
    failed,
  };
}
