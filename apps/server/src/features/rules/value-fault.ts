import type { CustomField, RuleAction, RuleCondition } from "@beckon/protocol";
import { judgeCustomValue } from "../custom-fields/index.ts";

/** Which condition looks at a custom field that the domain does not have; null when none does. */
export function findFieldFault(
  conditions: readonly RuleCondition[],
  fields: readonly CustomField[],
): { field: string; reason: string } | null {
  const index = conditions.findIndex(
    ({ criterion, name }) => criterion === "custom_field" && fields.every(({ id }) => id !== name),
  );
  return index === -1 ? null : { field: `conditions.${index}.name`, reason: "It does not exist." };
}

/** What is wrong with the custom fields and addresses that actions name, or with values; null when nothing is. */
export function findValueFault(
  actions: readonly RuleAction[],
  fields: readonly CustomField[],
  findAddressFault: (url: string) => string | null,
): { field: string; reason: string } | null {
  for (const [index, action] of actions.entries()) {
    if (action.type === "call_webhook") {
      const reason = findAddressFault(action.url);
      if (reason !== null) return { field: `actions.${index}.url`, reason };
    }
    if (action.type !== "set_custom_field") continue;
    const field = fields.find(({ id }) => id === action.field_id);
    if (field === undefined) return { field: `actions.${index}.field_id`, reason: "It does not exist." };
    if (!field.active) return { field: `actions.${index}.field_id`, reason: "It is not in use." };
    const verdict = judgeCustomValue(field, action.value);
    if (verdict.kind === "refused") return { field: `actions.${index}.value`, reason: verdict.reason };
  }
  return null;
}
