/**
 * Learns, from counts alone, which share of those who are offered the chat open it, and how long they take to. Nobody is
 * followed: what is known is how many offers were made in each second and how many windows opened in each. So the delay is
 * guessed among a few, log-normal ones, by how well each explains the openings (Poisson likelihood); the share follows.
 */

/** Offers older than this open no window any more, as far as this is concerned. */
const OFFER_MEMORY_SECONDS = 180;
const MEDIANS_SECONDS = [2, 4, 8, 16, 32, 64] as const;
const SIGMA = 0.8;
/** What was seen counts half after this long. */
const HALF_LIFE_SECONDS = 1_800;
const KEPT_PER_SECOND = 0.5 ** (1 / HALF_LIFE_SECONDS);
/** What is believed before anything was seen, and how many offers that belief is worth. */
const FIRST_SHARE = 0.16;
const FIRST_OFFERS = 100;

interface Delay {
  /** Of those who open, the share that opens in the n-th second after the offer. */
  density: Float64Array;
  /** The share that has not opened yet at the end of the n-th second. */
  later: Float64Array;
  meanSeconds: number;
}

const DELAYS: readonly Delay[] = MEDIANS_SECONDS.map((median) => describeDelay(median));

export interface OfferDelays {
  /** Counts an offer that is made with this probability in the second under way. */
  offer(probability: number): void;
  /** Counts a window that opened in the second under way. */
  open(): void;
  /** Ends `seconds` seconds, the last of which is the one under way. */
  advance(seconds: number): void;
  /** The share of new offers that will open a window. */
  share(): number;
  /** How many windows are expected yet to open from the offers made so far. */
  expected(): number;
  meanSeconds(): number;
}

export function createOfferDelays(): OfferDelays {
  /** A ring; `head` is the second under way. */
  const offers = new Float64Array(OFFER_MEMORY_SECONDS);
  let head = 0;
  let opened = 0;
  let openedSum = 0;
  const exposures = new Float64Array(DELAYS.length);
  const likelihoods = new Float64Array(DELAYS.length);
  let weights = DELAYS.map(() => 1 / DELAYS.length);
  let share = FIRST_SHARE;
  let expected = 0;

  function endSecond(): void {
    let total = 0;
    for (const [index, delay] of DELAYS.entries()) {
      const before = shareUnder(index);
      const exposure = convolve(delay.density);
      const intensity = before * exposure + 1e-9;
      likelihoods[index] = (likelihoods[index] ?? 0) * KEPT_PER_SECOND + opened * Math.log(intensity) - intensity;
      exposures[index] = (exposures[index] ?? 0) * KEPT_PER_SECOND + exposure;
      total += exposure;
    }
    // Windows that open of themselves, with no offer that could be the reason, say nothing of offers.
    if (total > 0) openedSum = openedSum * KEPT_PER_SECOND + opened;
    opened = 0;
    head = (head + 1) % OFFER_MEMORY_SECONDS;
    offers[head] = 0;
  }

  function shareUnder(index: number): number {
    return Math.min(1, (openedSum + FIRST_SHARE * FIRST_OFFERS) / ((exposures[index] ?? 0) + FIRST_OFFERS));
  }

  function convolve(kernel: Float64Array): number {
    let sum = 0;
    for (let age = 0; age < OFFER_MEMORY_SECONDS; age += 1) {
      const made = offers[(head - age + OFFER_MEMORY_SECONDS) % OFFER_MEMORY_SECONDS] ?? 0;
      if (made > 0) sum += made * (kernel[age] ?? 0);
    }
    return sum;
  }

  function conclude(): void {
    const best = Math.max(...likelihoods);
    const raw = DELAYS.map((_, index) => Math.exp((likelihoods[index] ?? 0) - best));
    const sum = raw.reduce((total, each) => total + each, 0);
    weights = raw.map((each) => each / sum);
    share = weights.reduce((total, weight, index) => total + weight * shareUnder(index), 0);
    expected = weights.reduce(
      (total, weight, index) =>
        total + weight * shareUnder(index) * convolve(DELAYS[index]?.later ?? new Float64Array()),
      0,
    );
  }

  return {
    offer(probability) {
      offers[head] = (offers[head] ?? 0) + probability;
      expected += probability * share;
    },
    open() {
      opened += 1;
    },
    advance(seconds) {
      for (let left = Math.min(seconds, OFFER_MEMORY_SECONDS); left > 0; left -= 1) endSecond();
      conclude();
    },
    share: () => share,
    expected: () => expected,
    meanSeconds: () => weights.reduce((total, weight, index) => total + weight * (DELAYS[index]?.meanSeconds ?? 0), 0),
  };
}

function describeDelay(median: number): Delay {
  const density = new Float64Array(OFFER_MEMORY_SECONDS);
  const later = new Float64Array(OFFER_MEMORY_SECONDS);
  // An offer is made, on average, in the middle of its second.
  const openedBy = (seconds: number) => (seconds <= 0 ? 0 : normal(Math.log(seconds / median) / SIGMA));
  for (let age = 0; age < OFFER_MEMORY_SECONDS; age += 1) {
    density[age] = openedBy(age + 0.5) - openedBy(age - 0.5);
    later[age] = 1 - openedBy(age);
  }
  return { density, later, meanSeconds: median * Math.exp(SIGMA ** 2 / 2) };
}

/** The normal distribution, within 1.5e-7: Abramowitz and Stegun, 7.1.26. */
function normal(z: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(z)) / Math.SQRT2);
  const polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const half = 0.5 * (1 - polynomial * Math.exp((-z * z) / 2));
  return z >= 0 ? 0.5 + half : 0.5 - half;
}
