import type { Trigger } from "@beckon/protocol";

type Candidate = Pick<Trigger, "id" | "active" | "conditions" | "after" | "label">;

/**
 * The first trigger that leaves those below it no turn: active, without conditions, and not used up by its first time.
 * Null when there is none, or nothing active below it.
 */
export function findAlwaysMet<Row extends Candidate>(triggers: readonly Row[]): Row | null {
  const index = triggers.findIndex(
    ({ active, conditions, after }) =>
      active && conditions.length === 0 && (!after.once_per_visit || after.no_other_trigger),
  );
  const found = triggers[index];
  return found !== undefined && triggers.slice(index + 1).some(({ active }) => active) ? found : null;
}
