import { createOfferDelays } from "./offer-delays.decisions.ts";
import { createWindowOutcomes, type OpenWindow } from "./window-outcomes.decisions.ts";

/**
 * The policy `paced`: offers are made only as long as a slot is to be expected for each who will accept. Who was offered
 * the chat and has not answered, and whose window is open, takes a part of a slot: as much as such people engage. Slots
 * that become free until they do are counted too. So a slot that opens invites a dozen visitors, not everybody.
 *
 * All it knows are counts and times: it holds no visitor, reads no clock, and is the same in product and simulation.
 */
export interface Pacer {
  /**
   * The probability with which an offer is to be made now. It is taken as given with that probability: ask once for each.
   * `slots`: all there are; `taken`: conversations that are active or queued.
   */
  decide(load: PacedLoad): number;
  /** A visitor opened the window. Tell what becomes of it by one of the next two. */
  openWindow(nowMs: number): OpenWindow;
  engageWindow(window: OpenWindow, nowMs: number): void;
  leaveWindow(window: OpenWindow, nowMs: number): void;
  /** A conversation freed its slot. */
  endConversation(durationMs: number): void;
  /** An offer that another node made. */
  countOffer(probability: number, nowMs: number): void;
}

export interface PacedLoad {
  nowMs: number;
  slots: number;
  taken: number;
  /** 0: agents are kept busy, and some visitors wait; 1: hardly anybody waits, and some slots stay free. */
  caution: number;
}

/** How many standard deviations of what is expected are kept free, at caution 0 and 1. */
const SAFETY = { least: 0.3, most: 2 } as const;
const FIRST_HANDLING_MS = 8 * 60_000;
/** The first belief in the handling time is worth this many conversations, and the newest ones count most. */
const HANDLING_WEIGHT = 1 / 40;
/** Windows are looked at again after this long. */
const LOOK_AGAIN_MS = 250;

export function createPacer(): Pacer {
  const offers = createOfferDelays();
  const windows = createWindowOutcomes();
  let handlingMs = FIRST_HANDLING_MS;
  let second: number | null = null;
  let looked = { atMs: Number.NEGATIVE_INFINITY, mean: 0, variance: 0 };

  function advance(nowMs: number): void {
    const current = Math.floor(nowMs / 1_000);
    if (second !== null && current > second) offers.advance(current - second);
    second = Math.max(current, second ?? current);
  }

  function lookAtWindows(nowMs: number): { mean: number; variance: number } {
    if (nowMs - looked.atMs >= LOOK_AGAIN_MS || nowMs < looked.atMs)
      looked = { atMs: nowMs, ...windows.expected(nowMs) };
    return looked;
  }

  return {
    decide({ nowMs, slots, taken, caution }) {
      advance(nowMs);
      if (slots <= 0) return 0;
      const open = lookAtWindows(nowMs);
      const perOffer = offers.share() * windows.share();
      const fromOffers = offers.expected() * windows.share();
      const coming = open.mean + fromOffers;
      const leadMs = (offers.meanSeconds() + windows.meanSeconds()) * 1_000;
      const leaving = (Math.min(taken, slots) * leadMs) / handlingMs;
      const safety = SAFETY.least + (SAFETY.most - SAFETY.least) * caution;
      const uncertain = Math.sqrt(open.variance + fromOffers + leaving);
      const room = slots - taken - coming + leaving - safety * uncertain;
      const probability = Math.max(0, Math.min(1, room / Math.max(perOffer, 1e-4)));
      offers.offer(probability);
      return probability;
    },
    openWindow(nowMs) {
      advance(nowMs);
      offers.open();
      looked.atMs = Number.NEGATIVE_INFINITY;
      return windows.open(nowMs);
    },
    engageWindow(window, nowMs) {
      windows.engage(window, nowMs);
      looked.atMs = Number.NEGATIVE_INFINITY;
    },
    leaveWindow(window, nowMs) {
      windows.leave(window, nowMs);
      looked.atMs = Number.NEGATIVE_INFINITY;
    },
    endConversation(durationMs) {
      handlingMs += (durationMs - handlingMs) * HANDLING_WEIGHT;
    },
    countOffer(probability, nowMs) {
      advance(nowMs);
      offers.offer(probability);
    },
  };
}
