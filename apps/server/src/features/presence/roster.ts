import type { ChannelPresence } from "@beckon/protocol";

export type Channel = "realtime" | "asynchronous";

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
  /** Counted once per change, since every visitor's browser may ask. */
  const counts = new Map<string, Record<Channel, number>>();

  function remove(domainId: string, userId: string, nodeId: string): void {
    const agents = domains.get(domainId);
    const entry = agents?.get(userId);
    if (agents === undefined || entry?.heardAtMs.delete(nodeId) !== true) return;
    if (entry.heardAtMs.size > 0) return;
    agents.delete(userId);
    if (agents.size === 0) domains.delete(domainId);
    counts.delete(domainId);
  }

  function add(nodeId: string, { domainId, userId, choice }: ConnectedAgent, nowMs: number): void {
    const agents = domains.get(domainId) ?? new Map<string, Entry>();
    domains.set(domainId, agents);
    const entry = agents.get(userId);
    if (entry === undefined) {
      agents.set(userId, { choice, heardAtMs: new Map([[nodeId, nowMs]]) });
      counts.delete(domainId);
    } else {
      entry.heardAtMs.set(nodeId, nowMs);
      choose(domainId, userId, choice);
    }
  }

  function choose(domainId: string, userId: string, choice: PresenceChoice): void {
    const entry = domains.get(domainId)?.get(userId);
    if (entry === undefined || entry.choice.revision >= choice.revision) return;
    entry.choice = choice;
    counts.delete(domainId);
  }

  function removeWhere(isGone: (nodeId: string, heardAtMs: number, domainId: string, userId: string) => boolean): void {
    for (const [domainId, agents] of domains) {
      for (const [userId, { heardAtMs }] of agents) {
        for (const [nodeId, atMs] of heardAtMs) {
          if (isGone(nodeId, atMs, domainId, userId)) remove(domainId, userId, nodeId);
        }
      }
    }
  }

  function count(domainId: string): Record<Channel, number> {
    const counted = { realtime: 0, asynchronous: 0 };
    for (const { choice } of domains.get(domainId)?.values() ?? []) {
      if (choice.realtime === "available") counted.realtime += 1;
      if (choice.asynchronous === "available") counted.asynchronous += 1;
    }
    return counted;
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

    /** Forgets what was said by nodes that have been silent for too long. */
    expire(nowMs: number): void {
      removeWhere((_nodeId, heardAtMs) => nowMs - heardAtMs >= NODE_SILENCE_LIMIT_MS);
    },

    isConnected: (domainId: string, userId: string): boolean => domains.get(domainId)?.has(userId) ?? false,

    /** How many agents of the domain are connected and available on a channel. */
    countAvailable(domainId: string, channel: Channel): number {
      let counted = counts.get(domainId);
      if (counted === undefined) {
        // Domains of which nobody is here are not remembered: there is nothing to count again.
        if (!domains.has(domainId)) return 0;
        counted = count(domainId);
        counts.set(domainId, counted);
      }
      return counted[channel];
    },
  };
}
