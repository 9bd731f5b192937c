import type { Trigger } from "@beckon/protocol";

/** The ids with one of them moved by so many places; the same list when it cannot go further. */
export function moveBy(ids: readonly string[], id: string, by: number): readonly string[] {
  const from = ids.indexOf(id);
  const to = Math.min(ids.length - 1, Math.max(0, from + by));
  return from === -1 || from === to ? ids : moveTo(ids, id, to);
}

/** The ids with one of them at another place. */
export function moveTo(ids: readonly string[], id: string, place: number): readonly string[] {
  const others = ids.filter((entry) => entry !== id);
  return [...others.slice(0, place), id, ...others.slice(place)];
}

/** Rows in the order of the ids; those that the ids do not name stay behind them. */
export function inOrder<Row extends { id: string }>(rows: readonly Row[], ids: readonly string[]): Row[] {
  const named = ids.map((id) => rows.find((row) => row.id === id)).filter((row) => row !== undefined);
  return [...named, ...rows.filter(({ id }) => !ids.includes(id))];
}

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
