import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { classifyDatabaseError, type Database, type Executor, inTransaction } from "../../platform/database/index.ts";
import type { WrittenFact } from "./fact.ts";
import { createCursor, lockCursor, moveCursor } from "./facts.store.ts";
import { createRouser } from "./rouser.ts";
import { AFTER_FAILURE_MS, type FactWatch, LOOK_ROUND_MS } from "./watch-facts.ts";

/** After many facts at once the follower lets more come together: what follows a busy thread is then one step of many. */
const BUSY_COUNT = 50;
const LONGEST_PAUSE_MS = 250;

export interface Follower {
  /** Its cursor's name; for good, since it is stored. */
  name: string;
  /**
   * How soon it follows. `at_once` is for what people wait for. What is `gathering` rests after a step for twice as long as
   * the step took, so that a busy database has fewer and larger ones; nobody notices it while there is little to do.
   */
  pace: "at_once" | "gathering";
  /** Whether it does anything about a fact. Of others it is not told. */
  concerns(fact: WrittenFact): boolean;
  /**
   * Which of the facts that concern it lead to something, as far as can be told without locking: asked before a transaction
   * is begun, and perhaps once more after a crash, or on another node. Those that are left are judged again within it.
   */
  sift?(executor: Executor, facts: readonly WrittenFact[]): Promise<readonly WrittenFact[]>;
  /** Reacts to facts within the transaction that moves the cursor: both happen, or neither. */
  apply(transaction: Executor, facts: readonly WrittenFact[]): Promise<void>;
  /** After the commit, for hints. May be skipped by a crash. */
  afterCommit(facts: readonly WrittenFact[]): Promise<void> | void;
}

export interface Following {
  /** Resolves when the follower has applied everything committed before the call, on this node or another. */
  catchUp(): Promise<void>;
}

interface InLine {
  follower: Follower;
  /** Where the stored cursor is, as far as this node knows; and when it was moved. */
  stored: number;
  storedAtMs: number;
}

/**
 * Lets followers see every fact that concerns them once, in order, through any crash: cursor and effect commit together.
 * Those of one line come to a fact in turn: the second not before the first has seen it. On many nodes the one that holds
 * the cursor's row works, the others come back at their next look-round. Facts that lead to nothing move the stored cursor
 * every two seconds only (FCT6): after a crash they are passed over once more.
 */
export function followFacts(followers: readonly Follower[], watch: FactWatch, database: Database, logger: Logger) {
  const rouser = createRouser();
  /** Everything up to here has been applied, here or elsewhere, or leads to nothing in this line. Null: not read yet. */
  let seen: number | null = null;
  let line: InLine[] = [];
  let isStopped = false;
  let waiters: { upTo: number; resolve(): void }[] = [];

  watch.onGrown(rouser.rouse);

  /** False while another node holds the cursor. */
  async function apply(place: InLine, facts: readonly WrittenFact[], upTo: number): Promise<boolean> {
    const { follower } = place;
    const applied = await inTransaction(database, async (transaction) => {
      const cursor = await lockCursor(transaction, follower.name);
      if (cursor === null) return null;
      // Another node may have been here meanwhile.
      const own = facts.filter(({ position }) => position > cursor);
      if (own.length > 0) await follower.apply(transaction, own);
      if (upTo > cursor) await moveCursor(transaction, follower.name, upTo);
      return own;
    });
    if (applied === null) return false;
    place.stored = upTo;
    place.storedAtMs = performance.now();
    if (applied.length > 0) await follower.afterCommit(applied);
    return true;
  }

  /** Lets one follower see facts; how many led to something. Null while another node holds the cursor. */
  async function show(place: InLine, facts: readonly WrittenFact[], upTo: number): Promise<number | null> {
    const { follower } = place;
    const concerning = facts.filter((fact) => fact.position > place.stored && follower.concerns(fact));
    const sift = concerning.length > 0 ? follower.sift : undefined;
    const leading = sift === undefined ? concerning : await sift(database, concerning);
    const isCursorOld = upTo > place.stored && performance.now() - place.storedAtMs >= LOOK_ROUND_MS;
    if (leading.length === 0 && !isCursorOld) return 0;
    return (await apply(place, leading, upTo)) ? leading.length : null;
  }

  async function begin(): Promise<number> {
    line = [];
    for (const follower of followers) {
      const stored = await createCursor(database, follower.name);
      line.push({ follower, stored, storedAtMs: performance.now() });
    }
    return Math.min(...line.map(({ stored }) => stored));
  }

  /** Applies what there is to read; how many facts led to something. */
  async function goOn(): Promise<number> {
    seen ??= await begin();
    let count = 0;
    while (!isStopped) {
      const { facts, upTo } = await watch.read(seen);
      for (const place of line) {
        const shown = await show(place, facts, upTo);
        if (shown === null) return count;
        count += shown;
      }
      if (upTo === seen) break;
      seen = upTo;
      settle();
    }
    return count;
  }

  function settle(): void {
    const reached = waiters.filter(({ upTo }) => isStopped || (seen !== null && upTo <= seen));
    waiters = waiters.filter((waiter) => !reached.includes(waiter));
    for (const { resolve } of reached) resolve();
  }

  const isGathering = followers.every(({ pace }) => pace === "gathering");

  async function run(): Promise<void> {
    while (!isStopped) {
      rouser.begin();
      let restMs = LOOK_ROUND_MS;
      try {
        const startedMs = performance.now();
        const count = await goOn();
        const lets = isGathering ? count > 0 : count >= BUSY_COUNT;
        const pauseMs = lets && !isStopped ? Math.min(2 * (performance.now() - startedMs), LONGEST_PAUSE_MS) : 0;
        if (pauseMs > 0) await delay(pauseMs, undefined, { ref: false });
      } catch (error) {
        if (!isStopped && classifyDatabaseError(error) !== "unavailable") {
          logger.error(
            { err: error, followers: followers.map(({ name }) => name) },
            "a follower of the facts failed and will try again",
          );
        }
        restMs = AFTER_FAILURE_MS;
        rouser.begin();
      }
      if (!isStopped) await rouser.rest(restMs);
    }
  }

  const running = run();
  return {
    async catchUp(): Promise<void> {
      const upTo = await watch.reach();
      await new Promise<void>((resolve) => {
        waiters.push({ upTo, resolve });
        settle();
        rouser.rouse();
      });
    },
    async stop(): Promise<void> {
      isStopped = true;
      rouser.rouse();
      await running;
      settle();
    },
  };
}
