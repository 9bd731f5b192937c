import { IDENTITIES_PER_GROUP } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";
import { recordAuditEventBy } from "../audit/index.ts";
import { nameVisitor } from "../identities/index.ts";
import { findGroupId, lockGroups, moveToGroup, readMembers, tellThreads } from "./groups.store.ts";

/** Who does it; null for what the product does by itself. */
export type By = { id: string; name: string } | null;

export type MergeOutcome = "merged" | "one_already" | "not_found" | "full";

/** Lets the identities of `mergedId`'s group belong to that of `intoId`, whose values stand in front from then on. */
export async function mergeGroups(
  transaction: Executor,
  { domainId, intoId, mergedId, user }: { domainId: string; intoId: string; mergedId: string; user: By },
): Promise<MergeOutcome> {
  await lockGroups(transaction, domainId);
  const rootId = await findGroupId(transaction, domainId, intoId);
  const comingId = await findGroupId(transaction, domainId, mergedId);
  if (rootId === null || comingId === null) return "not_found";
  if (rootId === comingId) return "one_already";
  const members = await readMembers(transaction, domainId, [rootId, comingId]);
  if (members.length > IDENTITIES_PER_GROUP) return "full";
  const coming = members.filter(({ said, written }) => said.id === comingId || written?.merged_into_id === comingId);
  const identity_ids = [comingId, ...coming.map(({ said }) => said.id).filter((id) => id !== comingId)];
  await moveToGroup(transaction, domainId, rootId, identity_ids, null);
  await tellThreads(
    transaction,
    domainId,
    rootId,
    members.map(({ said }) => said.id),
    [
      {
        domainId,
        threadId: null,
        type: "identities_merged",
        payload: { group_id: rootId, identity_ids, user_id: user?.id ?? null },
      },
    ],
  );
  await recordAuditEventBy(transaction, {
    domainId,
    user,
    action: "identities_merged",
    object: objectOf(rootId),
    before: null,
    after: { identity_ids },
  });
  return "merged";
}

/** In the log a person has a mark of the id and no name: what is erased is not to stand there. */
export function objectOf(groupId: string) {
  const label = nameVisitor({ id: groupId, firstname: null, lastname: null, screenname: null, email: null });
  return { type: "identity_group", id: groupId, label };
}
