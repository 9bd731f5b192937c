import type { LoaderTrigger, SourceMode } from "@beckon/protocol";
import {
  type Decision,
  type DecisionInput,
  decideNext,
  explainTriggers,
  factsAt,
  type Moment,
  nextMomentAt,
  type OpenThreads,
  prepareTriggers,
  type TriggerReport,
  type VisitStore,
} from "@beckon/targeting";
import type { KnownVariable } from "../triggers/trigger-words.decisions.ts";

/** What is known beside the visit: the source as its administrators have set it up. */
export interface Setting {
  mode: SourceMode;
  embedded: boolean;
  openThreads: OpenThreads;
  /** Active ones, in their order. */
  triggers: readonly LoaderTrigger[];
  customVariables: readonly Pick<KnownVariable, "name" | "type">[];
}

export interface Judgement {
  decision: Decision;
  /** Each trigger with each of its conditions and what it saw. */
  reports: readonly TriggerReport[];
  /** When time alone may change the answer, in epoch ms. */
  nextAtMs: number | null;
}

/**
 * What the website would do on one page of a visit at one moment, and why: asked of the very functions that decide on
 * the website. Null when the store does not hold the page.
 */
export function judgePage(store: VisitStore, pageViewId: string, now: Moment, setting: Setting): Judgement | null {
  const facts = factsAt(store, pageViewId, now.atMs);
  if (facts === null) return null;
  const { mode, embedded, openThreads, triggers, customVariables } = setting;
  const prepared = prepareTriggers(triggers, customVariables);
  const input: DecisionInput = { mode, embedded, openThreads, triggers: prepared, facts, now };
  const decision = decideNext(input);
  return {
    decision,
    reports: explainTriggers(input),
    nextAtMs: nextMomentAt(input),
  };
}
