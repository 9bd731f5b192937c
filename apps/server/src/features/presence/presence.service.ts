import type { AgentPresence, PresenceChange } from "@beckon/protocol";
import type { Logger } from "pino";
import type { Hints } from "../../delivery/hints.ts";
import type { Bus } from "../../platform/bus/index.ts";
import type { Clock } from "../../platform/clock.ts";
import { classifyDatabaseError, type Database } from "../../platform/database/index.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { type Accounts, type Caller, nameOf } from "../accounts/index.ts";
import { type Capacities, judgeBusyness } from "../capacities/index.ts";
import { createPresenceStore, NOTHING_SAID, type SaidPresence } from "./presence.store.ts";
import { type Channel, type ConnectedAgent, createRoster, type PresenceChoice } from "./roster.ts";

const CHANNEL = "presence";
/** Every node says this often who is connected to it, so that a lost hint heals and a dead node is noticed. */
const HEARTBEAT_MS = 5_000;

/** Nodes and, of `presence_chosen`, whichever node took the request. */
type PresenceHint =
  | { kind: "agents_connected"; nodeId: string; agents: ConnectedAgent[] }
  | { kind: "agent_connected"; nodeId: string; agent: ConnectedAgent }
  | { kind: "agent_left"; nodeId: string; domainId: string; userId: string }
  | { kind: "presence_chosen"; domainId: string; userId: string; choice: PresenceChoice }
  /** A node has just started and knows nobody. */
  | { kind: "agents_asked"; nodeId: string };

export interface PresenceOptions {
  database: Database;
  accounts: Accounts;
  capacities: Capacities;
  hints: Hints;
  bus: Bus;
  clock: Clock;
  logger: Logger;
}

/** An agent on this node. The choice is null until it has been read. */
interface OwnAgent {
  domainId: string;
  userId: string;
  connections: number;
  choice: PresenceChoice | null;
}

export type Presence = ReturnType<typeof startPresence>;

/**
 * Who of a domain takes conversations now: whoever is connected to the desk, on any node, and has not chosen to be
 * away. What was chosen outlives a connection (a reload makes nobody available), so it is stored; who is connected is
 * known by the connections alone.
 */
export function startPresence({ database, accounts, capacities, hints, bus, clock, logger }: PresenceOptions) {
  const store = createPresenceStore(database.kysely);
  const roster = createRoster();
  const nodeId = newId();
  const own = new Map<string, OwnAgent>();
  const arrivalListeners = new Set<(agent: Pick<Caller, "domainId" | "userId">) => void>();

  const tell = (hint: PresenceHint) => bus.publish(CHANNEL, hint);
  // Only our own nodes publish on this channel.
  const unsubscribe = bus.subscribe(CHANNEL, (payload) => hear(payload as PresenceHint));
  /** Since when this node has noted without a break who is at the desk: before, silence says nothing of anybody. */
  let notingSinceMs = clock.nowMs();
  const beating = setInterval(beat, HEARTBEAT_MS);
  beating.unref();
  tell({ kind: "agents_asked", nodeId });

  function hear(hint: PresenceHint): void {
    // What this node says of itself it knows already.
    if ("nodeId" in hint && hint.nodeId === nodeId) return;
    switch (hint.kind) {
      case "agents_connected":
        roster.replace(hint.nodeId, hint.agents, clock.nowMs());
        break;
      case "agent_connected":
        roster.add(hint.nodeId, hint.agent, clock.nowMs());
        break;
      case "agent_left":
        roster.remove(hint.domainId, hint.userId, hint.nodeId);
        break;
      case "presence_chosen":
        adopt(hint.domainId, hint.userId, hint.choice);
        break;
      case "agents_asked":
        tell({ kind: "agents_connected", nodeId, agents: listOwn() });
        break;
    }
  }

  function beat(): void {
    for (const agent of own.values()) if (agent.choice === null) read(agent);
    const agents = listOwn();
    roster.replace(nodeId, agents, clock.nowMs());
    // With a node that fell silent go its agents.
    for (const { domainId, userId } of roster.expire(clock.nowMs())) tellDesks(domainId, userId);
    tell({ kind: "agents_connected", nodeId, agents });
    noteAttendance([...own.values()]);
  }

  function noteAttendance(agents: readonly OwnAgent[]): void {
    store.noteAttendance(agents).catch((error: unknown) => {
      notingSinceMs = clock.nowMs();
      if (classifyDatabaseError(error) !== "unavailable") {
        logger.warn({ err: error }, "who is at the desk was not noted; it is with the next heartbeat");
      }
    });
  }

  function tellDesks(domainId: string, userId: string): void {
    hints.toDesk(domainId, { kind: "presence_changed", userId });
  }

  function listOwn(): ConnectedAgent[] {
    return [...own.values()].flatMap(({ domainId, userId, choice }) =>
      choice === null ? [] : { domainId, userId, choice },
    );
  }

  function adopt(domainId: string, userId: string, choice: PresenceChoice): void {
    const agent = own.get(keyOf(domainId, userId));
    if (agent !== undefined && (agent.choice?.revision ?? -1) < choice.revision) agent.choice = choice;
    roster.choose(domainId, userId, choice);
  }

  /** Reads what an agent has chosen, and only then counts it. What fails is tried again with the next heartbeat. */
  function read(agent: OwnAgent): void {
    const { domainId, userId } = agent;
    store.find(domainId, userId).then(
      ({ choice }) => {
        if (own.get(keyOf(domainId, userId)) !== agent) return;
        if ((agent.choice?.revision ?? -1) < choice.revision) agent.choice = choice;
        const connected = { domainId, userId, choice: agent.choice ?? choice };
        roster.add(nodeId, connected, clock.nowMs());
        tell({ kind: "agent_connected", nodeId, agent: connected });
        tellDesks(domainId, userId);
        announce(agent);
      },
      (error: unknown) => logger.warn({ err: error }, "an agent's presence could not be read; it is tried again"),
    );
  }

  /** Somebody has connected here, or has just chosen here. */
  function announce(agent: Pick<Caller, "domainId" | "userId">): void {
    for (const listener of arrivalListeners) listener(agent);
  }

  function leave(agent: OwnAgent): void {
    agent.connections -= 1;
    if (agent.connections > 0) return;
    const { domainId, userId } = agent;
    own.delete(keyOf(domainId, userId));
    roster.remove(domainId, userId, nodeId);
    tell({ kind: "agent_left", nodeId, domainId, userId });
    tellDesks(domainId, userId);
  }

  function describe(domainId: string, user: AgentPresence["user"], said: SaidPresence, count: number) {
    const connected = roster.isConnected(domainId, user.id);
    const limits = capacities.limitsOf(domainId, user.id, "realtime");
    return toPresence(user, said, connected, { count, busyness: judgeBusyness(count, limits), ...limits });
  }

  async function describeOwn({ domainId, userId, name }: Caller, said: SaidPresence): Promise<AgentPresence> {
    await capacities.load(domainId);
    const chats = await store.countLiveChats(domainId, [userId]);
    return describe(domainId, { id: userId, name }, said, chats.get(userId) ?? 0);
  }

  async function takeChoice(
    { domainId, userId }: Pick<Caller, "domainId" | "userId">,
    change: PresenceChange,
  ): Promise<SaidPresence> {
    const said = await store.choose(domainId, userId, change);
    adopt(domainId, userId, said.choice);
    tell({ kind: "presence_chosen", domainId, userId, choice: said.choice });
    tellDesks(domainId, userId);
    return said;
  }

  return {
    /** To be called for each connection of an agent to the desk; the returned function, once, when it ends. */
    connect({ domainId, userId }: Pick<Caller, "domainId" | "userId">): () => void {
      const key = keyOf(domainId, userId);
      const known = own.get(key);
      const agent = known ?? { domainId, userId, connections: 0, choice: null };
      agent.connections += 1;
      if (known === undefined) {
        own.set(key, agent);
        read(agent);
        noteAttendance([agent]);
      }
      let isConnected = true;
      return () => {
        if (isConnected) leave(agent);
        isConnected = false;
      };
    },

    /** Refuses with invalid_request for a reason that is not there. */
    async choose(caller: Caller, change: PresenceChange): Promise<AgentPresence> {
      const { domainId } = caller;
      if (typeof change.status_id === "string" && !(await store.isStatusKnown(domainId, change.status_id))) {
        throw new Refusal("invalid_request", { field: "status_id", reason: "There is no such status." });
      }
      const said = await takeChoice(caller, change);
      announce(caller);
      return describeOwn(caller, said);
    },

    find: async (caller: Caller): Promise<AgentPresence> =>
      describeOwn(caller, await store.find(caller.domainId, caller.userId)),

    /** The domain's users and whether they take conversations. */
    async list(caller: Caller, page: { offset: number; limit: number }) {
      const { domainId } = caller;
      const { count, records: users } = await accounts.listUsers(caller, { ...page, active: true });
      const ids = users.map(({ id }) => id);
      const said = await store.findAll(domainId, ids);
      const chats = await store.countLiveChats(domainId, ids);
      await capacities.load(domainId);
      const records = users.map((user) =>
        describe(
          domainId,
          { id: user.id, name: nameOf(user) },
          said.get(user.id) ?? NOTHING_SAID,
          chats.get(user.id) ?? 0,
        ),
      );
      return { count, records };
    },

    /** On the agent's behalf: nothing more is pushed on the channel until they say that they are back. */
    async makeAway(agent: Pick<Caller, "domainId" | "userId">, channel: Channel): Promise<void> {
      await takeChoice(agent, { [channel]: "away" });
    },

    /** Calls back when an agent has connected to this node, or has chosen here. Returns the unsubscription. */
    onArrival(listener: (agent: Pick<Caller, "domainId" | "userId">) => void): () => void {
      arrivalListeners.add(listener);
      return () => arrivalListeners.delete(listener);
    },

    /** On any node, as far as this one has heard. */
    isConnected: ({ domainId, userId }: Pick<Caller, "domainId" | "userId">): boolean =>
      roster.isConnected(domainId, userId),

    notingForMs: (): number => clock.nowMs() - notingSinceMs,

    /** From memory: for the hot path. */
    listAvailable: (domainId: string, channel: Channel): readonly string[] => roster.listAvailable(domainId, channel),

    /** Says that nobody is connected here any longer. */
    stop(): void {
      clearInterval(beating);
      unsubscribe();
      tell({ kind: "agents_connected", nodeId, agents: [] });
    },
  };
}

function keyOf(domainId: string, userId: string): string {
  return `${domainId} ${userId}`;
}

function toPresence(
  user: AgentPresence["user"],
  { choice, status, idle, since }: SaidPresence,
  connected: boolean,
  load: AgentPresence["load"],
): AgentPresence {
  const { realtime, asynchronous } = choice;
  return { user, connected, realtime, asynchronous, status, idle, since: since?.toISOString() ?? null, load };
}
