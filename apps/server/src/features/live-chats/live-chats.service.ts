import type { MessageNotice } from "@beckon/protocol";
import type { Hints } from "../../delivery/hints.ts";
import { assertWritable, type Database, type Executor, inTransaction } from "../../platform/database/index.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { isBot } from "../accounts/index.ts";
import { addMessages, publishMessage, toAddOutcomes } from "../messages/index.ts";
import { estimateWaitSeconds } from "../threads/index.ts";
import type { ChatWork } from "./chat-work.ts";
import {
  type ChangedChat,
  connectChat,
  endChat,
  findChatAgent,
  listChatsOfAgent,
  listQueue,
  lockThreadsOfAgent,
  overtakeChat,
  releaseChat,
} from "./live-chats.store.ts";
import { type Ending, noticeOf, writeNotice } from "./notices.decisions.ts";

export type LiveChats = ReturnType<typeof createLiveChats>;

/** Live chats from the queue to their end. What is said of a change is in the thread by the time it is true. */
export function createLiveChats(database: Database, hints: Hints, work: ChatWork) {
  /** Everybody in the queue of a source is told of their place. */
  async function tellQueue(domainId: string, sourceId: string): Promise<void> {
    const queue = await listQueue(database, domainId, sourceId);
    for (const [index, { threadId, identityId, takenLately }] of queue.entries()) {
      const position = index + 1;
      const estimatedWaitSeconds = estimateWaitSeconds(position, takenLately);
      hints.toIdentity(domainId, identityId, { kind: "queue_updated", threadId, position, estimatedWaitSeconds });
    }
  }

  /** Writes what is said of a change, and returns what tells it to whoever shows the thread. */
  async function addNotice(transaction: Executor, chat: ChangedChat, notice: MessageNotice): Promise<() => void> {
    const { domainId, threadId, identityId, sourceId } = chat;
    const item = {
      domainId,
      id: newId(),
      threadId,
      author: { type: "system", id: null, name: "" },
      body: writeNotice(notice),
      private: false,
      attachmentIds: [],
      notice,
      newThread: null,
    } as const;
    const [outcome] = toAddOutcomes([item], await addMessages(transaction, [item]), []);
    return () => {
      if (outcome?.kind === "added") publishMessage(hints, domainId, outcome, null);
      hints.toIdentity(domainId, identityId, { kind: "thread_changed", sourceId, threadId });
    };
  }

  async function endWithin(
    transaction: Executor,
    domainId: string,
    threadId: string,
    ending: Ending,
  ): Promise<(() => void) | null> {
    const chat = await endChat(transaction, domainId, threadId, ending.by === "visitor" ? ending.identityId : null);
    if (chat === null) return null;
    const tell = await addNotice(transaction, chat, noticeOf(ending));
    const tellWork = await work.ended(transaction, chat);
    return () => {
      tell();
      tellWork();
      // The queue is told behind the answer; whoever is not told finds its place in the next welcome.
      if (chat.waited) tellQueue(domainId, chat.sourceId).catch(() => undefined);
    };
  }

  /** Gives a chat that a colleague has to this agent. What it returns tells it; null when no colleague has it. */
  async function overtakeWithin(
    transaction: Executor,
    domainId: string,
    threadId: string,
    agent: { id: string; name: string },
    fromId: string | null = null,
  ): Promise<(() => void) | null> {
    const chat = await overtakeChat(transaction, domainId, threadId, agent, fromId);
    if (chat === null) return null;
    const tell = await addNotice(transaction, chat, { kind: "agent_connected", name: agent.name });
    const tellWork = await work.connected(transaction, chat, agent.id);
    return () => {
      tell();
      tellWork();
    };
  }

  /** Gives a waiting chat to an agent. What it returns tells it; null when it did not wait. */
  async function connectWithin(
    transaction: Executor,
    domainId: string,
    threadId: string,
    agent: { id: string; name: string },
  ): Promise<(() => Promise<void>) | null> {
    const chat = await connectChat(transaction, domainId, threadId, agent);
    if (chat === null) return null;
    const tell = await addNotice(transaction, chat, { kind: "agent_connected", name: agent.name });
    const tellWork = await work.connected(transaction, chat, agent.id);
    return () => {
      tell();
      tellWork();
      return tellQueue(domainId, chat.sourceId);
    };
  }

  /** Within a transaction; what it returns tells it. Null unless the agent has the chat. */
  async function releaseWithin(
    transaction: Executor,
    { domainId, threadId, agentId }: { domainId: string; threadId: string; agentId: string },
    notice: MessageNotice,
  ): Promise<(() => void) | null> {
    const chat = await releaseChat(transaction, domainId, threadId, agentId);
    if (chat === null) return null;
    const tell = await addNotice(transaction, chat, notice);
    const tellWork = await work.released(transaction, chat, agentId, notice.kind === "agent_disconnected");
    return () => {
      tell();
      tellWork();
      tellQueue(domainId, chat.sourceId).catch(() => undefined);
    };
  }

  /**
   * Gives a waiting chat to an agent who takes it, under the name that visitors see. False when it did not wait. Refuses
   * with capacity_reached at the hard limit.
   */
  async function connect(domainId: string, threadId: string, agent: { id: string; name: string }): Promise<boolean> {
    assertWritable(database);
    // Most of what is said is said in chats that somebody has.
    if ((await findChatAgent(database, domainId, threadId))?.live !== "waiting") return false;
    const hasRoom = await work.findRoom(domainId, agent.id);
    const tell = await inTransaction(database, async (transaction) => {
      const isRoom = await hasRoom(transaction);
      const connected = await connectWithin(transaction, domainId, threadId, agent);
      if (connected !== null && !isRoom) throw new Refusal("capacity_reached");
      return connected;
    });
    if (tell === null) return false;
    await tell();
    return true;
  }

  return {
    tellQueue,
    endWithin,
    connectWithin,
    overtakeWithin,
    releaseWithin,
    connect,

    /**
     * As `connect`, for an agent who asks for it: refused with who has it unless the agent may take over, and with
     * `thread_ended`. Once more is no fault. `noteTakeOver` writes within the transaction that takes it from a colleague;
     * null for who may not.
     */
    async take(
      domainId: string,
      threadId: string,
      agent: { id: string; name: string },
      noteTakeOver: ((transaction: Executor) => Promise<void>) | null,
    ): Promise<void> {
      if (await connect(domainId, threadId, agent)) return;
      const chat = await findChatAgent(database, domainId, threadId);
      if (chat === null) throw new Refusal("not_found");
      if (chat.live === "ended") throw new Refusal("thread_ended");
      if (chat.agentId === agent.id) return;
      if (noteTakeOver === null) throw new Refusal("thread_taken", { reason: `${chat.agentName} has it.` });
      const tell = await inTransaction(database, async (transaction) => {
        const overtaken = await overtakeWithin(transaction, domainId, threadId, agent);
        if (overtaken !== null) await noteTakeOver(transaction);
        return overtaken;
      });
      tell?.();
    },

    /**
     * From a bot it is taken as from the queue. Nothing happens to what somebody else has. Refuses with capacity_reached at
     * the hard limit.
     */
    async takeFromBot(domainId: string, threadId: string, agent: { id: string; name: string }): Promise<boolean> {
      const chat = await findChatAgent(database, domainId, threadId);
      const botId = chat?.live === "connected" ? chat.agentId : null;
      if (botId === null || !(await isBot(database, domainId, botId))) return false;
      const hasRoom = await work.findRoom(domainId, agent.id);
      const tell = await inTransaction(database, async (transaction) => {
        const isRoom = await hasRoom(transaction);
        const overtaken = await overtakeWithin(transaction, domainId, threadId, agent, botId);
        if (overtaken !== null && !isRoom) throw new Refusal("capacity_reached");
        return overtaken;
      });
      tell?.();
      return tell !== null;
    },

    /** Back into the queue. Refused with who has it; nothing happens to what waits already. */
    async release(domainId: string, threadId: string, agentId: string): Promise<void> {
      assertWritable(database);
      const of = { domainId, threadId, agentId };
      const tell = await inTransaction(database, (transaction) =>
        releaseWithin(transaction, of, { kind: "transferred", name: null }),
      );
      if (tell !== null) return tell();
      const chat = await findChatAgent(database, domainId, threadId);
      if (chat === null) throw new Refusal("not_found");
      if (chat.live === "ended") throw new Refusal("thread_ended");
      if (chat.live === "connected") throw new Refusal("thread_taken", { reason: `${chat.agentName} has it.` });
    },

    /** One of them alone, of which the visitor is told. What it returns tells it; null unless the agent has it. */
    async releaseGone(
      transaction: Executor,
      of: { domainId: string; threadId: string; agentId: string },
    ): Promise<(() => void) | null> {
      const chats = await listChatsOfAgent(transaction, of.domainId, of.agentId);
      const chat = chats.find(({ threadId }) => threadId === of.threadId);
      if (chat === undefined) return null;
      return releaseWithin(transaction, of, { kind: "agent_disconnected", name: chat.agentName });
    },

    /** All that an agent has goes back into the queue, since the agent has gone. Returns what tells it. */
    async releaseAllWithin(transaction: Executor, domainId: string, agentId: string): Promise<() => void> {
      const tells: (() => void)[] = [];
      await lockThreadsOfAgent(transaction, domainId, agentId);
      for (const { threadId, agentName } of await listChatsOfAgent(transaction, domainId, agentId)) {
        const notice = { kind: "agent_disconnected", name: agentName } as const;
        const tell = await releaseWithin(transaction, { domainId, threadId, agentId }, notice);
        if (tell !== null) tells.push(tell);
      }
      tells.push(await work.left(transaction, domainId, agentId));
      return () => {
        for (const tell of tells) tell();
      };
    },

    /**
     * Nothing happens to what has ended already. Whether the thread is the agent's to end, the caller has judged. `note`
     * writes within the transaction that ends it.
     */
    async end(
      domainId: string,
      threadId: string,
      ending: Ending,
      note: (transaction: Executor) => Promise<void> = async () => undefined,
    ): Promise<void> {
      assertWritable(database);
      const tell = await inTransaction(database, async (transaction) => {
        const ended = await endWithin(transaction, domainId, threadId, ending);
        if (ended !== null) await note(transaction);
        return ended;
      });
      tell?.();
    },
  };
}
