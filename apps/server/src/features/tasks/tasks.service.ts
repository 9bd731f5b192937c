import type { Channel, Task, TaskPriority, TaskTarget, TaskTransfer, ThreadSummary } from "@beckon/protocol";
import type { Hints } from "../../delivery/hints.ts";
import type { Clock } from "../../platform/clock.ts";
import {
  assertWritable,
  classifyDatabaseError,
  type Database,
  type Executor,
  inTransaction,
} from "../../platform/database/index.ts";
import { newId } from "../../platform/identifiers.ts";
import type { Jobs } from "../../platform/jobs/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import {
  type Accounts,
  answerableSources,
  assertSourcePermission,
  type Caller,
  holdsForSource,
  isBot,
  nameOf,
} from "../accounts/index.ts";
import type { LiveChats } from "../live-chats/index.ts";
import { addMessages, publishMessage, renderSenderName, toAddOutcomes } from "../messages/index.ts";
import { noteDecision, noteOfColleagues, sayHolder } from "./audit-notes.ts";
import { scheduleReturn } from "./deferrals.ts";
import { setPriority } from "./given-work.ts";
import { type Effects, handOver } from "./hand-over.ts";
import { findIntervention, hasReply } from "./interventions.store.ts";
import { findTasks } from "./listed-tasks.store.ts";
import { letGo, passOn } from "./passed-on.ts";
import { findPerson, findTargetLabel, type Person } from "./people.store.ts";
import type { RoomFinder } from "./room.ts";
import type { TaskTeller } from "./task-teller.ts";
import {
  isTakenOrSaid,
  type LockedThread,
  listTakeable,
  lockActiveTask,
  lockDomainTasks,
  lockTask,
  lockThread,
  type TaskRow,
} from "./tasks.store.ts";
import { endThreadWork, giveThread, happenToIntervention, happenToTask, startWork, type Work } from "./work.ts";

export interface TasksOptions {
  database: Database;
  hints: Hints;
  accounts: Accounts;
  findRoom: RoomFinder;
  liveChats: LiveChats;
  teller: TaskTeller;
  jobs: Pick<Jobs, "schedule">;
  clock: Clock;
  /** The template by which a source names its agents to visitors. */
  findSenderName(domainId: string, sourceId: string): Promise<string>;
}

/** Longer than this nobody means. */
const DEFERRED_AT_MOST_MS = 366 * 24 * 60 * 60_000;
const TRIES = 3;

export type Tasks = ReturnType<typeof createTasks>;

/** Who takes a task, under the name that visitors see. */
type Taker = Pick<Caller, "domainId" | "userId" | "firstname" | "lastname">;

/** What somebody is about to write to a visitor. */
export interface Reply {
  messageId: string;
  threadId: string;
  sourceId: string;
  isLiveChat: boolean;
}

/** What agents and supervisors do with tasks and interventions. */
export function createTasks(options: TasksOptions) {
  const { database, hints, accounts, findRoom, liveChats, teller, jobs, clock, findSenderName } = options;

  /**
   * One transaction; what changed in it is told after the commit. One that the database ends since it and another wait
   * for each other (a job's row is locked before its thread, and after it by whoever puts off) is run again.
   */
  async function run<Result>(domainId: string, change: (work: Effects) => Promise<Result>): Promise<Result> {
    assertWritable(database);
    for (let tries = 1; ; tries += 1) {
      try {
        return await runOnce(domainId, change);
      } catch (error) {
        if (tries === TRIES || classifyDatabaseError(error) !== "conflict") throw error;
      }
    }
  }

  async function runOnce<Result>(domainId: string, change: (work: Effects) => Promise<Result>): Promise<Result> {
    const tells: (() => void)[] = [];
    let changed: ReadonlySet<string> = new Set();
    const result = await inTransaction(database, async (transaction) => {
      const work: Effects = { ...startWork(transaction, domainId, clock.nowMs()), tells };
      changed = work.changed;
      return change(work);
    });
    for (const tell of tells) tell();
    teller.tell(domainId, changed);
    return result;
  }

  async function read(caller: Caller, taskId: string): Promise<Task> {
    const [task] = await findTasks(database, caller.domainId, [taskId]);
    if (task === undefined) throw new Refusal("not_found");
    assertSourcePermission(caller, task.source_id, "read");
    return task;
  }

  /** A task in whose thread the caller may answer. */
  async function readOwnable(caller: Caller, taskId: string): Promise<Task> {
    const task = await read(caller, taskId);
    assertSourcePermission(caller, task.source_id, "reply");
    return task;
  }

  async function lockBoth(work: Work, taskId: string, threadId: string): Promise<[LockedThread, TaskRow]> {
    const thread = await lockThread(work.transaction, work.domainId, threadId);
    const task = await lockTask(work.transaction, work.domainId, taskId);
    if (thread === null || task === null) throw new Refusal("not_found");
    return [thread, task];
  }

  async function nameForVisitors(
    domainId: string,
    sourceId: string,
    person: Pick<Person, "firstname" | "lastname">,
  ): Promise<string> {
    return renderSenderName(await findSenderName(domainId, sourceId), person);
  }

  const hand = (work: Effects, thread: LockedThread, agent: { id: string; name: string }, byForce: boolean) =>
    handOver(work, liveChats, thread, agent, byForce);

  async function refuseTaken(
    executor: Executor,
    { domainId }: Pick<Caller, "domainId">,
    task: TaskRow,
  ): Promise<never> {
    const person = task.userId === null ? null : await findPerson(executor, domainId, task.userId);
    throw new Refusal("thread_taken", person === null ? {} : { reason: `${nameOf(person)} has it.` });
  }

  /** Accepted from the ringing, or taken out of the queue. */
  async function take(caller: Taker, known: Pick<Task, "id" | "thread_id" | "source_id" | "channel">): Promise<void> {
    const { domainId, userId } = caller;
    const name = await nameForVisitors(domainId, known.source_id, caller);
    const hasRoom = await findRoom(caller, known.channel);
    await run(domainId, async (work) => {
      const isRoom = await hasRoom(work.transaction);
      const [thread, task] = await lockBoth(work, known.id, known.thread_id);
      if (task.state === "accepted" && task.userId === userId) return;
      const isOfBot = await isHeldByBot(work, task);
      if (task.state === "accepted" && !isOfBot) return refuseTaken(work.transaction, caller, task);
      if (["completed", "transferred", "expired"].includes(task.state)) throw new Refusal("task_over");
      if (!isRoom) throw new Refusal("capacity_reached");
      await hand(work, thread, { id: userId, name }, isOfBot);
    });
  }

  /** What a bot has is anybody's to take who may answer. */
  const isHeldByBot = async ({ transaction, domainId }: Work, { state, userId }: TaskRow): Promise<boolean> =>
    state === "accepted" && userId !== null && (await isBot(transaction, domainId, userId));

  /**
   * What nobody has, or a bot, is theirs who replies. Refused with capacity_reached before anything of the reply is stored, so that it
   * stays with who wrote it. Nothing happens to what somebody has, nor by a reply that is there already.
   */
  async function takeByReply(caller: Taker, { messageId, threadId, sourceId, isLiveChat }: Reply): Promise<void> {
    const { domainId, userId } = caller;
    if (isLiveChat) {
      const name = await nameForVisitors(domainId, sourceId, caller);
      const agent = { id: userId, name };
      if (!(await liveChats.connect(domainId, threadId, agent))) await liveChats.takeFromBot(domainId, threadId, agent);
      return;
    }
    if (await isTakenOrSaid(database, domainId, threadId, messageId)) return;
    const hasRoom = await findRoom(caller, "asynchronous");
    await run(domainId, async (work) => {
      const isRoom = await hasRoom(work.transaction);
      const thread = await lockThread(work.transaction, domainId, threadId);
      if (thread === null) return;
      const task = await lockActiveTask(work.transaction, domainId, threadId);
      const isOfBot = task !== null && (await isHeldByBot(work, task));
      if (task?.state === "accepted" && !isOfBot) return;
      if (!isRoom) throw new Refusal("capacity_reached");
      await giveThread(work, thread, userId, { byForce: isOfBot });
    });
  }

  /** What a target is called, and who it is when it is an agent. */
  async function checkTarget(
    domainId: string,
    sourceId: string,
    to: TaskTarget,
  ): Promise<{ label: string; receiver: Person | null }> {
    if (to.kind === "language") return { label: to.language, receiver: null };
    if (to.kind === "agent") {
      const receiver = await findReceiver(domainId, sourceId, to.id, "to");
      return { label: nameOf(receiver), receiver };
    }
    const label = await findTargetLabel(database, domainId, to);
    if (label === null) throw new Refusal("invalid_request", { field: "to", reason: `There is no such ${to.kind}.` });
    return { label, receiver: null };
  }

  /** Somebody who may be given a thread of a source; refused, naming the field, for anybody else. */
  async function findReceiver(domainId: string, sourceId: string, userId: string, field: string): Promise<Person> {
    const person = await findPerson(database, domainId, userId);
    if (person === null) throw new Refusal("invalid_request", { field, reason: "There is no such agent." });
    const rights = await accounts.readRights({ domainId, userId });
    if (rights.permissions.has("receive_tasks") && holdsForSource(rights, sourceId, "reply")) return person;
    throw new Refusal("invalid_request", { field, reason: `${nameOf(person)} may not answer in this source.` });
  }

  /** Colleagues read in the thread why it comes to them. */
  async function addNote(work: Effects, caller: Caller, threadId: string, body: string): Promise<void> {
    const { domainId, userId: id, name } = caller;
    const author = { type: "agent", id, name } as const;
    const note = { domainId, id: newId(), threadId, author, body, private: true, attachmentIds: [], newThread: null };
    const [outcome] = toAddOutcomes([note], await addMessages(work.transaction, [note]), []);
    if (outcome?.kind === "added") work.tells.push(() => publishMessage(hints, domainId, outcome, null));
  }

  /** Whether a task is the caller's to work on: theirs, or anybody's for who assigns. */
  async function assertOwn(executor: Executor, caller: Caller, task: TaskRow): Promise<void> {
    if (caller.rights.permissions.has("assign_intervention")) return;
    if (task.state === "accepted" && task.userId === caller.userId) return;
    if (task.state === "accepted") return refuseTaken(executor, caller, task);
    throw new Refusal(task.state === "waiting" || task.state === "undelivered" ? "not_permitted" : "task_over");
  }

  async function transfer(caller: Caller, taskId: string, wanted: TaskTransfer) {
    const { to, comment = "", bypass_queue, held_by: heldBy } = wanted;
    const known = await readOwnable(caller, taskId);
    const { domainId, userId } = caller;
    if (bypass_queue === true && !caller.rights.permissions.has("assign_intervention")) {
      throw new Refusal("not_permitted");
    }
    if (bypass_queue === true && to.kind !== "agent") {
      throw new Refusal("invalid_request", { field: "bypass_queue", reason: "Only an agent can be given it at once." });
    }
    const { label, receiver } = await checkTarget(domainId, known.source_id, to);
    const receiverName = receiver && (await nameForVisitors(domainId, known.source_id, receiver));
    const newTaskId = await run(domainId, async (work) => {
      await lockDomainTasks(work.transaction, domainId);
      const [thread, task] = await lockBoth(work, known.id, known.thread_id);
      await assertOwn(work.transaction, caller, task);
      if (heldBy !== undefined && task.state === "accepted" && task.userId !== heldBy) {
        return refuseTaken(work.transaction, caller, task);
      }
      const said = comment.trim() === "" ? null : comment.trim();
      const next = await passOn(work, thread, task, { target: to, comment: said, by: userId });
      await noteDecision(
        work,
        caller,
        bypass_queue === true ? "conversation_assigned" : "conversation_transferred",
        thread.id,
        {
          before: await sayHolder(work, task.state === "accepted" ? task.userId : null),
          after: { to: { ...to, label }, comment: next.comment },
        },
      );
      if (next.comment !== null) await addNote(work, caller, thread.id, next.comment);
      if (bypass_queue === true && receiver !== null && receiverName !== null) {
        await hand(work, thread, { id: receiver.id, name: receiverName }, true);
        return next.id;
      }
      await letGo(work, liveChats, thread, task);
      return next.id;
    });
    return read(caller, newTaskId);
  }

  /** An intervention that the caller may end: their own, or anybody's for who assigns. */
  async function readIntervention(caller: Caller, id: string) {
    const intervention = await findIntervention(database, caller.domainId, id);
    if (intervention === null) throw new Refusal("not_found");
    assertSourcePermission(caller, intervention.sourceId, "read");
    assertSourcePermission(caller, intervention.sourceId, "reply");
    return intervention;
  }

  async function lockIntervention(work: Work, caller: Caller, id: string, threadId: string) {
    const thread = await lockThread(work.transaction, work.domainId, threadId);
    const intervention = await findIntervention(work.transaction, work.domainId, id);
    if (thread === null || intervention === null) throw new Refusal("not_found");
    const isTheirs = intervention.userId === caller.userId || caller.rights.permissions.has("assign_intervention");
    if (!isTheirs && intervention.userId !== null) {
      const person = await findPerson(work.transaction, work.domainId, intervention.userId);
      throw new Refusal("thread_taken", person === null ? {} : { reason: `${nameOf(person)} has it.` });
    }
    return { thread, intervention };
  }

  /** Closes or cancels; a live chat ends with it. */
  async function finish(caller: Caller, id: string, as: "closed" | "canceled"): Promise<void> {
    const known = await readIntervention(caller, id);
    const { domainId } = caller;
    const name = await nameForVisitors(domainId, known.sourceId, caller);
    await run(domainId, async (work) => {
      const { thread, intervention } = await lockIntervention(work, caller, id, known.threadId);
      const replied = await hasReply(work.transaction, intervention);
      await happenToIntervention(work, intervention, { kind: as, hasReply: replied });
      await noteOfColleagues(work, caller, `conversation_${as}`, intervention, null);
      if (thread.live !== null) {
        const tell = await liveChats.endWithin(work.transaction, domainId, thread.id, { by: "agent", name });
        if (tell !== null) work.tells.push(tell);
        return;
      }
      const task = await lockActiveTask(work.transaction, domainId, thread.id);
      if (task?.state === "accepted") {
        await happenToTask(work, task, { kind: "completed", as: "closed" }, "task_completed");
      } else if (task !== null) {
        await endThreadWork(work, thread.id);
      }
    });
  }

  async function defer(caller: Caller, id: string, until: Date): Promise<void> {
    const known = await readIntervention(caller, id);
    const aheadMs = until.getTime() - clock.nowMs();
    if (!(aheadMs > 0 && aheadMs <= DEFERRED_AT_MOST_MS)) {
      throw new Refusal("invalid_request", { field: "until", reason: "Choose a time in the future, within a year." });
    }
    await run(caller.domainId, async (work) => {
      const { thread, intervention } = await lockIntervention(work, caller, id, known.threadId);
      if (thread.live !== null) {
        throw new Refusal("invalid_request", {
          field: "until",
          reason: "The visitor of a live chat is waiting now: it can be transferred or closed, and not put off.",
        });
      }
      const task = await lockActiveTask(work.transaction, work.domainId, thread.id);
      if (task?.state !== "accepted") throw new Refusal("task_over");
      await happenToIntervention(work, intervention, { kind: "deferred", untilMs: until.getTime() });
      await happenToTask(work, task, { kind: "completed", as: "deferred" }, "task_completed");
      await scheduleReturn(jobs, work.transaction, intervention, until);
      await noteOfColleagues(work, caller, "conversation_deferred", intervention, { until: until.toISOString() });
    });
  }

  return {
    read,
    takeByReply,

    async accept(caller: Caller, taskId: string): Promise<Task> {
      await take(caller, await readOwnable(caller, taskId));
      return read(caller, taskId);
    },

    /** For the channels in which what is pushed needs no accepting. Refused when it rings at the agent no longer. */
    async acceptAutomatically(domainId: string, taskId: string, userId: string): Promise<void> {
      const [known] = await findTasks(database, domainId, [taskId]);
      const person = await findPerson(database, domainId, userId);
      if (known?.state !== "ringing" || known.agent?.id !== userId || person === null) throw new Refusal("task_over");
      await take({ domainId, userId, firstname: person.firstname, lastname: person.lastname }, known);
    },

    /** The next one that waits for somebody like the caller, first come first. Refuses with nothing_waiting. */
    async requestNext(caller: Caller, channel: Channel | null): Promise<Task> {
      const { domainId, userId, rights } = caller;
      const sourceIds = answerableSources(rights);
      for (const { id } of await listTakeable(database, domainId, { sourceIds, channel, userId })) {
        try {
          await take(caller, await readOwnable(caller, id));
          return await read(caller, id);
        } catch (error) {
          // A colleague was faster: the one behind it is the next.
          if (!(error instanceof Refusal) || !["thread_taken", "task_over", "thread_ended"].includes(error.code))
            throw error;
        }
      }
      throw new Refusal("nothing_waiting");
    },

    async decline(caller: Caller, taskId: string): Promise<Task> {
      const known = await readOwnable(caller, taskId);
      await run(caller.domainId, async (work) => {
        const [, task] = await lockBoth(work, known.id, known.thread_id);
        await happenToTask(work, task, { kind: "declined", userId: caller.userId }, "task_given_back");
      });
      return read(caller, taskId);
    },

    transfer,

    /** Back to the first step, for everybody who was passed over too. */
    async move(caller: Caller, taskId: string): Promise<Task> {
      const known = await readOwnable(caller, taskId);
      await run(caller.domainId, async (work) => {
        const [, task] = await lockBoth(work, known.id, known.thread_id);
        await happenToTask(work, task, { kind: "moved" }, "task_moved");
        await noteDecision(work, caller, "conversation_moved", known.thread_id, { before: null, after: null });
      });
      return read(caller, taskId);
    },

    /** Closes the task's intervention. */
    async complete(caller: Caller, taskId: string): Promise<Task> {
      const known = await readOwnable(caller, taskId);
      if (known.intervention_id === null || known.state !== "accepted") throw new Refusal("task_over");
      await finish(caller, known.intervention_id, "closed");
      return read(caller, taskId);
    },

    /** For ten seconds what was closed or put off in messaging can be taken back. */
    async undo(caller: Caller, taskId: string): Promise<Task> {
      const known = await readOwnable(caller, taskId);
      await run(caller.domainId, async (work) => {
        const [thread, task] = await lockBoth(work, known.id, known.thread_id);
        if (thread.live !== null) {
          throw new Refusal("undo_too_late", { reason: "A live chat that has ended stays ended." });
        }
        const { userId } = caller;
        // The visitor has written meanwhile: what came of it is theirs.
        const newer = await lockActiveTask(work.transaction, work.domainId, thread.id);
        if (newer === null) await happenToTask(work, task, { kind: "completion_undone", userId }, "task_resumed");
        await giveThread(work, thread, userId, { byForce: false });
      });
      return read(caller, taskId);
    },

    async assign(caller: Caller, interventionId: string, userId: string): Promise<void> {
      const known = await readIntervention(caller, interventionId);
      const { domainId } = caller;
      const receiver = await findReceiver(domainId, known.sourceId, userId, "user_id");
      const name = await nameForVisitors(domainId, known.sourceId, receiver);
      await run(domainId, async (work) => {
        await lockDomainTasks(work.transaction, domainId);
        const thread = await lockThread(work.transaction, domainId, known.threadId);
        const intervention = await findIntervention(work.transaction, domainId, interventionId);
        if (thread === null || intervention === null) throw new Refusal("not_found");
        if (intervention.state === "closed" || intervention.state === "canceled") throw new Refusal("task_over");
        await hand(work, thread, { id: userId, name }, true);
        await noteDecision(work, caller, "conversation_assigned", thread.id, {
          before: await sayHolder(work, intervention.userId),
          after: { to: { kind: "agent", id: userId, label: nameOf(receiver) }, comment: null },
        });
      });
    },

    /** Nothing happens to a thread that has it already. */
    async prioritise(caller: Caller, known: ThreadSummary, priority: TaskPriority): Promise<void> {
      const { domainId } = caller;
      await run(domainId, async (work) => {
        const thread = await lockThread(work.transaction, domainId, known.id);
        if (thread === null) throw new Refusal("not_found");
        if (!(await setPriority(work, thread.id, priority))) return;
        const before = { priority: known.priority };
        await noteDecision(work, caller, "conversation_prioritised", thread.id, { before, after: { priority } });
        if (thread.live !== "waiting") return;
        // Whoever is not told finds their place in the next welcome.
        work.tells.push(() => void liveChats.tellQueue(domainId, thread.sourceId).catch(() => undefined));
      });
    },

    close: (caller: Caller, id: string): Promise<void> => finish(caller, id, "closed"),
    cancel: (caller: Caller, id: string): Promise<void> => finish(caller, id, "canceled"),
    defer,
  };
}
