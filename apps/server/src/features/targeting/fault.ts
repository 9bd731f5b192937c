/** What is wrong with a configuration, for the person who wrote it: which field, and why in one sentence. */
export interface Fault {
  /** Path with dots: `conditions.0.operator`. */
  field: string;
  reason: string;
}
