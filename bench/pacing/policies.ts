import { createPacer, probabilityByThreshold } from "@beckon/server/pacing";
import type { Policy } from "./simulate.ts";

export interface NamedPolicy {
  name: string;
  create(): Policy;
}

export const threshold: NamedPolicy = {
  name: "threshold",
  create: () => ({
    decide: (_nowMs, slots, taken) => probabilityByThreshold({ slots, taken }),
    open: () => () => {},
    end() {},
  }),
};

/** The product's own code. */
export function paced(caution: number): NamedPolicy {
  return {
    name: `paced, caution ${caution}`,
    create() {
      const pacer = createPacer();
      return {
        decide: (nowMs, slots, taken) => pacer.decide({ nowMs, slots, taken, caution }),
        open(openedAtMs) {
          const window = pacer.openWindow(openedAtMs);
          return (nowMs) => pacer.engageWindow(window, nowMs);
        },
        end: (durationMs) => pacer.endConversation(durationMs),
      };
    },
  };
}
