/** How far back the queue looks to tell how fast conversations are taken. */
export const LOOK_BACK_MINUTES = 30;
/** Of fewer than this nothing is told: two intervals are no rate. */
const LEAST_TAKEN = 3;

/**
 * From the pace at which agents took conversations of the source in the last `LOOK_BACK_MINUTES`; null when too few were.
 * `position` counts from 1. `npm run bench -- pacing` measures its error.
 */
export function estimateWaitSeconds(position: number, takenLately: number): number | null {
  return takenLately < LEAST_TAKEN ? null : Math.round((position * LOOK_BACK_MINUTES * 60) / takenLately);
}
