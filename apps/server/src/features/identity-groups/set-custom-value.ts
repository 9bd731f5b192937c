import type { CustomValue } from "@beckon/protocol";
import type { Executor } from "../../platform/database/index.ts";
import { judgeCustomValue, listCustomFields } from "../custom-fields/index.ts";
import { composeCustomValues, orderMembers } from "./group.decisions.ts";
import { findGroupId, readMembers, tellThreads, writeGroup } from "./groups.store.ts";

/** A value for one custom field of the person behind an identity. */
export interface WantedValue {
  domainId: string;
  identityId: string;
  fieldId: string;
  value: CustomValue;
}

/** `same`: it is so already. */
export type CustomValueOutcome =
  | { kind: "set"; groupId: string; identityIds: string[]; value: CustomValue }
  | { kind: "same" }
  | { kind: "refused"; reason: string };

/** What setting it would come to by now; nothing is changed. */
export async function foreseeCustomValue(
  executor: Executor,
  { domainId, identityId, fieldId, value }: WantedValue,
): Promise<CustomValueOutcome> {
  const refuse = (reason: string): CustomValueOutcome => ({ kind: "refused", reason });
  const field = (await listCustomFields(executor, domainId)).find(({ id }) => id === fieldId);
  if (field === undefined) return refuse("The custom field is gone.");
  if (!field.active) return refuse(`${field.label} is not in use.`);
  const verdict = judgeCustomValue(field, value);
  if (verdict.kind === "refused") return refuse(`${field.label}: ${verdict.reason}`);
  const groupId = await findGroupId(executor, domainId, identityId);
  if (groupId === null) return refuse("The visitor is gone.");
  const members = orderMembers(groupId, await readMembers(executor, domainId, [groupId]));
  const known = composeCustomValues(members, [fieldId]).values[fieldId];
  if (known !== undefined && JSON.stringify(known) === JSON.stringify(verdict.value)) return { kind: "same" };
  return { kind: "set", groupId, identityIds: members.map(({ said }) => said.id), value: verdict.value };
}

/** Sets it, within a transaction, and tells the person's threads. */
export async function setCustomValue(transaction: Executor, wanted: WantedValue): Promise<CustomValueOutcome> {
  const outcome = await foreseeCustomValue(transaction, wanted);
  if (outcome.kind === "set") {
    const { groupId, identityIds, value } = outcome;
    await writeGroup(transaction, wanted.domainId, groupId, { custom_values: { [wanted.fieldId]: value } });
    await tellThreads(transaction, wanted.domainId, groupId, identityIds);
  }
  return outcome;
}
