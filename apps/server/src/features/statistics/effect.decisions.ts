import type { OfferEffect } from "@beckon/protocol";

/** So many of so many. */
interface Share {
  count: number;
  of: number;
}

/** Standard deviations to either side that hold 95 % of a normal distribution. */
const Z = 1.959964;

/**
 * How much larger the first share is than the second, and between which limits the truth lies with 95 % certainty
 * (Newcombe's hybrid score interval, which also holds for few and for rare events). Null where one of them is of nothing.
 * Counts come from anybody, so more than all are all.
 */
export function compareShares(first: Share, second: Share): OfferEffect | null {
  if (first.of <= 0 || second.of <= 0) return null;
  const [one, other] = [wilsonInterval(first), wilsonInterval(second)];
  const difference = one.share - other.share;
  return {
    difference,
    low: difference - Math.hypot(one.share - one.low, other.high - other.share),
    high: difference + Math.hypot(one.high - one.share, other.share - other.low),
  };
}

/** Wilson's score interval of one share. */
function wilsonInterval({ count, of }: Share): { share: number; low: number; high: number } {
  const share = Math.min(count, of) / of;
  const middle = share + Z ** 2 / (2 * of);
  const reach = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  const scale = 1 + Z ** 2 / of;
  return { share, low: (middle - reach) / scale, high: (middle + reach) / scale };
}
