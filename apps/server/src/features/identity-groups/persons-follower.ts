import type { Follower, WrittenFact } from "../../delivery/facts/index.ts";
import type { Hints } from "../../delivery/hints.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Jobs } from "../../platform/jobs/index.ts";
import { beginMappings, beginsMapping, mapCompleted } from "./keep-mapped.ts";
import { mergeEquals } from "./merge-equals.ts";

/** Follows what becomes known of identities: extra values fill the fields that they are mapped to, equals are merged. */
export function createIdentityGroupsFollower(parts: {
  hints: Hints;
  jobs: Pick<Jobs, "schedule">;
  clock: Clock;
}): Follower {
  return {
    name: "identity_groups",
    pace: "gathering",
    concerns: (fact) => completedIn([fact]).length > 0 || beginsMapping(fact),
    async apply(transaction, facts) {
      const completed = completedIn(facts);
      // Communities before identities, as the job locks them: neither waits for the other in a circle.
      await beginMappings(transaction, facts, parts);
      await mapCompleted(transaction, completed);
      for (const identity of completed) await mergeEquals(transaction, identity);
    },
    afterCommit(facts) {
      if (completedIn(facts).length > 0) parts.hints.toFollowers();
    },
  };
}

/** Each identity once, however many of its threads were told. */
function completedIn(facts: readonly WrittenFact[]): { domainId: string; identityId: string }[] {
  const completed = new Map<string, { domainId: string; identityId: string }>();
  for (const { domainId, type, payload } of facts) {
    if (type !== "identity_completed") continue;
    completed.set(`${domainId} ${payload.identity_id}`, { domainId, identityId: payload.identity_id });
  }
  return [...completed.values()];
}
