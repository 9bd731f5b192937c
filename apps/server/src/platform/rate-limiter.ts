import type { Clock } from "./clock.ts";

export type RateVerdict = { kind: "allowed" } | { kind: "limited"; retryAfterSeconds: number };

/** Counts what a key (a token, an address) did lately. */
export interface RateLimiter {
  /** Counts one more, unless the key is at its limit: what is refused is not counted. */
  take(key: string): RateVerdict;
  /** Forgets what the key did. */
  forgive(key: string): void;
}

export interface RateLimit {
  count: number;
  windowMs: number;
}

/** Keys that are remembered at once; beyond it the one that was idle longest is forgotten. */
const KEYS_LIMIT = 50_000;

/**
 * A sliding window in this process's memory: no key ever gets more than `count` within any `windowMs`. Each node
 * counts for itself.
 */
export function createRateLimiter(limit: RateLimit, clock: Clock): RateLimiter {
  const takenAtMs = new Map<string, number[]>();

  function forgetIdle(nowMs: number): void {
    for (const [key, times] of takenAtMs) {
      const isIdle = (times.at(-1) ?? 0) <= nowMs - limit.windowMs;
      if (!isIdle && takenAtMs.size <= KEYS_LIMIT) return;
      takenAtMs.delete(key);
    }
  }

  return {
    take(key) {
      const nowMs = clock.nowMs();
      const times = (takenAtMs.get(key) ?? []).filter((time) => time > nowMs - limit.windowMs);
      const oldest = times[0];
      if (oldest !== undefined && times.length >= limit.count) {
        takenAtMs.set(key, times);
        return { kind: "limited", retryAfterSeconds: Math.max(1, Math.ceil((oldest + limit.windowMs - nowMs) / 1000)) };
      }
      times.push(nowMs);
      // Deleted first, so that the map stays in the order of last use and the idle ones are in front.
      takenAtMs.delete(key);
      takenAtMs.set(key, times);
      forgetIdle(nowMs);
      return { kind: "allowed" };
    },
    forgive(key) {
      takenAtMs.delete(key);
    },
  };
}
