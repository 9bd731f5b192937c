import { castNumber, DAYS, normaliseText, operatorsOf, type ValueKind } from "@beckon/conditions";
import type { Condition, CustomVariable, Trigger, TriggerActions } from "@beckon/protocol";
import { kindOf } from "@beckon/targeting";
import type { Fault } from "./fault.ts";

/** What a trigger says, apart from what the server gives it. */
export type TriggerFields = Omit<Trigger, "id" | "source_id" | "created_at" | "problems">;

const NO_ACTIONS: TriggerActions = { show_chat: null, item_ids: [], automatic_message_id: null, hide_items: false };

/** A draft with what it left out. */
export function completeTrigger(draft: Partial<TriggerFields> & Pick<Trigger, "label">): TriggerFields {
  return {
    label: draft.label,
    active: draft.active ?? true,
    only_if_agents_available: draft.only_if_agents_available ?? false,
    queuing_factor: draft.queuing_factor ?? null,
    holdout_share: draft.holdout_share ?? 0,
    conditions: draft.conditions ?? [],
    actions: draft.actions ?? NO_ACTIONS,
    after: draft.after ?? { no_other_trigger: false, once_per_visit: false },
    category_ids: draft.category_ids ?? [],
    language: draft.language ?? null,
  };
}

/**
 * Why a trigger cannot stand, or null. A custom variable that is not defined yet passes: the site may fill it, and
 * it may be defined later.
 */
export function judgeTrigger(
  { conditions, actions, language }: Pick<TriggerFields, "conditions" | "actions" | "language">,
  variables: readonly Pick<CustomVariable, "name" | "type">[],
): Fault | null {
  for (const [index, condition] of conditions.entries()) {
    const fault = judgeCondition(condition, kindFor(condition.criterion, variables));
    if (fault !== null) return { ...fault, field: `conditions.${index}.${fault.field}` };
  }
  return judgeActions(actions) ?? judgeLanguage(language);
}

export function judgeActions({ show_chat, item_ids, automatic_message_id, hide_items }: TriggerActions): Fault | null {
  if (automatic_message_id !== null && show_chat !== "open" && item_ids.length === 0) {
    return {
      field: "actions.automatic_message_id",
      reason: "An automatic message needs the chat to be opened, or an item that opens it.",
    };
  }
  if (show_chat === null && item_ids.length === 0 && !hide_items && automatic_message_id === null) {
    return { field: "actions", reason: "A trigger needs at least one action." };
  }
  return null;
}

function judgeLanguage(language: string | null): Fault | null {
  try {
    Intl.getCanonicalLocales(language ?? []);
    return null;
  } catch {
    return { field: "language", reason: "That is not a language tag, such as en or pt-BR." };
  }
}

/** Null: nobody knows the kind, so every operator may be meant. */
export function kindFor(
  criterion: string,
  variables: readonly Pick<CustomVariable, "name" | "type">[],
): ValueKind | null {
  if (!criterion.startsWith("custom_")) return kindOf(criterion);
  return variables.find(({ name }) => name === criterion)?.type ?? null;
}

/** These are the same on every page of a visit, so that a position would say nothing. */
const CRITERIA_OF_THE_VISIT: readonly string[] = ["visit_count", "returning_visitor"];

/** `kind` is null when nobody knows it. The fault's field is one of the condition's. */
export function judgeCondition(
  { criterion, position = "current", operator, value }: Condition,
  kind: ValueKind | null,
): Fault | null {
  if (position !== "current" && CRITERIA_OF_THE_VISIT.includes(criterion)) {
    return { field: "position", reason: `\`${criterion}\` is the same on all pages, so it has no \`${position}\`.` };
  }
  if (kind !== null && !operatorsOf(kind).includes(operator)) {
    return {
      field: "operator",
      reason: `\`${operator}\` does not fit \`${criterion}\`, which is ${KIND_NAMES[kind]}.`,
    };
  }
  if (operator === "present" || operator === "not_present") return null;
  if (value === undefined || value === null || !isSomeText(String(value))) {
    return { field: "value", reason: `\`${operator}\` needs a value to compare with.` };
  }
  return kind === null || isOfKind(kind, value) ? null : { field: "value", reason: VALUE_HINTS[kind] };
}

/** A comma-separated list needs an entry. */
function isSomeText(text: string): boolean {
  return text.split(",").some((entry) => entry.trim() !== "");
}

/** Stricter than the comparison, which casts whatever a website fills in: here a form was filled in. */
function isOfKind(kind: ValueKind, value: string | number | boolean): boolean {
  switch (kind) {
    case "string":
      return true;
    case "number":
      return !Number.isNaN(castNumber(kind, value));
    case "boolean":
      return ["true", "false"].includes(normaliseText(String(value)));
    case "day":
      return DAYS.includes(normaliseText(String(value)));
    case "time":
      return /^([01]?\d|2[0-3]):[0-5]\d$/.test(String(value).trim());
  }
}

const KIND_NAMES: Record<ValueKind, string> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  day: "a day of the week",
  time: "a time of day",
};

const VALUE_HINTS: Record<ValueKind, string> = {
  string: "The value has to be a text.",
  number: "The value has to be a number.",
  boolean: "The value has to be true or false.",
  day: `The value has to be one of ${DAYS.join(", ")}.`,
  time: 'The value has to be a time such as "20:15".',
};
