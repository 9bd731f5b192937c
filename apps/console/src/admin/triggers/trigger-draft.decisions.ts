import { castNumber, DAYS, type Operator, operatorsOf, type ValueKind } from "@beckon/conditions";
import type { Condition, Position, Trigger, TriggerActions } from "@beckon/protocol";
import { isPerPage } from "./trigger-words.decisions.ts";

export interface ConditionDraft {
  key: number;
  criterion: string;
  position: Position;
  operator: Operator;
  /** As typed or chosen, whatever the kind. */
  value: string;
}

export type ActionDraft = { key: number } & (
  | { kind: "show_chat"; opened: boolean }
  /** Empty: none chosen yet. */
  | { kind: "show_item"; itemId: string }
  | { kind: "automatic_message"; messageId: string }
  | { kind: "hide_items" }
);
export type ActionKind = ActionDraft["kind"];

/** A trigger as its form holds it: whether it makes sense yet or not. */
export interface TriggerDraft {
  label: string;
  active: boolean;
  conditions: readonly ConditionDraft[];
  actions: readonly ActionDraft[];
  onlyIfAgentsAvailable: boolean;
  oncePerVisit: boolean;
  noOtherTrigger: boolean;
  /** Empty: the source's. */
  queuingFactor: number | string;
  holdoutPercent: number | string;
  /** Empty: any. */
  language: string;
  categoryIds: readonly string[];
}

/** What the API takes of a trigger. */
export type TriggerBody = Omit<Trigger, "id" | "source_id" | "created_at" | "problems">;

export type KindOf = (criterion: string) => ValueKind;

export const freshTrigger: TriggerDraft = {
  label: "",
  active: true,
  conditions: [{ key: 1, criterion: "page_url", position: "current", operator: "contains", value: "" }],
  actions: [{ key: 1, kind: "show_item", itemId: "" }],
  onlyIfAgentsAvailable: false,
  oncePerVisit: false,
  noOtherTrigger: false,
  queuingFactor: "",
  holdoutPercent: 0,
  language: "",
  categoryIds: [],
};

export function draftOfTrigger(trigger: TriggerBody): TriggerDraft {
  return {
    label: trigger.label,
    active: trigger.active,
    conditions: trigger.conditions.map(({ criterion, position, operator, value }, index) => ({
      key: index + 1,
      criterion,
      position: position ?? "current",
      operator,
      value: value === undefined || value === null ? "" : String(value),
    })),
    actions: actionDrafts(trigger.actions),
    onlyIfAgentsAvailable: trigger.only_if_agents_available,
    oncePerVisit: trigger.after.once_per_visit,
    noOtherTrigger: trigger.after.no_other_trigger,
    queuingFactor: trigger.queuing_factor ?? "",
    holdoutPercent: Math.round(trigger.holdout_share * 1_000) / 10,
    language: trigger.language ?? "",
    categoryIds: trigger.category_ids,
  };
}

function actionDrafts({ show_chat, item_ids, automatic_message_id, hide_items }: TriggerActions): ActionDraft[] {
  let key = 0;
  const nextKey = () => {
    key += 1;
    return key;
  };
  const drafts: ActionDraft[] = [];
  if (hide_items) drafts.push({ key: nextKey(), kind: "hide_items" });
  for (const itemId of item_ids) drafts.push({ key: nextKey(), kind: "show_item", itemId });
  if (show_chat !== null) drafts.push({ key: nextKey(), kind: "show_chat", opened: show_chat === "open" });
  if (automatic_message_id !== null) {
    drafts.push({ key: nextKey(), kind: "automatic_message", messageId: automatic_message_id });
  }
  return drafts;
}

/** The condition with another criterion: what no longer fits begins anew. */
export function withCriterion(condition: ConditionDraft, criterion: string, kindOf: KindOf): ConditionDraft {
  const kind = kindOf(criterion);
  const isSameKind = kind === kindOf(condition.criterion);
  const operator = operatorsOf(kind).includes(condition.operator)
    ? condition.operator
    : kind === "string"
      ? "contains"
      : kind === "boolean"
        ? "is"
        : "gte";
  const position = isPerPage(criterion) ? condition.position : "current";
  return { ...condition, criterion, position, operator, value: isSameKind ? condition.value : firstValue(kind) };
}

function firstValue(kind: ValueKind): string {
  return { string: "", number: "", boolean: "true", day: DAYS[0] ?? "", time: "09:00" }[kind];
}

export function needsValue(operator: Operator): boolean {
  return operator !== "present" && operator !== "not_present";
}

/** A condition as the evaluation takes it. */
function conditionOf({ criterion, position, operator, value }: ConditionDraft, kindOf: KindOf): Condition {
  if (!needsValue(operator)) return { criterion, position, operator, value: null };
  const kind = kindOf(criterion);
  const number = kind === "number" ? castNumber("number", value.replace(",", ".")) : Number.NaN;
  return {
    criterion,
    position,
    operator,
    value: kind === "boolean" ? value === "true" : Number.isNaN(number) ? value.trim() : number,
  };
}

export function bodyOf(draft: TriggerDraft, kindOf: KindOf): TriggerBody {
  return {
    label: draft.label.trim(),
    active: draft.active,
    only_if_agents_available: draft.onlyIfAgentsAvailable,
    queuing_factor: draft.queuingFactor === "" ? null : Number(draft.queuingFactor),
    holdout_share: Number(draft.holdoutPercent) / 100,
    conditions: draft.conditions.map((condition) => conditionOf(condition, kindOf)),
    actions: actionsOf(draft.actions),
    after: { no_other_trigger: draft.noOtherTrigger, once_per_visit: draft.oncePerVisit },
    category_ids: [...draft.categoryIds],
    language: draft.language === "" ? null : draft.language,
  };
}

function actionsOf(drafts: readonly ActionDraft[]): TriggerActions {
  const actions: TriggerActions = { show_chat: null, item_ids: [], automatic_message_id: null, hide_items: false };
  for (const draft of drafts) {
    if (draft.kind === "show_chat") actions.show_chat = draft.opened ? "open" : "minimized";
    if (draft.kind === "show_item" && draft.itemId !== "") actions.item_ids.push(draft.itemId);
    if (draft.kind === "automatic_message" && draft.messageId !== "") actions.automatic_message_id = draft.messageId;
    if (draft.kind === "hide_items") actions.hide_items = true;
  }
  return actions;
}

/** The path of an action row in the API's terms, under which its errors come. */
export function pathOfAction(drafts: readonly ActionDraft[], index: number): string {
  const draft = drafts[index];
  if (draft?.kind === "show_item") {
    return `actions.item_ids.${drafts.slice(0, index).filter(({ kind }) => kind === "show_item").length}`;
  }
  return draft?.kind === "automatic_message" ? "actions.automatic_message_id" : `actions.${draft?.kind}`;
}

/** What the server would refuse, said at its field before it is asked. */
export function findTriggerErrors(draft: TriggerDraft, kindOf: KindOf): Record<string, string> {
  const errors: Record<string, string> = {};
  if (draft.label.trim() === "") errors.label = "Give the trigger a name.";
  if (draft.label.trim().length > 200) errors.label = "Use at most 200 characters.";
  for (const [index, condition] of draft.conditions.entries()) {
    const problem = problemOfValue(condition, kindOf(condition.criterion));
    if (problem !== null) errors[`conditions.${index}.value`] = problem;
  }
  for (const [index, action] of draft.actions.entries()) {
    if (action.kind === "show_item" && action.itemId === "")
      errors[pathOfAction(draft.actions, index)] = "Choose an item.";
    if (action.kind === "automatic_message" && action.messageId === "") {
      errors[pathOfAction(draft.actions, index)] = "Choose a message.";
    }
  }
  if (draft.actions.length === 0) errors.actions = "Say what happens: a trigger needs at least one action.";
  const isAlone = !draft.actions.some(
    ({ kind, ...action }) => kind === "show_item" || ("opened" in action && action.opened),
  );
  if (isAlone && draft.actions.some(({ kind }) => kind === "automatic_message")) {
    errors["actions.automatic_message_id"] ??= "A message needs the chat to be opened, or an item that opens it.";
  }
  if (!isNumberIn(draft.holdoutPercent, 100)) errors.holdout_share = "Write a number from 0 to 100.";
  if (draft.queuingFactor !== "" && !isNumberIn(draft.queuingFactor, 100)) {
    errors.queuing_factor = "Write a number from 0 to 100, or nothing.";
  }
  return errors;
}

function problemOfValue({ operator, value }: ConditionDraft, kind: ValueKind): string | null {
  if (!needsValue(operator)) return null;
  if (value.trim() === "") return "Say what to compare with.";
  if (value.length > 2_000) return "Use at most 2000 characters.";
  if (kind === "number" && Number.isNaN(castNumber(kind, value.replace(",", ".")))) return "Write a number.";
  if ((kind === "day" || kind === "time") && Number.isNaN(castNumber(kind, value))) return "Choose one.";
  return null;
}

function isNumberIn(value: number | string, most: number): boolean {
  return value !== "" && Number(value) >= 0 && Number(value) <= most;
}
