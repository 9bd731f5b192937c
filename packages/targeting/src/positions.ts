import type { Position } from "@beckon/protocol";
import { PAGE_VIEW_BOUND } from "./visit-store.ts";

/** All historical positions, in the order in which forms offer them. */
export const POSITIONS: readonly Position[] = [
  "current",
  "previous",
  "previous_2",
  "previous_3",
  "previous_4",
  "previous_5",
  "among_previous_2",
  "among_previous_3",
  "among_previous_4",
  "among_previous_5",
  "current_or_previous",
  "current_or_previous_2",
  "current_or_previous_3",
  "current_or_previous_4",
  "any",
  "any_previous",
  "first",
];

/** How many pages back from the current one the pages of a position stand; null for the first page of the visit. */
export type PagesBack = readonly [nearest: number, farthest: number] | null;

/**
 * Its name says it all: the digit how many pages back, "current" and "any" alone that the current page is one of them,
 * a bare "previous" that the nearest is the farthest too.
 */
export const pagesBack = (position: string): PagesBack => {
  if (position === "first") return null;
  const back = Number(position.at(-1)) || 1;
  const nearest = position.startsWith("p") ? back : position.startsWith("c") || position === "any" ? 0 : 1;
  return [nearest, position === "current" ? 0 : position.startsWith("any") ? PAGE_VIEW_BOUND : back];
};

/**
 * The page views of a position, as places in the visit's list when the current one is at `current`: from `last` down to
 * `first`. It holds none when `last` is less than `first`.
 */
export const rangeOf = (back: PagesBack, current: number): readonly [last: number, first: number] =>
  back ? [current - back[0], Math.max(0, current - back[1])] : [0, 0];
