/**
 * Up to which position may facts be read so that none that commits later is skipped? Positions are taken before
 * their transactions commit, so a smaller one can become visible after a greater one. What is needed: every
 * transaction that took a position up to some mark has ended.
 *
 * Each look gives the newest position taken so far, and then the ids of the oldest running and of the next
 * transaction. A mark made at one look is safe from the look on at which the oldest running transaction is not
 * older than the next one was then. (PostgreSQL: pg_snapshot_xmin, pg_snapshot_xmax.) Marks move on although
 * there may never be a moment without any transaction.
 */
export interface Horizon {
  /** Everything up to here has been committed or rolled back. */
  safe: number;
  /** `position` becomes safe once no transaction below `transaction` runs. */
  mark: { position: number; transaction: number } | null;
}

export interface HorizonLook {
  taken: number;
  oldest: number;
  next: number;
}

export const initialHorizon: Horizon = { safe: 0, mark: null };

export function advanceHorizon(horizon: Horizon, look: HorizonLook): Horizon {
  let { safe, mark } = horizon;
  if (mark !== null && look.oldest >= mark.transaction) {
    safe = Math.max(safe, mark.position);
    mark = null;
  }
  if (mark === null && look.taken > safe) {
    if (look.oldest >= look.next) safe = look.taken;
    else mark = { position: look.taken, transaction: look.next };
  }
  return { safe, mark };
}
