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
  estimatedSeconds: number;
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
  const queue: { atSeconds: number; estimatedSeconds: number }[] = [];
  const outcome: Outcome = { busyByMinute: new Array<number>(Math.ceil(endSeconds / 60)).fill(0), waits: [] };
  let busy = 0;
  let now = 0;
  let handled = { sum: 8 * 60 * 20, count: 20 };

  function passTo(seconds: number): void {
    while (now < seconds) {
      const minute = Math.floor(now / 60);
      const until = Math.min(seconds, (minute + 1) * 60);
      outcome.busyByMinute[minute] = (outcome.busyByMinute[minute] ?? 0) + busy * (until - now);
      now = until;
    }
  }

  function serve(arrival: { atSeconds: number; estimatedSeconds: number }): void {
    busy += 1;
    outcome.waits.push({ ...arrival, waitedSeconds: now - arrival.atSeconds });
    const takes = random.exponential(world.handlingSeconds);
    events.add(now + takes, () => {
      busy -= 1;
      policy.end(takes * 1_000);
      handled = { sum: handled.sum + takes, count: handled.count + 1 };
      const next = queue.shift();
      if (next !== undefined) serve(next);
    });
  }

  function arrive(): void {
    if (busy < world.slots) serve({ atSeconds: now, estimatedSeconds: 0 });
    else {
      const position = queue.length + 1;
      queue.push({ atSeconds: now, estimatedSeconds: (position * handled.sum) / handled.count / world.slots });
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
