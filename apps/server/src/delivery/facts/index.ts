export type { Fact, InterventionFact, TaskFact, WrittenFact } from "./fact.ts";
export { insertFacts, insertFactsWithin, markAsOfRules } from "./facts.store.ts";
export { type Follower, followFacts } from "./follow-facts.ts";
