import type { Operator, Rule, RuleAction, RuleCondition, RuleCriterion, RuleDraft, RuleEvent } from "@beckon/protocol";
import { isNamed, kindOf, operatorsFor } from "./rule-words.decisions.ts";

export interface ConditionDraft {
  /** Its own for as long as the form is open. */
  key: number;
  criterion: RuleCriterion;
  name: string;
  operator: Operator;
  value: string;
}

/** Whatever an action of any type needs: what is typed stays when its type is changed and changed back. */
export interface ActionDraft {
  key: number;
  type: RuleAction["type"];
  ids: readonly string[];
  language: string;
  body: string;
  graceMinutes: string;
}

export interface RuleFields {
  label: string;
  active: boolean;
  event: RuleEvent;
  sourceIds: readonly string[];
  conditions: readonly ConditionDraft[];
  actions: readonly ActionDraft[];
}

const FIRST_GRACE_MINUTES = "60";

export const freshRule: RuleFields = {
  label: "",
  active: false,
  event: "thread_started",
  sourceIds: [],
  conditions: [],
  actions: [],
};

export const freshCondition = (key: number): ConditionDraft => ({
  key,
  criterion: "message_body",
  name: "",
  operator: "contains",
  value: "",
});

export const freshAction = (key: number, type: RuleAction["type"]): ActionDraft => ({
  key,
  type,
  ids: [],
  language: "",
  body: "",
  graceMinutes: FIRST_GRACE_MINUTES,
});

export const needsValue = (operator: Operator): boolean => operator !== "present" && operator !== "not_present";

/** Another criterion keeps the operator and the value where these make sense for it. */
export function withCriterion(condition: ConditionDraft, criterion: RuleCriterion): ConditionDraft {
  const operators = operatorsFor(criterion);
  const operator = operators.includes(condition.operator) ? condition.operator : (operators[0] ?? "is");
  const name = criterion === "identity_field" ? "email" : isNamed(criterion) ? "" : condition.name;
  const kind = kindOf({ criterion, operator });
  const first = { boolean: "true", day: "monday", time: "09:00", number: "", string: "" }[kind];
  return { ...condition, criterion, operator, name, value: first };
}

export function draftOfRule({ label, active, event, source_ids, conditions, actions }: Rule): RuleFields {
  return {
    label,
    active,
    event,
    sourceIds: source_ids,
    conditions: conditions.map(({ criterion, name = "", operator, value }, key) => ({
      key,
      criterion,
      name,
      operator,
      value: value ?? "",
    })),
    actions: actions.map((action, key) => draftOfAction(action, key)),
  };
}

function draftOfAction(action: RuleAction, key: number): ActionDraft {
  const fresh = freshAction(key, action.type);
  switch (action.type) {
    case "categorise":
      return { ...fresh, ids: action.category_ids };
    case "tag":
      return { ...fresh, ids: action.tag_ids };
    case "set_language":
      return { ...fresh, language: action.language };
    case "reply":
      return { ...fresh, body: action.body, graceMinutes: String(action.grace_minutes) };
    default:
      return fresh;
  }
}

function bodyOfCondition({ criterion, name, operator, value }: ConditionDraft): RuleCondition {
  return {
    criterion,
    ...(isNamed(criterion) && { name: name.trim() }),
    operator,
    value: needsValue(operator) ? value : null,
  };
}

function bodyOfAction({ type, ids, language, body, graceMinutes }: ActionDraft): RuleAction {
  switch (type) {
    case "categorise":
      return { type, category_ids: [...ids] };
    case "tag":
      return { type, tag_ids: [...ids] };
    case "set_language":
      return { type, language };
    case "reply":
      return { type, body: body.trim(), grace_minutes: Number(graceMinutes) };
    default:
      return { type };
  }
}

export function bodyOfRule(draft: RuleFields): Required<RuleDraft> {
  return {
    label: draft.label.trim(),
    active: draft.active,
    event: draft.event,
    source_ids: [...draft.sourceIds],
    conditions: draft.conditions.map(bodyOfCondition),
    actions: draft.actions.map(bodyOfAction),
  };
}

export function findRuleErrors({ label, conditions, actions }: RuleFields): Record<string, string> {
  const errors: Record<string, string> = {};
  if (label.trim() === "") errors.label = "Give the rule a name.";
  Object.assign(errors, findConditionErrors(conditions));
  for (const [index, action] of actions.entries()) {
    const error = findActionError(action);
    if (error !== null) errors[`actions.${index}`] = error;
  }
  return errors;
}

export function findConditionErrors(conditions: readonly ConditionDraft[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [index, { criterion, name, operator, value }] of conditions.entries()) {
    const path = `conditions.${index}`;
    if (isNamed(criterion) && name.trim() === "") errors[`${path}.name`] = "Say which one.";
    if (needsValue(operator) && value.trim() === "") errors[`${path}.value`] = "Say what it is compared with.";
  }
  return errors;
}

function findActionError({ type, ids, language, body, graceMinutes }: ActionDraft): string | null {
  switch (type) {
    case "categorise":
      return ids.length === 0 ? "Choose at least one category." : null;
    case "tag":
      return ids.length === 0 ? "Choose at least one tag." : null;
    case "set_language":
      return language === "" ? "Choose a language." : null;
    case "reply": {
      if (body.trim() === "") return "Write the reply.";
      if (body.trim().length > 8_000) return "Use at most 8,000 characters.";
      const minutes = Number(graceMinutes);
      const isGood = Number.isInteger(minutes) && minutes >= 1 && minutes <= 43_200;
      return isGood ? null : "Write whole minutes, from 1 to 43200 (30 days).";
    }
    default:
      return null;
  }
}
