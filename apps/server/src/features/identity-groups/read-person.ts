import type { CustomValues } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";
import { listCustomFields } from "../custom-fields/index.ts";
import { composeCustomValues, composeGroup, type GroupFields, orderMembers } from "./group.decisions.ts";
import { findGroupId, readMembers } from "./groups.store.ts";

/** A person as the desk shows them: of the custom fields those that are in use. */
export interface KnownPerson {
  fields: Partial<GroupFields>;
  customValues: CustomValues;
}

/** Who stands behind an identity; nothing is known of one that is gone. */
export async function readPerson(executor: Executor, domainId: string, identityId: string): Promise<KnownPerson> {
  const groupId = await findGroupId(executor, domainId, identityId);
  if (groupId === null) return { fields: {}, customValues: {} };
  const members = orderMembers(groupId, await readMembers(executor, domainId, [groupId]));
  const shown = (await listCustomFields(executor, domainId)).filter(({ active }) => active).map(({ id }) => id);
  return { fields: composeGroup(members).fields, customValues: composeCustomValues(members, shown).values };
}
