import type { TriggerActions, TriggerProblem } from "@beckon/protocol";
import type { References } from "./references.store.ts";
import { judgeActions, judgeCondition, kindFor, type TriggerFields } from "./trigger.decisions.ts";

/** The actions without what they name and the source no longer has. */
export function withoutBroken(
  actions: TriggerActions,
  { itemIds, automaticMessageIds }: Pick<References, "itemIds" | "automaticMessageIds">,
): TriggerActions {
  const messageId = actions.automatic_message_id;
  return {
    ...actions,
    item_ids: actions.item_ids.filter((id) => itemIds.has(id)),
    automatic_message_id: messageId !== null && automaticMessageIds.has(messageId) ? messageId : null,
  };
}

/** What of a stored trigger is broken, since something else was deleted or changed after it was saved. */
export function findProblems(
  { conditions, actions, category_ids }: Pick<TriggerFields, "conditions" | "actions" | "category_ids">,
  references: References,
): TriggerProblem[] {
  const problems: TriggerProblem[] = [];
  for (const [index, condition] of conditions.entries()) {
    const kind = kindFor(condition.criterion, references.variables);
    const fault = judgeCondition(condition, kind);
    if (kind === null) {
      const message = `The source has no custom variable \`${condition.criterion}\`. Only the website can fill it.`;
      problems.push({ field: `conditions.${index}.criterion`, message });
    } else if (fault !== null) {
      problems.push({ field: `conditions.${index}.${fault.field}`, message: fault.reason });
    }
  }
  for (const [index, id] of actions.item_ids.entries()) {
    if (references.itemIds.has(id)) continue;
    problems.push({ field: `actions.item_ids.${index}`, message: "This item does not exist any more." });
  }
  const remaining = withoutBroken(actions, references);
  if (remaining.automatic_message_id !== actions.automatic_message_id) {
    const message = "This automatic message does not exist any more.";
    problems.push({ field: "actions.automatic_message_id", message });
  }
  for (const [index, id] of category_ids.entries()) {
    if (references.categoryIds.has(id)) continue;
    problems.push({ field: `category_ids.${index}`, message: "This category does not exist any more." });
  }
  const left = judgeActions(remaining);
  if (left !== null && judgeActions(actions) === null) problems.push({ field: left.field, message: left.reason });
  return problems;
}
