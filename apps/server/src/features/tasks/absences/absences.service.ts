import type { Logger } from "pino";
import type { Hints } from "../../../delivery/hints.ts";
import type { Clock } from "../../../platform/clock.ts";
import {
  classifyDatabaseError,
  type Database,
  type Executor,
  inTransaction,
} from "../../../platform/database/index.ts";
import { newId } from "../../../platform/identifiers.ts";
import { recordAuditEventBy } from "../../audit/index.ts";
import { type LiveChats, lockThreadsOfAgent } from "../../live-chats/index.ts";
import { addMessages, publishMessage, toAddOutcomes } from "../../messages/index.ts";
import type { Presence } from "../../presence/index.ts";
import { findVisitorName } from "../people.store.ts";
import type { TaskTeller } from "../task-teller.ts";
import { startWork, takeBackThread, type Work } from "../work.ts";
import { type AbsenceReason, judgeAbsence } from "./absence.decisions.ts";
import { type DoubtfulWork, FRESH_MS, listDoubtfulWork } from "./absences.store.ts";

export interface AbsencesOptions {
  database: Database;
  hints: Hints;
  presence: Pick<Presence, "isConnected" | "notingForMs">;
  liveChats: LiveChats;
  teller: TaskTeller;
  clock: Clock;
  logger: Logger;
}

export interface Absences {
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 5_000;

/** What colleagues read of it in the conversation. */
const WORDS: Record<AbsenceReason, (name: string) => string> = {
  not_connected: (name) => `${name} is not at the desk any longer: the conversation is back in the queue.`,
  idle: (name) => `Nobody has moved at ${name}'s desk for long: the conversation is back in the queue.`,
  away: (name) => `${name} is away and the visitor waits: the conversation is back in the queue.`,
};

/**
 * Gives back what agents have who are gone. That they were at the desk, and when, is stored by the node that they were
 * with; every node looks, so that one that dies takes nothing with it. An agent who never was at the desk, such as a program
 * that answers by the API, is never absent.
 */
export function watchAbsences(options: AbsencesOptions): Absences {
  const { database, hints, presence, liveChats, teller, clock, logger } = options;
  let looking: Promise<void> | null = null;

  function judge(held: DoubtfulWork) {
    const { work, holder, giveBackMs, nowMs } = held;
    const isFresh = nowMs - holder.seenAtMs < FRESH_MS;
    // While nobody could be noted, nobody was seen.
    const seenAtMs = Math.max(holder.seenAtMs, nowMs - presence.notingForMs());
    const isConnected = isFresh || presence.isConnected(held);
    return judgeAbsence(work, { ...holder, seenAtMs, isConnected }, giveBackMs, nowMs);
  }

  async function look(): Promise<void> {
    const due = (await listDoubtfulWork(database, null)).filter((held) => judge(held) !== null);
    const agents = new Map(due.map(({ domainId, userId }) => [userId, { domainId, userId }]));
    for (const agent of agents.values()) await giveBackOf(agent);
  }

  async function giveBackOf(agent: { domainId: string; userId: string }): Promise<void> {
    const { domainId, userId } = agent;
    const tells: (() => void)[] = [];
    let changed: ReadonlySet<string> = new Set();
    await inTransaction(database, async (transaction) => {
      const work = startWork(transaction, domainId, clock.nowMs());
      changed = work.changed;
      await lockThreadsOfAgent(transaction, domainId, userId);
      // They may have come back, or another node was faster.
      for (const held of await listDoubtfulWork(transaction, agent)) {
        const verdict = judge(held);
        if (verdict !== null) tells.push(...(await giveBack(work, held, verdict.reason)));
      }
    });
    for (const tell of tells) tell();
    teller.tell(domainId, changed);
  }

  async function giveBack(work: Work, held: DoubtfulWork, reason: AbsenceReason): Promise<(() => void)[]> {
    const { transaction, domainId } = work;
    const { threadId, userId, userName } = held;
    const chat = await liveChats.releaseGone(transaction, { domainId, threadId, agentId: userId });
    if (chat === null) await takeBackThread(work, threadId, null);
    const tells = chat === null ? [] : [chat];
    if (held.work.state === "ringing") return tells;
    await recordAuditEventBy(transaction, {
      domainId,
      user: null,
      action: "conversation_given_back",
      object: { type: "thread", id: threadId, label: await findVisitorName(transaction, domainId, threadId) },
      before: { agent: { id: userId, name: userName } },
      after: { reason },
    });
    tells.push(await addNote(transaction, held, WORDS[reason](userName)));
    return tells;
  }

  async function addNote(transaction: Executor, held: DoubtfulWork, body: string): Promise<() => void> {
    const { domainId, threadId } = held;
    const author = { type: "system", id: null, name: "" } as const;
    const note = { domainId, id: newId(), threadId, author, body, private: true, attachmentIds: [], newThread: null };
    const [outcome] = toAddOutcomes([note], await addMessages(transaction, [note]), []);
    return () => {
      if (outcome?.kind === "added") publishMessage(hints, domainId, outcome, null);
    };
  }

  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => {
        // The next look finds the same.
        if (classifyDatabaseError(error) !== "unavailable") logger.error({ err: error }, "absences were not looked at");
      })
      .finally(() => {
        looking = null;
      });
  }, LOOK_EVERY_MS);
  timer.unref();

  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
