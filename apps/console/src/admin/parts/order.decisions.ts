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
