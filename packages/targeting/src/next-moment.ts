import { COUNTERS, DAY_MS } from "./criteria.ts";
import { type DecisionInput, decideBeforeTriggers } from "./decide-next.ts";
import { rangeOf } from "./positions.ts";
import { gateOf, hasTurn } from "./triggers.ts";

/**
 * The next moment (epoch ms, always later than now) at which passing time alone could change what a condition of a
 * trigger that may have its turn sees, or null. Never further than a day, so that a timer takes it and a change of the
 * clocks heals. It does not ask what the other conditions say: a moment too many costs one evaluation. A page in the
 * background waits for nothing: it asks anew when it comes to the front.
 */
export const nextMomentAt = (input: DecisionInput): number | null => {
  const { facts, now } = input;
  const { pageView, current } = facts;
  if (!pageView.visible || decideBeforeTriggers(input)) return null;
  const turns: number[] = [];
  for (const { trigger, conditions } of input.triggers) {
    if (!hasTurn(gateOf(trigger, facts))) continue;
    for (const { condition, back, test } of conditions) {
      const counter = COUNTERS[condition.criterion];
      if (!counter || rangeOf(back, current)[0] !== current) continue;
      const since = counter.sinceMs(pageView, facts, now);
      // It begins to hold with the step that reaches the value, and ceases with the one that leaves it behind.
      const reached = since + Math.ceil(Number(test.wanted[0])) * counter.stepMs;
      turns.push(reached, reached + counter.stepMs, since + counter.periodMs);
    }
  }
  const next = Math.min(...turns.filter((turn) => turn > now.atMs));
  return next < Number.POSITIVE_INFINITY ? Math.min(next, now.atMs + DAY_MS) : null;
};
