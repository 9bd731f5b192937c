/**
 * Up to which position may facts be read so that none that commits later is skipped? Positions are taken before
 * their transactions commit, so a smaller one can become visible after a greater one. What is needed: every
 * transaction that took a position up to some mark has ended.
 *
 * A look gives the newest position taken so far, and then takes a transaction id of its own: whoever took a position
 * before has a smaller one. The mark is safe from the look on at which no transaction below that id runs. The `xmax` of a
 * snapshot does not do for it: it is behind the newest transaction that has ended, and those behind it may run already.
 * Marks move on although there may never be a moment without any transaction.
 */
export interface Horizon {
  /** Everything up to here has been committed or rolled back. */
  safe: number;
  /** `position` becomes safe once no transaction below `transaction` runs. */
  mark: { position: number; transaction: number } | null;
}

export interface HorizonLook {
  taken: number;
  /** The oldest transaction that ran when the look began, or the next one when none did. */
  oldest: number;
  /** Taken after `taken` was read; null where there is nothing to mark, or an older mark is not safe yet. */
  transaction: number | null;
}

export const initialHorizon: Horizon = { safe: 0, mark: null };

export function advanceHorizon({ safe, mark }: Horizon, { taken, oldest, transaction }: HorizonLook): Horizon {
  const isSafe = mark !== null && oldest >= mark.transaction;
  const next = isSafe ? { safe: mark.position, mark: null } : { safe, mark };
  return next.mark === null && transaction !== null ? { ...next, mark: { position: taken, transaction } } : next;
}
