import type { Channel } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";
import type { Accounts } from "../accounts/index.ts";
import type { Capacities } from "../capacities/index.ts";
import { countAccepted, lockAgents } from "./tasks.store.ts";

interface Agent {
  domainId: string;
  userId: string;
}

/**
 * Whether an agent may take one more of what waits. Asked first in the transaction that takes it, since it locks the agent:
 * of two that are taken at once, the second is counted with the first.
 */
export type Room = (transaction: Executor) => Promise<boolean>;

/**
 * Reads an agent's hard limit of a channel; before the transaction, within which nothing else may be asked. Whoever
 * answers without receiving tasks, such as a program, has none.
 */
export function createRoomFinder(accounts: Pick<Accounts, "readRights">, capacities: Capacities) {
  return async ({ domainId, userId }: Agent, channel: Channel): Promise<Room> => {
    const { permissions } = await accounts.readRights({ domainId, userId });
    await capacities.load(domainId);
    const { hard_limit: hardLimit } = capacities.limitsOf(domainId, userId, channel);
    return async (transaction) => {
      await lockAgents(transaction, domainId, [userId]);
      if (!permissions.has("receive_tasks")) return true;
      return (await countAccepted(transaction, domainId, userId, channel)) < hardLimit;
    };
  };
}

export type RoomFinder = ReturnType<typeof createRoomFinder>;
