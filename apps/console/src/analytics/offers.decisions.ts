import type { OfferEffect, OfferRow } from "@beckon/protocol";
import { sayShare } from "./figures.decisions.ts";

export interface FunnelStep {
  name: string;
  count: number;
  /** Of what was offered; empty where it would mean nothing. */
  share: string;
  /** Per cent of the largest step. */
  width: number;
}

type FunnelCounts = Pick<OfferRow, "offered" | "shown" | "engaged" | "answered" | "helped">;

/** From the offer to the help, each step as a share of the first. */
export function funnelOf({ offered, shown, engaged, answered, helped }: FunnelCounts): FunnelStep[] {
  const most = Math.max(1, offered, shown, engaged);
  const steps: [string, number][] = [
    ["Offered", offered],
    ["Shown", shown],
    ["Engaged", engaged],
    ["Answered", answered],
    ["Helped", helped],
  ];
  return steps.map(([name, count], index) => ({
    name,
    count,
    share: index === 0 ? "" : sayPart(count, offered),
    width: (count / most) * 100,
  }));
}

/**
 * Empty where there is nothing to tell. All conversations are counted, but not the offers to visitors who ask not to be
 * tracked: what would be more than the whole is no share of it.
 */
export function sayPart(part: number, whole: number): string {
  return part === 0 || part > whole ? "" : sayShare(part, whole);
}

/** What the comparison with those held out says, as a sentence; and whether it may be chance. */
export function sayEffect({ difference, low, high }: OfferEffect): { text: string; mayBeChance: boolean } {
  const mayBeChance = low <= 0 && high >= 0;
  const between = `With 95 % certainty the truth lies between ${sayPoints(low)} and ${sayPoints(high)}`;
  if (mayBeChance) return { text: `${sayPoints(difference)}. ${between}, so this may be chance.`, mayBeChance };
  return {
    text: `${sayPoints(difference)}. ${between}: the offer ${difference > 0 ? "brings" : "costs"} conversations.`,
    mayBeChance,
  };
}

/** `18.1 %`: as exact as the difference beside it. Counts come from anybody, so more than all are all. */
export function sayRate(count: number, of: number): string {
  return `${Math.round((Math.min(count, of) / of) * 1_000) / 10} %`;
}

/** `2.5 points more`, `1 point fewer`, `no difference` */
function sayPoints(share: number): string {
  const points = Math.round(Math.abs(share) * 1_000) / 10;
  if (points === 0) return "no difference";
  return `${points} ${points === 1 ? "point" : "points"} ${share > 0 ? "more" : "fewer"}`;
}

/** The names as a sentence lists them. */
export function sayNames(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
