import type { Logger } from "pino";
import { classifyDatabaseError, type Database } from "../../platform/database/index.ts";
import type { Hints } from "../hints.ts";
import type { WrittenFact } from "./fact.ts";
import { readFacts, readHorizon } from "./facts.store.ts";
import { advanceHorizon, initialHorizon } from "./horizon.decisions.ts";
import { createRouser } from "./rouser.ts";

const BATCH_SIZE = 1_000;
/** A lost hint heals after this. */
export const LOOK_ROUND_MS = 2_000;
/** While a transaction that may hold facts back still runs. */
const HELD_BACK_MS = 5;
export const AFTER_FAILURE_MS = 1_000;

/** What one node knows of the facts: one look at the database for all of its followers. */
export interface FactWatch {
  /** The next facts behind a position, in order, and up to where they reach: `after` itself when there are none. */
  read(after: number): Promise<{ facts: readonly WrittenFact[]; upTo: number }>;
  /** Calls back when there is more to read. */
  onGrown(listener: () => void): void;
  /** Resolves with a position up to which everything is that was committed before the call, once it can be read. */
  reach(): Promise<number>;
  stop(): Promise<void>;
}

interface Asker {
  /** Null until a look has begun after it asked. */
  upTo: number | null;
  resolve(upTo: number): void;
}

export function watchFacts(database: Database, hints: Hints, logger: Logger): FactWatch {
  const rouser = createRouser();
  const listeners: (() => void)[] = [];
  let askers: Asker[] = [];
  let horizon = initialHorizon;
  /** What came last, for the followers that keep up; who lags reads the database. */
  let newest: { after: number; facts: WrittenFact[] } = { after: 0, facts: [] };
  let isStopped = false;
  const forget = hints.onFacts(rouser.rouse);

  async function look(): Promise<number> {
    const asking = askers.filter(({ upTo }) => upTo === null);
    const seen = await readHorizon(database, horizon);
    const marked = horizon.mark;
    const next = advanceHorizon(horizon, seen);
    const grew = next.safe > horizon.safe;
    if (grew) newest = await readNewest(horizon.safe, next.safe);
    horizon = next;
    for (const asker of asking) asker.upTo = seen.taken;
    const { safe } = horizon;
    const isReached = ({ upTo }: Asker) => upTo !== null && upTo <= safe;
    const reached = askers.filter(isReached);
    askers = askers.filter((asker) => !isReached(asker));
    for (const { resolve } of reached) resolve(safe);
    if (grew) for (const listener of listeners) listener();
    if (horizon.mark === null) return LOOK_ROUND_MS;
    // A new mark is safe at the next look, unless somebody is still writing.
    return horizon.mark === marked ? HELD_BACK_MS : 0;
  }

  async function readNewest(after: number, upTo: number): Promise<typeof newest> {
    // At the start it is each follower's cursor that tells from where on.
    const facts = after === 0 ? [] : await readFacts(database, after, upTo, BATCH_SIZE);
    return after === 0 || facts.length === BATCH_SIZE ? { after: upTo, facts: [] } : { after, facts };
  }

  async function run(): Promise<void> {
    while (!isStopped) {
      rouser.begin();
      let restMs: number;
      try {
        restMs = await look();
      } catch (error) {
        if (!isStopped && classifyDatabaseError(error) !== "unavailable") {
          logger.error({ err: error }, "the facts could not be read and will be tried again");
        }
        restMs = AFTER_FAILURE_MS;
        rouser.begin();
      }
      if (!isStopped) await rouser.rest(restMs);
    }
  }

  const running = run();
  return {
    async read(after) {
      const { safe } = horizon;
      if (after >= safe) return { facts: [], upTo: after };
      if (after >= newest.after) return { facts: newest.facts.filter(({ position }) => position > after), upTo: safe };
      const facts = await readFacts(database, after, safe, BATCH_SIZE);
      return { facts, upTo: facts.length === BATCH_SIZE ? (facts.at(-1)?.position ?? safe) : safe };
    },
    onGrown: (listener) => void listeners.push(listener),
    reach() {
      if (isStopped) return Promise.resolve(horizon.safe);
      return new Promise<number>((resolve) => {
        askers.push({ upTo: null, resolve });
        rouser.rouse();
      });
    },
    async stop() {
      isStopped = true;
      forget();
      rouser.rouse();
      await running;
      for (const { resolve } of askers.splice(0)) resolve(horizon.safe);
    },
  };
}
