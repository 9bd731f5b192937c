/**
 * Hot statements are prepared once and their plans are kept. A plan that was made while the tables were nearly empty
 * reads them whole, and stays until the server analyses them, so that what a message costs grows with the history.
 * Statements here look rows up by keys: where there is another way, reading a whole table or merging two sorted ones
 * is never the right one. Where there is no other way (a sequence, a table without a fitting key), the plan counts as
 * so dear that the server would compile it first, which takes longer than any of them: so that is off as well.
 */
export const PLANNER_PARAMETERS: readonly string[] = [
  "-c",
  "enable_seqscan=off",
  "-c",
  "enable_mergejoin=off",
  "-c",
  "jit=off",
];
