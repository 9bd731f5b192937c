import { prepareTest, type Test, testHolds } from "@beckon/conditions";
import type { Condition, LoaderCustomVariable, LoaderTrigger } from "@beckon/protocol";
import { COUNTERS, kindOf, readCriterion } from "./criteria.ts";
import type { Facts, Moment } from "./facts.ts";
import { lotFactorOf } from "./holdout.ts";
import { type PagesBack, pagesBack, rangeOf } from "./positions.ts";
import type { Visit } from "./visit-store.ts";

/** A condition with what is worked out of it once per loader configuration: plain data, but for `answer`. */
export interface PreparedCondition {
  readonly condition: Condition;
  readonly back: PagesBack;
  readonly test: Test;
  /** The last answer, good for as long as the visit is the very same object. */
  answer?: {
    readonly visit: Visit;
    readonly current: number;
    readonly holds: boolean;
    /** It does not hold yet, but on the current page view it changes with time. */
    readonly depends: boolean;
  };
}

/** What of a trigger its conditions do not say. */
export type TriggerTerms = Omit<LoaderTrigger, "conditions">;

export interface PreparedTrigger {
  readonly trigger: TriggerTerms;
  readonly conditions: readonly PreparedCondition[];
  /** See `isHeldOut`. */
  readonly lotFactor: number;
}

/** To be done once per loader configuration. Triggers keep their order. */
export const prepareTriggers = (
  triggers: readonly LoaderTrigger[],
  customVariables: readonly Pick<LoaderCustomVariable, "name" | "type">[],
): readonly PreparedTrigger[] =>
  triggers.map(({ conditions, ...trigger }) => ({
    trigger,
    lotFactor: lotFactorOf(trigger.id),
    conditions: conditions.map((condition) => {
      const { criterion, position = "current", operator, value } = condition;
      const kind = customVariables.find(({ name }) => name === criterion)?.type ?? kindOf(criterion);
      return { condition, back: pagesBack(position), test: prepareTest(kind, operator, value) };
    }),
  }));

/** The value that a condition sees on the page view at a place; undefined where there is none. */
export const seenAt = ({ condition }: PreparedCondition, facts: Facts, index: number, now: Moment): unknown => {
  const view = facts.visit.pageViews[index];
  return view && readCriterion(condition.criterion, view, facts, index, now);
};

/** The one evaluation, from the page view `last` back to `first`. No page at all reads as one undefined value. */
export const holdsWithin = (
  prepared: PreparedCondition,
  facts: Facts,
  now: Moment,
  [last, first]: readonly [last: number, first: number],
): boolean => {
  if (last < first) return testHolds(prepared.test, undefined);
  for (let index = last; index >= first; index--) {
    if (testHolds(prepared.test, seenAt(prepared, facts, index, now))) return true;
  }
  return false;
};

/** Whether the condition holds on one of the page views of its position. */
const conditionHolds = (prepared: PreparedCondition, facts: Facts, now: Moment): boolean => {
  const { visit, current } = facts;
  let { answer } = prepared;
  if (answer?.visit !== visit || answer.current !== current) {
    const [last, first] = rangeOf(prepared.back, current);
    const counts = last === current && prepared.condition.criterion in COUNTERS;
    // What time changes, on the current page view, is asked anew each time.
    const isOnlyCurrent = counts && first === current;
    const holds = !isOnlyCurrent && holdsWithin(prepared, facts, now, [counts ? last - 1 : last, first]);
    answer = prepared.answer = { visit, current, holds, depends: counts && !holds };
  }
  return answer.holds || (answer.depends && holdsWithin(prepared, facts, now, [current, current]));
};

/** All conditions together; none at all is always met. */
export const conditionsHold = ({ conditions }: PreparedTrigger, facts: Facts, now: Moment): boolean => {
  for (const condition of conditions) if (!conditionHolds(condition, facts, now)) return false;
  return true;
};

/**
 * What stands between a trigger and its conditions: another trigger allowed no other one for the visit, it was used up
 * for the visit, or it has its turn on this page view behind it (then it still keeps those after it waiting).
 */
export type Gate = "open" | "passed" | "used" | "excluded";

export const gateOf = ({ id, after }: TriggerTerms, { visit, pageView }: Facts): Gate =>
  visit.onlyTriggerId && visit.onlyTriggerId !== id
    ? "excluded"
    : pageView.activatedTriggerIds.includes(id)
      ? "passed"
      : after.once_per_visit && visit.activatedTriggerIds.includes(id)
        ? "used"
        : "open";

/** One that has its turn behind it keeps it for as long as it is met. */
export const hasTurn = (gate: Gate): boolean => gate === "open" || gate === "passed";
