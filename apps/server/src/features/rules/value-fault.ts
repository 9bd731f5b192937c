import type { CustomField, RuleAction } from "@beckon/protocol";
import { judgeCustomValue } from "../custom-fields/index.ts";

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
