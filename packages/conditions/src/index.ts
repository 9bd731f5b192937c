export { castNumber, castSeen, DAYS, type ValueKind } from "./cast.ts";
export { evaluate, type Operator, operatorsOf, prepareTest, type Test, testHolds, type Verdict } from "./evaluate.ts";
export { normaliseText } from "./normalise.ts";
