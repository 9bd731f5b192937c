export { createRuleFollower } from "./rule-follower.ts";
export { ruleRoutes } from "./rules.routes.ts";
export { hasRulesOnMessages } from "./rules.store.ts";
