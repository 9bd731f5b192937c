import type { Channel, ChannelPresence } from "@beckon/protocol";

export type { Channel };

/** What an agent said of itself. Of two choices the one with the greater revision is the later; 0 is nobody's choice. */
export type PresenceChoice = { realtime: ChannelPresence; asynchronous: ChannelPresence; revision: number };

/** Who has never said anything is there. */
export const FIRST_CHOICE: PresenceChoice = { realtime: "available", asynchronous: "available", revision: 0 };

export type ConnectedAgent = { domainId: string; userId: string; choice: PresenceChoice };

/** A node that has not been heard for this long is gone, and its agents with it. */
const NODE_SILENCE_LIMIT_MS = 30_000;

interface Entry {
  choice: PresenceChoice;
  /** Node → when it last said that the agent is connected there. */
  heardAtMs: Map<string, number>;
}

/** Which agents are connected to any node, in memory: told by the nodes, forgotten when these fall silent. */
export function createRoster() {
  const domains = new Map<string, Map<string, Entry>>();
  /** Listed once per change, since every visitor's browser may ask. */
  const lists = new Map<string, Record<Channel, readonly string[]>>();

  function remove(domainId: string, userId: string, nodeId: string): void {
    const agents = domains.get(domainId);
    const entry = agents?.get(userId);
    if (agents === undefined || entry?.heardAtMs.delete(nodeId) !== true) return;
    if (entry.heardAtMs.size > 0) return;
    agents.delete(userId);
    if (agents.size === 0) domains.delete(domainId);
    lists.delete(domainId);
  }

  function add(nodeId: string, { domainId, userId, choice }: ConnectedAgent, nowMs: number): void {
    const agents = domains.get(domainId) ?? new Map<string, Entry>();
    domains.set(domainId, agents);
    const entry = agents.get(userId);
    if (entry === undefined) {
      agents.set(userId, { choice, heardAtMs: new Map([[nodeId, nowMs]]) });
      lists.delete(domainId);
    } else {
      entry.heardAtMs.set(nodeId, nowMs);
      choose(domainId, userId, choice);
    }
  }

  function choose(domainId: string, userId: string, choice: PresenceChoice): void {
    const entry = domains.get(domainId)?.get(userId);
    if (entry === undefined || entry.choice.revision >= choice.revision) return;
    entry.choice = choice;
    lists.delete(domainId);
  }

  /** Returns those who are connected nowhere any longer. */
  function removeWhere(
    isGone: (nodeId: string, heardAtMs: number, domainId: string, userId: string) => boolean,
  ): { domainId: string; userId: string }[] {
    const gone: { domainId: string; userId: string }[] = [];
    for (const [domainId, agents] of domains) {
      for (const [userId, { heardAtMs }] of agents) {
        for (const [nodeId, atMs] of heardAtMs) {
          if (isGone(nodeId, atMs, domainId, userId)) remove(domainId, userId, nodeId);
        }
        if (heardAtMs.size === 0) gone.push({ domainId, userId });
      }
    }
    return gone;
  }

  function listAll(domainId: string): Record<Channel, readonly string[]> {
    const agents = [...(domains.get(domainId) ?? [])];
    const availableOn = (channel: Channel) =>
      agents.filter(([, { choice }]) => choice[channel] === "available").map(([userId]) => userId);
    return { realtime: availableOn("realtime"), asynchronous: availableOn("asynchronous") };
  }

  return {
    add,
    remove,
    choose,

    /** All that are connected to a node: whoever else was said to be is not, any longer. */
    replace(nodeId: string, agents: readonly ConnectedAgent[], nowMs: number): void {
      const present = new Set(agents.map(({ domainId, userId }) => `${domainId} ${userId}`));
      removeWhere((node, _atMs, domainId, userId) => node === nodeId && !present.has(`${domainId} ${userId}`));
      for (const agent of agents) add(nodeId, agent, nowMs);
    },

    /** Forgets what was said by nodes that have been silent for too long. Returns the agents who went with them. */
    expire(nowMs: number): { domainId: string; userId: string }[] {
      return removeWhere((_nodeId, heardAtMs) => nowMs - heardAtMs >= NODE_SILENCE_LIMIT_MS);
    },

    isConnected: (domainId: string, userId: string): boolean => domains.get(domainId)?.has(userId) ?? false,

    /** Which agents of the domain are connected and available on a channel. */
    listAvailable(domainId: string, channel: Channel): readonly string[] {
      let listed = lists.get(domainId);
      if (listed === undefined) {
        // Domains of which nobody is here are not remembered: there is nothing to list again.
        if (!domains.has(domainId)) return [];
        listed = listAll(domainId);
        lists.set(domainId, listed);
      }
      return listed[channel];
    },
  };
}
