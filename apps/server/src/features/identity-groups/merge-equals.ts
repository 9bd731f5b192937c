import type { Follower, WrittenFact } from "../../delivery/facts/index.ts";
import type { Hints } from "../../delivery/hints.ts";
import type { Executor } from "../../platform/database/index.ts";
import { findEqualIdentities, findGroupId } from "./groups.store.ts";
import { mergeGroups } from "./merging.ts";

/** Follows what becomes known of identities, and merges those that are proven to be one person, where communities say so. */
export function createIdentityGroupsFollower(hints: Hints): Follower {
  return {
    name: "identity_groups",
    async apply(transaction, facts) {
      for (const identity of completedIn(facts)) await mergeEquals(transaction, identity);
    },
    afterCommit(facts) {
      if (completedIn(facts).length > 0) hints.toFollowers();
    },
  };
}

/** The older of two comes first: who has been known for longer is whom the others come to. */
async function mergeEquals(
  transaction: Executor,
  { domainId, identityId }: { domainId: string; identityId: string },
): Promise<void> {
  for (const otherId of await findEqualIdentities(transaction, domainId, identityId)) {
    const groupIds = [
      await findGroupId(transaction, domainId, otherId),
      await findGroupId(transaction, domainId, identityId),
    ];
    const [intoId, mergedId] = groupIds.filter((id) => id !== null).sort();
    if (intoId === undefined || mergedId === undefined) continue;
    await mergeGroups(transaction, { domainId, intoId, mergedId, user: null });
  }
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
