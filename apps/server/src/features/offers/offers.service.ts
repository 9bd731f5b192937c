import type { Logger } from "pino";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import { createRateLimiter, type RateVerdict } from "../../platform/rate-limiter.ts";
import { addOfferCounts } from "./offers.store.ts";
import { addTold, addTotals, type Tally } from "./tally.decisions.ts";

export interface OfferCountsOptions {
  database: Database;
  clock: Clock;
  logger: Logger;
}

export type OfferCounts = ReturnType<typeof startOfferCounts>;

/** A browser tells once for a page view at most; many may share an address. */
const TOLD_BY_ADDRESS = { count: 600, windowMs: 60_000 };
const WRITE_EVERY_MS = 1_000;
const SOURCE_TOKEN = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Counts of offers, told by browsers and kept in memory until they are written, all together, every second. Anybody
 * can tell them: they are marks of interest, not proof.
 */
export function startOfferCounts({ database, clock, logger }: OfferCountsOptions) {
  const addresses = createRateLimiter(TOLD_BY_ADDRESS, clock);
  let tally: Tally = new Map();
  let writing = Promise.resolve();

  async function write(): Promise<void> {
    if (tally.size === 0) return;
    const told = tally;
    tally = new Map();
    try {
      await addOfferCounts(database, [...told.values()]);
    } catch (error) {
      addTotals(tally, told.values());
      logger.warn({ err: error }, "counts of offers could not be written yet");
    }
  }

  /** One writing after the other. */
  function writeNext(): Promise<void> {
    writing = writing.then(write);
    return writing;
  }

  const timer = setInterval(() => void writeNext(), WRITE_EVERY_MS);
  timer.unref();

  return {
    /** At once, from memory. Whose address it is matters for the rate alone, and is kept nowhere else. */
    tell(token: string, body: string, address: string): RateVerdict {
      const verdict = addresses.take(address);
      if (verdict.kind === "allowed" && SOURCE_TOKEN.test(token)) addTold(tally, token, body, clock.nowMs());
      return verdict;
    },

    /** Writes what is left. */
    async stop(): Promise<void> {
      clearInterval(timer);
      await writeNext();
    },
  };
}
