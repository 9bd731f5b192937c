export type { Fact, InterventionFact, TaskFact, WrittenFact } from "./fact.ts";
export { type FactFeed, openFactFeed } from "./fact-feed.ts";
export { insertFacts, insertFactsWithin, markAsOfRules, readCursor } from "./facts.store.ts";
export type { Follower } from "./follow-facts.ts";
