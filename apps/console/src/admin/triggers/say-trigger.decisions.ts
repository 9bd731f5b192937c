import type { AutomaticMessage, Condition, Item, Position, TriggerActions } from "@beckon/protocol";
import {
  dayNames,
  isPerPage,
  type KnownVariable,
  kindOfCriterion,
  nameCriterion,
  nameOperator,
  positionNames,
  unitOf,
} from "./trigger-words.decisions.ts";

/** What ids in a trigger may stand for. */
export interface Catalogue {
  items: readonly Pick<Item, "id" | "label" | "type">[];
  automaticMessages: readonly Pick<AutomaticMessage, "id" | "label">[];
  customVariables: readonly KnownVariable[];
}

/** A value as sentences write it: texts in quotes, numbers with their unit, days and booleans in words. */
export function sayValue(criterion: string, value: unknown, variables: readonly KnownVariable[]): string {
  const kind = kindOfCriterion(criterion, variables);
  if (value === undefined || value === null || value === "") return "nothing";
  if (kind === "boolean") return value === true || value === "true" ? "yes" : "no";
  if (kind === "day") return dayNames[String(value)] ?? String(value);
  if (kind === "number") return `${value}${unitOf(criterion) === "" ? "" : ` ${unitOf(criterion)}`}`;
  return kind === "time" ? String(value) : `“${value}”`;
}

/** “Page URL for the previous page contains “/order/””. */
export function sayCondition(condition: Condition, variables: readonly KnownVariable[]): string {
  const { criterion, operator, value } = condition;
  const position: Position = condition.position ?? "current";
  const words = [nameCriterion(criterion, variables)];
  if (isPerPage(criterion) && position !== "current") words.push(positionNames[position]);
  words.push(nameOperator(operator, kindOfCriterion(criterion, variables)));
  if (operator !== "present" && operator !== "not_present") words.push(sayValue(criterion, value, variables));
  return words.join(" ");
}

/** Each action as a phrase, in the order in which they are taken. */
export function sayActions(actions: TriggerActions, { items, automaticMessages }: Catalogue): string[] {
  const phrases: string[] = [];
  if (actions.hide_items) phrases.push("hide other elements");
  for (const id of actions.item_ids) {
    const item = items.find((entry) => entry.id === id);
    phrases.push(item === undefined ? "show an item that is gone" : `show “${item.label}”`);
  }
  if (actions.show_chat !== null) {
    phrases.push(actions.show_chat === "open" ? "show and open the chat" : "show the chat minimized");
  }
  if (actions.automatic_message_id !== null) {
    const message = automaticMessages.find(({ id }) => id === actions.automatic_message_id);
    phrases.push(message === undefined ? "send a message that is gone" : `say “${message.label}”`);
  }
  return phrases;
}

/** The whole trigger as one sentence. */
export function sayTrigger(
  trigger: { conditions: readonly Condition[]; actions: TriggerActions },
  catalogue: Catalogue,
) {
  const { customVariables } = catalogue;
  const when = trigger.conditions.map((condition) => sayCondition(condition, customVariables)).join(" and ");
  const then = sayActions(trigger.actions, catalogue).join(", ") || "do nothing";
  return when === "" ? `Always: ${then}.` : `When ${when}: ${then}.`;
}
