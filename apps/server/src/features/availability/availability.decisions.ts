export interface Load {
  /** See `countSlots`. */
  slots: number;
  /** Conversations that are active or queued. */
  taken: number;
}

/**
 * `capacity`: Σ soft limits of the agents that can take a conversation now; the factor is how many more may wait, as a
 * share of that. Not a whole number: a part of a slot is one, so that a small factor has an effect for a single agent too.
 */
export function countSlots(capacity: number, queuingFactor: number): number {
  return capacity * (1 + queuingFactor);
}

/** The policy `threshold`: 1 while there is a slot, else 0. */
export function probabilityByThreshold({ slots, taken }: Load): 0 | 1 {
  return taken < slots ? 1 : 0;
}

/**
 * Which factor counts: the trigger's before the source's, and the source's when no trigger is named. Null: the trigger
 * is none of the source's active ones. `factors` has null for a trigger without a factor of its own.
 */
export function chooseFactor(
  sourceFactor: number,
  factors: ReadonlyMap<string, number | null>,
  triggerId: string | null,
): number | null {
  if (triggerId === null) return sourceFactor;
  const own = factors.get(triggerId);
  return own === undefined ? null : (own ?? sourceFactor);
}
