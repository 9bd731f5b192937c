export { createErasureMarks, type ErasedName, type ErasureMarks } from "./erasure-marks.ts";
export { insertErasures, wasErasedSince } from "./erasures.store.ts";
export { erasuresThatBar } from "./tokens-age.decisions.ts";
