import { estimateWaitSeconds, LOOK_BACK_MINUTES } from "@beckon/server/estimated-wait";
import { createEvents } from "./events.ts";
import { createRandom } from "./random.ts";

/** One source: its slots, who comes, and how people are (the figures are in `worlds.ts`). */
export interface World {
  slots: number;
  hours: number;
  /** Visitors that ask, per second, at a time. */
  asksPerSecond(seconds: number): number;
  opens: { share: number; medianSeconds: number; sigma: number };
  engages: { share: number; medianSeconds: number; sigma: number };
  handlingSeconds: number;
}

/** What decides: told what happens, as the product is told. */
export interface Policy {
  decide(nowMs: number, slots: number, taken: number): number;
  /** Returns what to call once the window's visitor wrote. */
  open(nowMs: number): (nowMs: number) => void;
  end(durationMs: number): void;
}

export interface Wait {
  atSeconds: number;
  waitedSeconds: number;
  /** As the product tells it to whoever joins the queue; null while too few conversations were taken for a pace. */
  estimatedSeconds: number | null;
}

export interface Outcome {
  /** Busy slot seconds, by minute. */
  busyByMinute: number[];
  waits: Wait[];
}

export function simulate(world: World, seed: number, policy: Policy): Outcome {
  const random = createRandom(seed);
  const events = createEvents();
  const endSeconds = world.hours * 3_600;
  const queue: { atSeconds: number; estimatedSeconds: number | null }[] = [];
  /** When conversations were taken, the oldest first; those before the look back are dropped as they are met. */
  const takenAt: number[] = [];
  const outcome: Outcome = { busyByMinute: new Array<number>(Math.ceil(endSeconds / 60)).fill(0), waits: [] };
  let busy = 0;
  let now = 0;

  function passTo(seconds: number): void {
    while (now < seconds) {
      const minute = Math.floor(now / 60);
      const until = Math.min(seconds, (minute + 1) * 60);
      outcome.busyByMinute[minute] = (outcome.busyByMinute[minute] ?? 0) + busy * (until - now);
      now = until;
    }
  }

  function serve(arrival: { atSeconds: number; estimatedSeconds: number | null }): void {
    busy += 1;
    takenAt.push(now);
    outcome.waits.push({ ...arrival, waitedSeconds: now - arrival.atSeconds });
    const takes = random.exponential(world.handlingSeconds);
    events.add(now + takes, () => {
      busy -= 1;
      policy.end(takes * 1_000);
      const next = queue.shift();
      if (next !== undefined) serve(next);
    });
  }

  function arrive(): void {
    if (busy < world.slots) serve({ atSeconds: now, estimatedSeconds: 0 });
    else {
      const position = queue.length + 1;
      while ((takenAt[0] ?? now) < now - LOOK_BACK_MINUTES * 60) takenAt.shift();
      queue.push({ atSeconds: now, estimatedSeconds: estimateWaitSeconds(position, takenAt.length) });
    }
  }

  function openWindow(): void {
    const engage = policy.open(now * 1_000);
    if (random.uniform() >= world.engages.share) return;
    events.add(now + random.logNormal(world.engages.medianSeconds, world.engages.sigma), () => {
      engage(now * 1_000);
      arrive();
    });
  }

  for (let asked = 0; ; ) {
    asked += random.exponential(1 / world.asksPerSecond(asked));
    if (asked >= endSeconds) break;
    events.runUntil(asked, passTo);
    passTo(asked);
    const probability = policy.decide(now * 1_000, world.slots, busy + queue.length);
    if (random.uniform() >= probability || random.uniform() >= world.opens.share) continue;
    events.add(now + random.logNormal(world.opens.medianSeconds, world.opens.sigma), openWindow);
  }
  passTo(endSeconds);
  return outcome;
}
