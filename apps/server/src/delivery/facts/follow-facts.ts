import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { classifyDatabaseError, type Database, type Executor, inTransaction } from "../../platform/database/index.ts";
import type { Hints } from "../hints.ts";
import type { WrittenFact } from "./fact.ts";
import { createCursor, lockCursor, moveCursor, readFacts, readHorizon } from "./facts.store.ts";
import { advanceHorizon, initialHorizon } from "./horizon.decisions.ts";

const BATCH_SIZE = 1_000;
/** A lost hint heals after this. */
const LOOK_ROUND_MS = 2_000;
/** While a transaction that may hold facts back still runs. */
const HELD_BACK_MS = 5;
const AFTER_FAILURE_MS = 1_000;
/** After many facts at once the follower lets more come together: what follows a busy thread is then one step of many. */
const BUSY_COUNT = 50;
const BUSY_PAUSE_MS = 100;

export interface Follower {
  /** Its cursor's name; for good, since it is stored. */
  name: string;
  /** Reacts to facts within the transaction that moves the cursor: both happen, or neither. */
  apply(transaction: Executor, facts: readonly WrittenFact[]): Promise<void>;
  /** After the commit, for hints. May be skipped by a crash. */
  afterCommit(facts: readonly WrittenFact[]): Promise<void> | void;
}

export interface Following {
  /** Resolves when the follower has applied everything committed before the call, on this node or another. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Lets a follower see every fact once, in order, through any crash: cursor and effect commit together. On many
 * nodes the one that holds the cursor's row works, the others come back at their next look-round.
 */
export function followFacts(follower: Follower, database: Database, hints: Hints, logger: Logger): Following {
  let horizon = initialHorizon;
  let stopped = false;
  let wake: () => void = () => undefined;
  let awake = true;
  let pass = 0;
  let appliedPass: { pass: number; waiters: (() => void)[] } = { pass: 0, waiters: [] };

  const forget = hints.onFacts(rouse);

  function rouse(): void {
    awake = true;
    wake();
  }

  async function rest(milliseconds: number): Promise<void> {
    if (awake || stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    wake = () => undefined;
  }

  /** How many facts were applied; null while another node holds the cursor. */
  async function applyBatch(): Promise<number | null> {
    const applied = await inTransaction(database, async (transaction) => {
      const cursor = await lockCursor(transaction, follower.name);
      if (cursor === null) return null;
      const facts = cursor < horizon.safe ? await readFacts(transaction, cursor, horizon.safe, BATCH_SIZE) : [];
      const last = facts.at(-1);
      if (last !== undefined) {
        await follower.apply(transaction, facts);
        await moveCursor(transaction, follower.name, last.position);
      }
      return facts;
    });
    if (applied === null) return null;
    if (applied.length > 0) await follower.afterCommit(applied);
    return applied.length;
  }

  async function lookAround(): Promise<number> {
    const startedPass = ++pass;
    horizon = advanceHorizon(horizon, await readHorizon(database));
    let isBusy = false;
    let applied: number | null;
    do {
      applied = await applyBatch();
      isBusy ||= (applied ?? 0) >= BUSY_COUNT;
    } while (applied === BATCH_SIZE && !stopped);
    if (applied === null) return LOOK_ROUND_MS;
    if (horizon.mark !== null) return HELD_BACK_MS;
    const { waiters } = appliedPass;
    appliedPass = { pass: startedPass, waiters: [] };
    for (const resolve of waiters) resolve();
    if (isBusy && !stopped) await delay(BUSY_PAUSE_MS, undefined, { ref: false });
    return LOOK_ROUND_MS;
  }

  async function run(): Promise<void> {
    let cursorExists = false;
    while (!stopped) {
      awake = false;
      let restMs: number;
      try {
        if (!cursorExists) {
          await createCursor(database, follower.name);
          cursorExists = true;
        }
        restMs = await lookAround();
      } catch (error) {
        if (!stopped && classifyDatabaseError(error) !== "unavailable") {
          logger.error({ error, follower: follower.name }, "a follower of the facts failed and will try again");
        }
        restMs = AFTER_FAILURE_MS;
        awake = false;
      }
      await rest(restMs);
    }
  }

  const running = run();
  return {
    catchUp() {
      return new Promise<void>((resolve) => {
        // The pass that runs now may have looked before the caller's commit: it takes one that begins later.
        const target = pass + 1;
        const check = () => {
          if (appliedPass.pass >= target || stopped) resolve();
          else appliedPass.waiters.push(check);
        };
        check();
        rouse();
      });
    },
    async stop() {
      stopped = true;
      forget();
      wake();
      await running;
    },
  };
}
