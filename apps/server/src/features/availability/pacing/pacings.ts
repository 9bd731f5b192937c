import type { Bus } from "../../../platform/bus/index.ts";
import type { Clock } from "../../../platform/clock.ts";
import { type FollowedWindow, type SourcePacing, startSourcePacing } from "./source-pacing.ts";

/** Sources in memory; beyond it the one that has not been asked for longest begins to learn anew. */
const LIMIT = 5_000;

export interface Pacings {
  /** The pacing of a source, begun when it is first asked for. */
  of(sourceId: string): SourcePacing;
  /** For a source that is not paced now nothing is followed: then the returned functions do nothing. */
  openWindow(sourceId: string): FollowedWindow;
  stop(): void;
}

/** What is learnt of a source outlives changes of its configuration, so it is kept apart from them. */
export function createPacings(options: { bus: Bus; clock: Clock }): Pacings {
  const pacings = new Map<string, SourcePacing>();

  return {
    of(sourceId) {
      const known = pacings.get(sourceId);
      if (known !== undefined) {
        pacings.delete(sourceId);
        pacings.set(sourceId, known);
        return known;
      }
      const pacing = startSourcePacing(sourceId, options);
      pacings.set(sourceId, pacing);
      const [oldest] = pacings.keys();
      if (pacings.size > LIMIT && oldest !== undefined) {
        pacings.get(oldest)?.stop();
        pacings.delete(oldest);
      }
      return pacing;
    },
    openWindow: (sourceId) => pacings.get(sourceId)?.openWindow() ?? { engage() {}, leave() {} },
    stop() {
      for (const pacing of pacings.values()) pacing.stop();
      pacings.clear();
    },
  };
}
