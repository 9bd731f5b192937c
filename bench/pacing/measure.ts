import type { NamedPolicy } from "./policies.ts";
import { simulate, type Wait, type World } from "./simulate.ts";

export interface Figures {
  utilisation: number;
  waitedShare: number;
  meanWaitSeconds: number;
  /** Of those who waited: the share whose first estimate was within 30 % of the truth. */
  estimatesRight: number;
}

/** Which seconds count; all but the first ten minutes, in which the slots fill, unless told otherwise. */
export type Counts = (seconds: number) => boolean;
const afterFilling: Counts = (seconds) => seconds >= 600;

export function measure(world: World, policy: NamedPolicy, seeds: readonly number[], counts = afterFilling): Figures {
  const waits: Wait[] = [];
  let busySeconds = 0;
  let slotSeconds = 0;
  for (const seed of seeds) {
    const outcome = simulate(world, seed, policy.create());
    waits.push(...outcome.waits.filter(({ atSeconds }) => counts(atSeconds)));
    for (const [minute, busy] of outcome.busyByMinute.entries()) {
      if (!counts(minute * 60)) continue;
      busySeconds += busy;
      slotSeconds += world.slots * 60;
    }
  }
  const waited = waits.filter(({ waitedSeconds }) => waitedSeconds > 0);
  const right = waited.filter(
    ({ estimatedSeconds, waitedSeconds }) =>
      estimatedSeconds !== null && Math.abs(estimatedSeconds - waitedSeconds) <= 0.3 * waitedSeconds,
  );
  return {
    utilisation: busySeconds / slotSeconds,
    waitedShare: waited.length / waits.length,
    meanWaitSeconds: waits.reduce((sum, { waitedSeconds }) => sum + waitedSeconds, 0) / waits.length,
    estimatesRight: right.length / waited.length,
  };
}
