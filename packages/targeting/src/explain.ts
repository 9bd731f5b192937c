import { DAYS, type ValueKind } from "@beckon/conditions";
import type { Condition } from "@beckon/protocol";
import { CRITERIA, kindOf, readCriterion } from "./criteria.ts";
import type { DecisionInput } from "./decide-next.ts";
import { type Facts, type Moment, ordinalOf } from "./facts.ts";
import { isHeldOut } from "./holdout.ts";
import { rangeOf } from "./positions.ts";
import {
  type Gate,
  gateOf,
  holdsWithin,
  type PreparedCondition,
  type PreparedTrigger,
  seenAt,
  type TriggerTerms,
} from "./triggers.ts";

/** What a condition saw on one page view, in words that an administrator knows: "saturday", "20:15". */
export interface SeenOnPage {
  /** Both null for the undefined value of a position that holds no page. */
  readonly pageViewId: string | null;
  /** Which page view of the visit, from 1. */
  readonly ordinal: number | null;
  /** Undefined when there was no value. */
  readonly seen: string | number | boolean | undefined;
  readonly holds: boolean;
}

export interface ConditionReport {
  readonly condition: Condition;
  readonly holds: boolean;
  /** Every page view of the position, the latest first. */
  readonly pages: readonly SeenOnPage[];
  /** The latest page view on which it holds. */
  readonly matched: SeenOnPage | null;
}

export interface TriggerReport {
  readonly trigger: TriggerTerms;
  readonly gate: Gate;
  /** This visitor belongs to the share that is never offered it. */
  readonly heldOut: boolean;
  readonly conditionsHold: boolean;
  readonly conditions: readonly ConditionReport[];
}

const inWords = (kind: ValueKind | null, seen: unknown): SeenOnPage["seen"] => {
  if (typeof seen === "number" && kind === "day") return DAYS[seen];
  if (typeof seen === "number" && kind === "time") {
    return `${String(Math.floor(seen / 60)).padStart(2, "0")}:${String(seen % 60).padStart(2, "0")}`;
  }
  return typeof seen === "string" || typeof seen === "number" || typeof seen === "boolean" ? seen : undefined;
};

const explainCondition = (prepared: PreparedCondition, facts: Facts, now: Moment): ConditionReport => {
  const [last, first] = rangeOf(prepared.back, facts.current);
  const pages: SeenOnPage[] = [];
  for (let index = last; index >= first; index--) {
    pages.push({
      pageViewId: facts.visit.pageViews[index]?.id ?? null,
      ordinal: ordinalOf(facts.visit, index),
      seen: inWords(prepared.test.kind, seenAt(prepared, facts, index, now)),
      holds: holdsWithin(prepared, facts, now, [index, index]),
    });
  }
  if (last < first) {
    const holds = holdsWithin(prepared, facts, now, [last, first]);
    pages.push({ pageViewId: null, ordinal: null, seen: undefined, holds });
  }
  const matched = pages.find((page) => page.holds) ?? null;
  return { condition: prepared.condition, holds: matched !== null, pages, matched };
};

const explainTrigger = (
  { trigger, conditions, lotFactor }: PreparedTrigger,
  facts: Facts,
  now: Moment,
): TriggerReport => {
  const reports = conditions.map((condition) => explainCondition(condition, facts, now));
  return {
    trigger,
    gate: gateOf(trigger, facts),
    heldOut: isHeldOut(facts.store.lot, lotFactor, trigger.holdout_share),
    conditionsHold: reports.every((report) => report.holds),
    conditions: reports,
  };
};

/** Each trigger with each of its conditions and what it saw, for the debug toolbar and the simulator. */
export const explainTriggers = ({ triggers, facts, now }: DecisionInput): readonly TriggerReport[] =>
  triggers.map((prepared) => explainTrigger(prepared, facts, now));

/**
 * Every value that conditions can see on the page view at this place, custom variables included: what the debug toolbar
 * shows as the store.
 */
export const readAllValues = (
  facts: Facts,
  index: number,
  now: Moment,
): Readonly<Record<string, SeenOnPage["seen"]>> => {
  const all: Record<string, SeenOnPage["seen"]> = {};
  const view = facts.visit.pageViews[index];
  if (!view) return all;
  const custom = Object.keys(view.values).filter((name) => name.startsWith("custom_"));
  for (const criterion of [...CRITERIA, ...custom]) {
    all[criterion] = inWords(kindOf(criterion), readCriterion(criterion, view, facts, index, now));
  }
  return all;
};
