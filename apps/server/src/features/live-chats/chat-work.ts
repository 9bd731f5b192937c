import type { Executor } from "../../platform/database/index.ts";
import type { ChangedChat } from "./live-chats.store.ts";

/**
 * The agents' work that goes with live chats, changed within the transaction that changes the chat, so that the two
 * never differ. Each returns what tells of it after the commit.
 */
export interface ChatWork {
  /**
   * Reads what an agent may have; what it returns says, asked first in a transaction, whether they may take one more of
   * those that wait.
   */
  findRoom(domainId: string, agentId: string): Promise<(transaction: Executor) => Promise<boolean>>;
  /** An agent has it from now on, whoever had it before. */
  connected(transaction: Executor, chat: ChangedChat, agentId: string): Promise<() => void>;
  /** Back in the queue. `isAbsent`: the agent has gone, and did not choose it. */
  released(transaction: Executor, chat: ChangedChat, agentId: string, isAbsent: boolean): Promise<() => void>;
  ended(transaction: Executor, chat: ChangedChat): Promise<() => void>;
  /** An agent has gone: so goes what they have beside live chats. */
  left(transaction: Executor, domainId: string, agentId: string): Promise<() => void>;
}
