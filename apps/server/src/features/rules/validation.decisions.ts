import { operatorsOf } from "@beckon/conditions";
import type { RuleAction, RuleCondition } from "@beckon/protocol";
import { IDENTITY_FIELDS, isNamed, kindOfCondition } from "./conditions.decisions.ts";

/** What is wrong with a rule that has the right shape, and where; null when nothing is. */
export function findRuleFault({
  conditions,
  actions,
}: {
  conditions: readonly RuleCondition[];
  actions: readonly RuleAction[];
}): { field: string; reason: string } | null {
  for (const [index, condition] of conditions.entries()) {
    const fault = findConditionFault(condition);
    if (fault !== null) return { field: `conditions.${index}.${fault.field}`, reason: fault.reason };
  }
  const types = actions.map(({ type }) => type);
  const twice = types.findIndex((type, index) => types.indexOf(type) !== index);
  return twice === -1 ? null : { field: `actions.${twice}`, reason: "A rule does each thing once." };
}

function findConditionFault(condition: RuleCondition): { field: string; reason: string } | null {
  const { criterion, name, operator, value } = condition;
  if (isNamed(criterion) && (name ?? "").trim() === "") return { field: "name", reason: "Say which one is meant." };
  if (!isNamed(criterion) && name !== undefined) return { field: "name", reason: "There is only one of these." };
  if (criterion === "identity_field" && !IDENTITY_FIELDS.some((field) => field === name)) {
    return { field: "name", reason: `It is one of ${IDENTITY_FIELDS.join(", ")}.` };
  }
  if (!operatorsOf(kindOfCondition(condition)).includes(operator)) {
    return { field: "operator", reason: "That cannot be asked of this." };
  }
  const needsValue = operator !== "present" && operator !== "not_present";
  return needsValue && (value ?? "").trim() === "" ? { field: "value", reason: "Say what it is compared with." } : null;
}
