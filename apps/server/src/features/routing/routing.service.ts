import type { Channel, RoutingStep } from "@beckon/protocol";
import type { Logger } from "pino";
import type { Clock } from "../../platform/clock.ts";
import { classifyDatabaseError, type Database, inTransaction } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Accounts } from "../accounts/index.ts";
import type { Capacities } from "../capacities/index.ts";
import type { Presence } from "../presence/index.ts";
import {
  findWorkToRoute,
  foreseeTask,
  happenToTask,
  listDomainsToRoute,
  lockDomainTasks,
  lockEndedRings,
  lockMissedBy,
  lockQueue,
  lockUntasked,
  makeTask,
  type QueuedTask,
  readLoads,
  type SavedTask,
  saveTasks,
  startWork,
  type Tasks,
  type TaskTeller,
} from "../tasks/index.ts";
import { createKnownRouting } from "./known-routing.ts";
import { type Candidate, type PlannedMove, planRouting, type WaitingTask } from "./plan.decisions.ts";

export interface RoutingOptions {
  database: Database;
  accounts: Accounts;
  presence: Pick<Presence, "listAvailable" | "makeAway" | "onArrival" | "isConnected">;
  capacities: Capacities;
  tasks: Tasks;
  teller: TaskTeller;
  /** Whether rules have a say in what visitors write to a domain. Asked anew when the domain's routing version has changed. */
  hasRulesOnMessages(domainId: string): Promise<boolean>;
  clock: Clock;
  logger: Logger;
}

const LOOK_EVERY_MS = 1_000;
/** At every so many looks all that waits is looked at: what another node knew, or a hint that was lost, heals. */
const FULL_LOOK_EVERY = 5;

interface MissedRing {
  userId: string;
  channel: Channel;
}

interface Offer {
  taskId: string;
  userId: string;
}

/**
 * Brings what waits to agents. Every node does so, one at a time for a domain: whoever holds the domain's lock looks at
 * the queue as it is then, so that a task rings at one agent and an agent is not given more than they take. That it
 * rings, and until when, is stored: a node that dies leaves nothing that the next look of another does not find.
 */
export function startRouting(options: RoutingOptions) {
  const { database, accounts, presence, capacities, tasks, teller, clock, logger } = options;
  const known = createKnownRouting(database, accounts, options.hasRulesOnMessages);
  /** Domains to be looked at as soon as the pass under way has ended. */
  const roused = new Set<string>();
  /** What visitors have written on this node since the last pass, by domain: the thread, and the number of the last word. */
  const writtenIn = new Map<string, Map<string, number>>();
  let passing: Promise<void> | null = null;
  let looks = 0;
  let isStopped = false;

  function rouse(domainId: string): void {
    if (isStopped) return;
    roused.add(domainId);
    passing ??= pass().finally(() => {
      passing = null;
      const [next] = roused;
      if (next !== undefined) rouse(next);
    });
  }

  async function pass(): Promise<void> {
    for (const domainId of roused) {
      roused.delete(domainId);
      if (isStopped) return;
      try {
        await route(domainId);
      } catch (error) {
        // The next look finds the same.
        if (classifyDatabaseError(error) !== "unavailable")
          logger.error({ err: error }, "a domain could not be routed");
      }
    }
  }

  async function look(): Promise<void> {
    looks += 1;
    try {
      const isFull = looks % FULL_LOOK_EVERY === 0;
      for (const domainId of await listDomainsToRoute(database, clock.nowMs(), isFull)) rouse(domainId);
    } catch (error) {
      if (classifyDatabaseError(error) !== "unavailable") logger.error({ err: error }, "nothing could be routed");
    }
  }

  /** What administrators have said, and whoever is at the desk and may receive tasks. */
  async function readKnown(domainId: string) {
    const onChannel = {
      realtime: new Set(presence.listAvailable(domainId, "realtime")),
      asynchronous: new Set(presence.listAvailable(domainId, "asynchronous")),
    };
    const userIds = [...new Set([...onChannel.realtime, ...onChannel.asynchronous])];
    const read = await known.read(domainId, userIds);
    const agents = read.agents.map((agent): Omit<Candidate, "taken" | "isRinging" | "idleSinceMs"> => {
      const softLimitOf = (channel: Channel) => capacities.limitsOf(domainId, agent.id, channel).soft_limit;
      return {
        ...agent,
        available: {
          realtime: onChannel.realtime.has(agent.id),
          asynchronous: onChannel.asynchronous.has(agent.id),
        },
        softLimit: { realtime: softLimitOf("realtime"), asynchronous: softLimitOf("asynchronous") },
      };
    });
    return { ...read, agents };
  }

  function takeWritten(domainId: string): { threadId: string; number: number }[] {
    const written = [...(writtenIn.get(domainId) ?? [])].map(([threadId, number]) => ({ threadId, number }));
    writtenIn.delete(domainId);
    return written;
  }

  async function route(domainId: string): Promise<void> {
    const written = takeWritten(domainId);
    const { ringsEnded, waits, withoutTask } = await findWorkToRoute(database, domainId, clock.nowMs(), written);
    if (!ringsEnded && !waits && withoutTask.length === 0) return;
    await capacities.load(domainId);
    const { agents, settings: said, stepsOfSources, rulesComeFirst } = await readKnown(domainId);
    const untasked = rulesComeFirst ? [] : withoutTask.map((threadId) => ({ domainId, threadId }));
    if (!ringsEnded && !waits && untasked.length === 0) return;
    const withTimes = (channel: Channel, steps: readonly RoutingStep[]) =>
      withTimeout(steps, capacities.taskTimeoutSecondsOf(domainId, channel));
    const routing = {
      realtime: { ...said.realtime, steps: withTimes("realtime", said.realtime.steps) },
      asynchronous: { ...said.asynchronous, steps: withTimes("asynchronous", said.asynchronous.steps) },
    };
    const toWaiting = ({ task, language, categoryIds, knownBy }: QueuedTask): WaitingTask => {
      const own = stepsOfSources.get(task.sourceId);
      return { ...task, ownSteps: own ? withTimes(task.channel, own) : null, language, categoryIds, knownBy };
    };
    const missed = ringsEnded ? await endRings(domainId) : [];
    for (const { userId, channel } of missed) {
      // Whoever has gone meanwhile is not away, and comes back as they were.
      if (presence.isConnected({ domainId, userId })) await presence.makeAway({ domainId, userId }, channel);
    }
    const changed = new Set<string>();
    const toAccept: Offer[] = [];
    await inTransaction(database, async (transaction) => {
      const nowMs = clock.nowMs();
      // What does not wait for another's answer goes to the database together.
      const locking = lockDomainTasks(transaction, domainId);
      const [, found] = await Promise.all([locking, untasked.length > 0 ? lockUntasked(transaction, untasked) : []]);
      const work = { ...startWork(transaction, domainId, nowMs), changed };
      const agentIds = agents.map(({ id }) => id);
      const [, queue, read] = await Promise.all([
        Promise.all(found.map((thread) => makeTask(work, thread))),
        lockQueue(transaction, domainId),
        readLoads(transaction, domainId, agentIds),
      ]);
      if (queue.length === 0) return;
      const loads = new Map(read.map((load) => [load.userId, load] as const));
      const candidates = agents.map((agent) => withLoad(agent, loads, missed));
      const plan = planRouting(queue.map(toWaiting), candidates, routing, nowMs);
      // Each task is written once, for which nothing but the task need be locked.
      const saved: SavedTask[] = [];
      for (const { task } of queue) {
        const moves = plan.filter(({ taskId }) => taskId === task.id);
        if (moves.length === 0) continue;
        saved.push(moves.reduce<SavedTask>(follow(nowMs), { task, facts: [] }));
        changed.add(task.id);
        toAccept.push(...moves.filter((move) => move.kind === "offer").filter((move) => move.acceptAutomatically));
      }
      if (saved.length > 0) await saveTasks(transaction, saved, nowMs);
    });
    teller.tell(domainId, changed);
    for (const offer of toAccept) await acceptFor(domainId, offer);
  }

  /** Whose time to answer is over; what rang waits again. */
  async function endRings(domainId: string): Promise<MissedRing[]> {
    const missed: MissedRing[] = [];
    const changed = await inTransaction(database, async (transaction) => {
      await lockDomainTasks(transaction, domainId);
      const work = startWork(transaction, domainId, clock.nowMs());
      for (const task of await lockEndedRings(transaction, domainId, work.nowMs)) {
        if (task.userId !== null) missed.push({ userId: task.userId, channel: task.channel });
        await happenToTask(work, task, { kind: "ring_ended" }, "task_given_back");
      }
      return work.changed;
    });
    teller.tell(domainId, changed);
    return missed;
  }

  /** A crash in between leaves it ringing, and then it is accepted by hand or goes on. */
  async function acceptFor(domainId: string, { taskId, userId }: Offer): Promise<void> {
    try {
      await tasks.acceptAutomatically(domainId, taskId, userId);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  /** Whoever missed something is asked again, now that they are here. */
  async function welcomeBack(domainId: string, userId: string): Promise<void> {
    const isBack = (["realtime", "asynchronous"] as const).some((channel) =>
      presence.listAvailable(domainId, channel).includes(userId),
    );
    if (!isBack) return;
    await inTransaction(database, async (transaction) => {
      await lockDomainTasks(transaction, domainId);
      const work = startWork(transaction, domainId, clock.nowMs());
      for (const task of await lockMissedBy(transaction, domainId, userId)) {
        await happenToTask(work, task, { kind: "returned", userId }, null);
      }
    });
    rouse(domainId);
  }

  teller.onTold(rouse);
  const forget = presence.onArrival(({ domainId, userId }) => {
    welcomeBack(domainId, userId).catch((error: unknown) => {
      if (classifyDatabaseError(error) !== "unavailable")
        logger.warn({ err: error }, "an agent's arrival was not noted");
    });
  });
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  timer.unref();

  return {
    /**
     * A visitor has written: the task of it, if it asks for one, is made and rings at once, unless rules come first. Should
     * that fail, or this node, it is made when the facts are followed.
     */
    note({ domainId, threadId, number }: { domainId: string; threadId: string; number: number }): void {
      const written = writtenIn.get(domainId) ?? new Map<string, number>();
      writtenIn.set(domainId, written.set(threadId, number));
      rouse(domainId);
    },
    async stop(): Promise<void> {
      isStopped = true;
      clearInterval(timer);
      forget();
      await passing;
    },
  };
}

/** What one move of the plan makes of a task, and the fact of it. */
function follow(nowMs: number) {
  return ({ task, facts }: SavedTask, move: PlannedMove): SavedTask => {
    switch (move.kind) {
      case "step": {
        const next = foreseeTask(task, { ...move, kind: "step_begun" }, nowMs);
        return { task: next, facts: move.asksAnew ? [...facts, "task_expired_from_step"] : facts };
      }
      case "undelivered":
        return { task: foreseeTask(task, { kind: "steps_ended" }, nowMs), facts: [...facts, "task_undelivered"] };
      case "offer": {
        const event = { kind: "offered", userId: move.userId, untilMs: move.untilMs } as const;
        return { task: foreseeTask(task, event, nowMs), facts: [...facts, "task_assigned"] };
      }
    }
  };
}

/** A step that says nothing of its time has the channel's. */
function withTimeout(steps: readonly RoutingStep[], seconds: number | null): RoutingStep[] {
  return steps.map((step) => ({ ...step, seconds: step.seconds ?? seconds }));
}

function withLoad(
  agent: Omit<Candidate, "taken" | "isRinging" | "idleSinceMs">,
  loads: ReadonlyMap<string, Awaited<ReturnType<typeof readLoads>>[number]>,
  missed: readonly MissedRing[],
): Candidate {
  const load = loads.get(agent.id);
  const hasMissed = (channel: Channel) => missed.some((ring) => ring.userId === agent.id && ring.channel === channel);
  return {
    ...agent,
    // They are away by the time that this is told.
    available: {
      realtime: agent.available.realtime && !hasMissed("realtime"),
      asynchronous: agent.available.asynchronous && !hasMissed("asynchronous"),
    },
    taken: { realtime: load?.realtime ?? 0, asynchronous: load?.asynchronous ?? 0 },
    isRinging: load?.isRinging ?? false,
    idleSinceMs: load?.idleSince?.getTime() ?? null,
  };
}
