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
  /** Reacts to facts within the transaction that moves the cursor: both happen, or neither. */
  apply(transaction: Executor, facts: readonly WrittenFact[]): Promise<void>;
  /** After the commit, for hints. May be skipped by a crash. */
  afterCommit(facts: readonly WrittenFact[]): Promise<void> | void;
}

export interface Following {
  /** Resolves when the follower has applied everything committed before the call, on this node or another. */
  catchUp(): Promise<void>;
}

/**
 * Lets a follower see every fact that concerns it once, in order, through any crash: cursor and effect commit together. On
 * many nodes the one that holds the cursor's row works, the others come back at their next look-round. Facts that concern
 * it not move the stored cursor every two seconds only (FCT6): after a crash they are passed over once more.
 */
export function followFacts(follower: Follower, watch: FactWatch, database: Database, logger: Logger) {
  const rouser = createRouser();
  /** Everything up to here has been applied, here or elsewhere, or concerns this follower not. Null: not read yet. */
  let seen: number | null = null;
  /** Where the stored cursor is, as far as this node knows; and when it was moved. */
  let stored = 0;
  let storedAtMs = performance.now();
  let isStopped = false;
  let waiters: { upTo: number; resolve(): void }[] = [];

  watch.onGrown(rouser.rouse);

  /** False while another node holds the cursor. */
  async function apply(facts: readonly WrittenFact[], upTo: number): Promise<boolean> {
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
    stored = upTo;
    storedAtMs = performance.now();
    if (applied.length > 0) await follower.afterCommit(applied);
    return true;
  }

  /** Applies what there is to read; how many facts it was. */
  async function goOn(): Promise<number> {
    seen ??= stored = await createCursor(database, follower.name);
    let count = 0;
    while (!isStopped) {
      const { facts, upTo } = await watch.read(seen);
      const concerning = facts.filter(follower.concerns);
      const isCursorOld = upTo > stored && performance.now() - storedAtMs >= LOOK_ROUND_MS;
      if (concerning.length > 0 || isCursorOld) {
        if (!(await apply(concerning, upTo))) break;
        count += concerning.length;
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

  async function run(): Promise<void> {
    while (!isStopped) {
      rouser.begin();
      let restMs = LOOK_ROUND_MS;
      try {
        const startedMs = performance.now();
        const count = await goOn();
        const lets = follower.pace === "gathering" ? count > 0 : count >= BUSY_COUNT;
        const pauseMs = lets && !isStopped ? Math.min(2 * (performance.now() - startedMs), LONGEST_PAUSE_MS) : 0;
        if (pauseMs > 0) await delay(pauseMs, undefined, { ref: false });
      } catch (error) {
        if (!isStopped && classifyDatabaseError(error) !== "unavailable") {
          logger.error({ error, follower: follower.name }, "a follower of the facts failed and will try again");
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
