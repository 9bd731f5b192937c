import type {
  CustomField,
  Operator,
  Rule,
  RuleAction,
  RuleCondition,
  RuleCriterion,
  RuleDraft,
  RuleEvent,
  TaskPriority,
} from "@beckon/protocol";
import { typedOfValue, wantedValue } from "../../desk/person/person-draft.decisions.ts";
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
  priority: TaskPriority;
  teamId: string;
  skillId: string;
  userId: string;
  botId: string;
  url: string;
  fieldId: string;
  /** Of the custom field, as it is typed. */
  value: string | readonly string[];
}

/** What actions may name, as far as the domain has it now. */
export interface Nameable {
  teamIds: readonly string[];
  categoryIds: readonly string[];
  userIds: readonly string[];
  botIds: readonly string[];
  fields: readonly CustomField[];
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
  priority: "high",
  teamId: "",
  skillId: "",
  userId: "",
  botId: "",
  url: "",
  fieldId: "",
  value: "",
});

export const needsValue = (operator: Operator): boolean => operator !== "present" && operator !== "not_present";

/** Another criterion keeps the operator and the value where these make sense for it. */
export function withCriterion(condition: ConditionDraft, criterion: RuleCriterion): ConditionDraft {
  const operators = operatorsFor(criterion);
  const operator = operators.includes(condition.operator) ? condition.operator : (operators[0] ?? "is");
  const firstNames: Partial<Record<RuleCriterion, string>> = { identity_field: "email", person_field: "emails" };
  const name = firstNames[criterion] ?? (isNamed(criterion) ? "" : condition.name);
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
    case "categorise_message":
      return { ...fresh, ids: action.category_ids };
    case "tag":
      return { ...fresh, ids: action.tag_ids };
    case "set_language":
      return { ...fresh, language: action.language };
    case "reply":
      return { ...fresh, body: action.body, graceMinutes: String(action.grace_minutes) };
    case "set_priority":
      return { ...fresh, priority: action.priority };
    case "route_to_team":
      return { ...fresh, teamId: action.team_id };
    case "route_to_skill":
      return { ...fresh, skillId: action.category_id };
    case "assign":
      return { ...fresh, userId: action.user_id };
    case "start_bot":
      return { ...fresh, botId: action.bot_id };
    case "call_webhook":
      return { ...fresh, url: action.url };
    case "set_custom_field":
      return { ...fresh, fieldId: action.field_id, value: typedOfValue(action.value) };
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

function bodyOfAction(action: ActionDraft, fields: readonly CustomField[]): RuleAction {
  const { type, ids, language, body, graceMinutes } = action;
  switch (type) {
    case "categorise":
    case "categorise_message":
      return { type, category_ids: [...ids] };
    case "tag":
      return { type, tag_ids: [...ids] };
    case "set_language":
      return { type, language };
    case "reply":
      return { type, body: body.trim(), grace_minutes: Number(graceMinutes) };
    case "set_priority":
      return { type, priority: action.priority };
    case "route_to_team":
      return { type, team_id: action.teamId };
    case "route_to_skill":
      return { type, category_id: action.skillId };
    case "assign":
      return { type, user_id: action.userId };
    case "start_bot":
      return { type, bot_id: action.botId };
    case "call_webhook":
      return { type, url: action.url.trim() };
    case "set_custom_field": {
      const { fieldId, value } = action;
      const fieldType = fields.find(({ id }) => id === fieldId)?.type ?? "text";
      return { type, field_id: fieldId, value: wantedValue({ type: fieldType }, value) ?? "" };
    }
    default:
      return { type };
  }
}

export function bodyOfRule(draft: RuleFields, fields: readonly CustomField[]): Required<RuleDraft> {
  return {
    label: draft.label.trim(),
    active: draft.active,
    event: draft.event,
    source_ids: [...draft.sourceIds],
    conditions: draft.conditions.map(bodyOfCondition),
    actions: draft.actions.map((action) => bodyOfAction(action, fields)),
  };
}

export function findRuleErrors(draft: RuleFields, known: Nameable): Record<string, string> {
  const { label, event, actions } = draft;
  const errors = findUnfinished(draft);
  if (label.trim() === "") errors.label = "Give the rule a name.";
  const ignores = actions.some(({ type }) => type === "ignore");
  for (const [index, action] of actions.entries()) {
    const error = findGone(action, known) ?? findConflict(action, event, ignores);
    if (error !== null) errors[`actions.${index}`] ??= error;
  }
  return errors;
}

/** What is missing in conditions and actions before the rule can even be tried. */
export function findUnfinished({
  conditions,
  actions,
}: Pick<RuleFields, "conditions" | "actions">): Record<string, string> {
  const errors = findConditionErrors(conditions);
  for (const [index, action] of actions.entries()) {
    const isTwice =
      actions.findIndex((other) => other.type === action.type && other.fieldId === action.fieldId) < index;
    const error = isTwice ? "This field is set above." : findActionError(action);
    if (error !== null) errors[`actions.${index}`] = error;
  }
  return errors;
}

/** What a rule names that is no longer there, at the actions that name it. */
export function findGoneErrors(actions: readonly ActionDraft[], known: Nameable): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [index, action] of actions.entries()) {
    const error = findGone(action, known);
    if (error !== null) errors[`actions.${index}`] = error;
  }
  return errors;
}

function findGone({ type, teamId, skillId, userId, botId, fieldId }: ActionDraft, known: Nameable): string | null {
  switch (type) {
    case "start_bot":
      return known.botIds.includes(botId) ? null : "This bot is gone. Choose another one.";
    case "route_to_team":
      return known.teamIds.includes(teamId) ? null : "This team is gone. Choose another one.";
    case "route_to_skill":
      return known.categoryIds.includes(skillId) ? null : "This category is gone. Choose another one.";
    case "assign":
      return known.userIds.includes(userId) ? null : "This agent is gone. Choose somebody else.";
    case "set_custom_field": {
      const field = known.fields.find(({ id }) => id === fieldId);
      if (field === undefined) return "This custom field is gone. Choose another one.";
      return field.active ? null : "This custom field is not in use.";
    }
    default:
      return null;
  }
}

/** What makes a conversation somebody's work. */
const GIVING: readonly RuleAction["type"][] = ["route_to_team", "route_to_skill", "assign", "start_bot"];

function findConflict({ type }: ActionDraft, event: RuleEvent, ignores: boolean): string | null {
  if (!GIVING.includes(type)) return null;
  if (event === "intervention_closed") return "What is closed is nobody's work: there is none to give.";
  return ignores ? "What is ignored is nobody's work: do one of the two." : null;
}

function findConditionErrors(conditions: readonly ConditionDraft[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [index, { criterion, name, operator, value }] of conditions.entries()) {
    const path = `conditions.${index}`;
    if (isNamed(criterion) && name.trim() === "") errors[`${path}.name`] = "Say which one.";
    if (needsValue(operator) && value.trim() === "") errors[`${path}.value`] = "Say what it is compared with.";
  }
  return errors;
}

function findActionError(action: ActionDraft): string | null {
  const { type, ids, language, body, graceMinutes } = action;
  switch (type) {
    case "route_to_team":
      return action.teamId === "" ? "Choose a team." : null;
    case "route_to_skill":
      return action.skillId === "" ? "Choose a category." : null;
    case "assign":
      return action.userId === "" ? "Choose an agent." : null;
    case "start_bot":
      return action.botId === "" ? "Choose a bot." : null;
    case "call_webhook":
      return URL.canParse(action.url.trim()) ? null : "Write an address that begins with https://.";
    case "set_custom_field":
      if (action.fieldId === "") return "Choose a custom field.";
      return action.value.length === 0 ? "Say which value." : null;
    case "categorise":
    case "categorise_message":
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
