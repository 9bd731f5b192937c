import type { ValueKind } from "@beckon/conditions";
import type { Facts, Moment } from "./facts.ts";
import { ordinalOf } from "./facts.ts";
import type { PageViewRecord } from "./visit-store.ts";

/** Every criterion but the custom variables, in the order in which forms offer them. */
export const CRITERIA: readonly string[] = [
  "page_path",
  "page_url",
  "page_title",
  "page_visit_count",
  "page_visit_duration",
  "visit_count",
  "visit_duration",
  "returning_visitor",
  "day_of_week",
  "time",
  "idle_time",
  "scroll_depth",
  "exit_intent",
  "chat_shown",
  "chat_opened",
  "identity",
  "signed_identity",
  "referrer",
  "utm_source",
  "utm_medium",
  "utm_campaign",
  "utm_term",
  "utm_content",
  "device",
  "language",
];

/** Criteria that are false until they are touched. */
const SWITCHES = /^(chat|exit|identity|signed)/;

/**
 * Of a criterion other than a custom variable: its name tells. What is unknown reads as a text that no page has.
 */
export const kindOf = (criterion: string): ValueKind =>
  criterion === "time"
    ? "time"
    : criterion === "day_of_week"
      ? "day"
      : /count$|duration$|depth$|idle/.test(criterion)
        ? "number"
        : criterion === "returning_visitor" || SWITCHES.test(criterion)
          ? "boolean"
          : "string";

const MINUTE_MS = 60_000;
export const DAY_MS = 1440 * MINUTE_MS;

/** A criterion whose value counts up by itself on the current page view, in steps of `stepMs` from `sinceMs`. */
export interface Counter {
  readonly stepMs: number;
  /** Where it begins anew; infinite for never. */
  readonly periodMs: number;
  /** The moment at which it was 0, for a page view as seen at a moment of the visitor's clock. */
  readonly sinceMs: (view: PageViewRecord, facts: Facts, at: Moment) => number;
}

/** The time until which a page view counts: it stands still in the background and once it is no longer current. */
const countsUntilMs = (view: PageViewRecord, facts: Facts, at: Moment): number =>
  view.visible && view === facts.pageView ? Math.max(at.atMs, view.countedAtMs) : view.countedAtMs;

/** `shiftMs`: from a beginning of the period in UTC to the epoch. */
const clock = (stepMs: number, periodMs: number, shiftMs: number): Counter => ({
  stepMs,
  periodMs,
  sinceMs: (_view, _facts, { atMs, utcOffsetMinutes }) =>
    atMs - ((atMs + utcOffsetMinutes * MINUTE_MS + shiftMs) % periodMs),
});

const stopwatch = (sinceMs: Counter["sinceMs"]): Counter => ({
  stepMs: 1000,
  periodMs: Number.POSITIVE_INFINITY,
  sinceMs,
});

export const COUNTERS: Readonly<Record<string, Counter>> = {
  time: clock(MINUTE_MS, DAY_MS, 0),
  // The epoch was a Thursday, three days after a Monday.
  day_of_week: clock(DAY_MS, 7 * DAY_MS, 3 * DAY_MS),
  visit_duration: stopwatch((_view, { visit }) => visit.startedAtMs),
  page_visit_duration: stopwatch(
    (view, facts, at) => at.atMs - view.visibleMs - countsUntilMs(view, facts, at) + view.countedAtMs,
  ),
  idle_time: stopwatch((view, facts, at) => at.atMs - countsUntilMs(view, facts, at) + view.activeAtMs),
};

/** Path and query of the address; undefined for what is no address. */
const pathOf = (view: PageViewRecord): string | undefined => {
  const path = /^[^/?#]+\/\/[^/?#]*([^#]*)/.exec(String(view.values.page_url))?.[1];
  return path === undefined || path[0] === "/" ? path : `/${path}`;
};

/** The value of a criterion on one page view, whose place in the visit is `index`. */
export const readCriterion = (
  criterion: string,
  view: PageViewRecord,
  facts: Facts,
  index: number,
  now: Moment,
): unknown => {
  const counter = COUNTERS[criterion];
  if (counter) {
    // An earlier page view is seen as at its start.
    const at = view === facts.pageView ? now : { atMs: view.startedAtMs, utcOffsetMinutes: view.utcOffsetMinutes };
    return Math.max(0, Math.floor((at.atMs - counter.sinceMs(view, facts, at)) / counter.stepMs));
  }
  const { store, visit, current } = facts;
  switch (criterion) {
    case "page_path":
      return pathOf(view);
    case "page_visit_count":
      return index === current ? visit.pageViewCount : ordinalOf(visit, index);
    case "visit_count":
      return store.visitCount;
    case "returning_visitor":
      return store.visitCount > 1;
  }
  if (criterion.startsWith("utm_")) {
    // A leading question mark is no part of the first name.
    return new URLSearchParams(pathOf(view)?.replace(/^[^?]*/, "")).get(criterion);
  }
  return view.values[criterion] ?? (SWITCHES.test(criterion) ? false : undefined);
};
