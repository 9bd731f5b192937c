/**
 * An earlier order over what is there today: those that it names take each other's places, and those that came later
 * stay where they are.
 */
export function restoreOrder(present: readonly string[], earlier: readonly string[]): string[] {
  const isPresent = new Set(present);
  const remaining = earlier.filter((id) => isPresent.has(id));
  const isKnown = new Set(remaining);
  return present.map((id) => (isKnown.has(id) ? (remaining.shift() ?? id) : id));
}
