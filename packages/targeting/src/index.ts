export { itemModeOf, type OfferMode } from "./actions.ts";
export { applyOperation } from "./apply-operation.ts";
export { type CompiledConfiguration, type CompiledItem, compileConfiguration } from "./compile-configuration.ts";
export type { CompiledFilling } from "./compile-filling.ts";
export { CRITERIA, kindOf } from "./criteria.ts";
export { type Decision, type DecisionInput, decideNext, type OpenThreads } from "./decide-next.ts";
export {
  type ConditionReport,
  explainTriggers,
  readAllValues,
  type SeenOnPage,
  type TriggerReport,
} from "./explain.ts";
export { type Facts, factsAt, type Moment, ordinalOf } from "./facts.ts";
export { isHeldOut, lotFactorOf } from "./holdout.ts";
export type { ItemElement, ItemNode } from "./item-nodes.ts";
export { itemStyleSheet } from "./item-style-sheet.ts";
export { nextMomentAt } from "./next-moment.ts";
export { parseVisitStore } from "./parse-visit-store.ts";
export { type PagesBack, POSITIONS, pagesBack, rangeOf } from "./positions.ts";
export {
  type Gate,
  type PreparedCondition,
  type PreparedTrigger,
  prepareTriggers,
  type TriggerTerms,
} from "./triggers.ts";
export type { ValueChanges, VisitOperation } from "./visit-operation.ts";
export {
  currentVisit,
  type EngagedChat,
  freshVisitStore,
  LIST_BOUND,
  PAGE_VIEW_BOUND,
  type PageViewRecord,
  type SeenValue,
  type SeenValues,
  TEXT_BOUND,
  VISIT_IDLE_LIMIT_MS,
  type Visit,
  type VisitStore,
} from "./visit-store.ts";
