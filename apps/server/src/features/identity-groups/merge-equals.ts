import type { Executor } from "../../platform/database/index.ts";
import { findEqualIdentities, findGroupId } from "./groups.store.ts";
import { mergeGroups } from "./merging.ts";

/**
 * Merges a signed identity with those that are proven to be the same person, where communities say so. The older of two
 * comes first: who has been known for longer is whom the others come to.
 */
export async function mergeEquals(
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
