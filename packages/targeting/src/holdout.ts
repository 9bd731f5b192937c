/** A whole number of the trigger's own. */
export const lotFactorOf = (triggerId: string): number => {
  let factor = 1;
  for (let place = 0; place < triggerId.length; place++)
    factor = (factor * 31 + triggerId.charCodeAt(place)) % 1_048_573;
  return factor + 1;
};

/**
 * Whether the visitor with this lot (0 ≤ lot < 1) belongs to the share (0…1) that a trigger is never offered to. The lot
 * times the trigger's factor, without its whole part, is as evenly spread as the lot, and says next to nothing about the
 * same visitor's draw for another trigger.
 */
export const isHeldOut = (lot: number, lotFactor: number, share: number): boolean => (lot * lotFactor) % 1 < share;
