import type { ValueKind } from "@beckon/conditions";
import type {
  MessageType,
  Operator,
  Rule,
  RuleAction,
  RuleCondition,
  RuleCriterion,
  RuleEvent,
  TaskPriority,
} from "@beckon/protocol";
import { sayCustomValue } from "../../desk/person/person-draft.decisions.ts";
import { nameOperator } from "../triggers/trigger-words.decisions.ts";

export const eventNames: Readonly<Record<RuleEvent, string>> = {
  thread_started: "a conversation starts",
  visitor_message_arrived: "a visitor's message arrives",
  thread_reopened: "a conversation is reopened",
  task_created: "a task is created",
  intervention_closed: "an intervention is closed",
};

export const criterionNames: Readonly<Record<RuleCriterion, string>> = {
  message_body: "Message",
  message_type: "Kind of message",
  language: "Language",
  source: "Source",
  trigger: "Trigger",
  category: "Category",
  tag: "Tag",
  extra_value: "Context or extra value",
  identity_field: "Identity",
  person_field: "Person",
  custom_field: "Custom field",
  custom_variable: "Custom variable",
  page_url: "Page URL",
  page_title: "Page title",
  day_of_week: "Day of the week",
  time: "Time of day",
  business_hours: "Within business hours",
  agents_available: "Agents available",
};

export const criterionGroups: readonly { name: string; criteria: readonly RuleCriterion[] }[] = [
  {
    name: "Conversation",
    criteria: ["message_body", "message_type", "language", "source", "trigger", "category", "tag", "extra_value"],
  },
  {
    name: "Visitor",
    criteria: ["identity_field", "person_field", "custom_field", "page_url", "page_title", "custom_variable"],
  },
  { name: "Moment", criteria: ["day_of_week", "time", "business_hours", "agents_available"] },
];

const identityFieldNames: Readonly<Record<string, string>> = {
  email: "e-mail",
  firstname: "first name",
  lastname: "last name",
  screenname: "screen name",
  company: "company",
  uuid: "uuid",
};

/** Of the person, as agents wrote it or else as the website said it. */
const personFieldNames: Readonly<Record<string, string>> = {
  firstname: "first name",
  lastname: "last name",
  company: "company",
  job_title: "job title",
  gender: "gender",
  emails: "e-mail addresses",
  phones: "phone numbers",
  home_address: "home address",
  notes: "notes",
};

export const fieldNames = (criterion: "identity_field" | "person_field"): Readonly<Record<string, string>> =>
  criterion === "identity_field" ? identityFieldNames : personFieldNames;

export const actionNames: Readonly<Record<RuleAction["type"], string>> = {
  categorise: "Add the categories",
  categorise_message: "Add to the message the categories",
  tag: "Add the tags",
  set_language: "Set the language to",
  reply: "Reply automatically",
  ask_email: "Ask for the e-mail address",
  lock: "Lock the conversation",
  ignore: "Ignore it: close without an answer",
  set_priority: "Set the priority to",
  route_to_team: "Ask first the team",
  route_to_skill: "Ask first who has the skill",
  assign: "Assign to",
  start_bot: "Start the bot",
  set_custom_field: "Set the custom field",
  call_webhook: "Call",
};

export const messageTypeNames: Readonly<Record<MessageType, string>> = {
  text: "text",
  image: "an image",
  file: "another file",
};

export const priorityNames: Readonly<Record<TaskPriority, string>> = {
  urgent: "urgent",
  high: "high",
  normal: "normal",
  low: "low",
};

const kinds: Partial<Record<RuleCriterion, ValueKind>> = {
  day_of_week: "day",
  time: "time",
  business_hours: "boolean",
  agents_available: "boolean",
};

/** Those that compare what is chosen from a list. */
const chosen: readonly RuleCriterion[] = ["message_type", "source", "trigger", "category", "tag"];

export const isChosen = (criterion: RuleCriterion): boolean => chosen.includes(criterion);

/** Those that may be numbers, by what they are compared with. */
const free: readonly RuleCriterion[] = ["extra_value", "custom_variable", "custom_field"];

export const isNamed = (criterion: RuleCriterion): boolean =>
  free.includes(criterion) || criterion === "identity_field" || criterion === "person_field";

export function kindOf({ criterion, operator }: Pick<RuleCondition, "criterion" | "operator">): ValueKind {
  const isOrdered = operator === "gte" || operator === "lte";
  return isOrdered && free.includes(criterion) ? "number" : (kinds[criterion] ?? "string");
}

const ofTexts: readonly Operator[] = [
  "is",
  "is_not",
  "contains",
  "not_contains",
  "starts_with",
  "ends_with",
  "present",
  "not_present",
];

export function operatorsFor(criterion: RuleCriterion): readonly Operator[] {
  if (isChosen(criterion)) return ["is", "is_not", "present", "not_present"];
  switch (kinds[criterion]) {
    case "boolean":
      return ["is"];
    case "day":
    case "time":
      return ["is", "gte", "lte"];
    default:
      return free.includes(criterion) ? [...ofTexts, "gte", "lte"] : ofTexts;
  }
}

export interface Labels {
  labelOf: (id: string) => string | null;
}

const quote = (values: readonly string[]): string => values.map((value) => `“${value}”`).join(" or ");

function sayCondition(condition: RuleCondition, { labelOf }: Labels): string {
  const { criterion, name = "", operator, value } = condition;
  const subject =
    criterion === "custom_field"
      ? (labelOf(name) ?? "a custom field that is gone")
      : criterion === "identity_field" || criterion === "person_field"
        ? `the ${criterion === "identity_field" ? "visitor" : "person"}'s ${fieldNames(criterion)[name] ?? name}`
        : isNamed(criterion)
          ? `${criterionNames[criterion].toLowerCase()} ${name}`
          : criterionNames[criterion].toLowerCase();
  const entries = (value ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry) => sayEntry(criterion, entry, labelOf));
  return [subject, nameOperator(operator, kindOf(condition)), quote(entries)].filter(Boolean).join(" ");
}

function sayEntry(criterion: RuleCriterion, entry: string, labelOf: Labels["labelOf"]): string {
  if (!isChosen(criterion)) return entry;
  const label = criterion === "message_type" ? new Map(Object.entries(messageTypeNames)).get(entry) : labelOf(entry);
  return label ?? "something that is gone";
}

export function sayAction(action: RuleAction, { labelOf }: Labels): string {
  const labels = (ids: readonly string[]) => ids.map((id) => `“${labelOf(id) ?? "gone"}”`).join(", ");
  const label = (id: string, gone: string) => labelOf(id) ?? gone;
  switch (action.type) {
    case "categorise":
      return `categorise as ${labels(action.category_ids)}`;
    case "categorise_message":
      return `categorise the message as ${labels(action.category_ids)}`;
    case "tag":
      return `tag with ${labels(action.tag_ids)}`;
    case "set_language":
      return `set the language to ${action.language}`;
    case "reply":
      return `reply “${action.body.length > 60 ? `${action.body.slice(0, 60)}…` : action.body}”`;
    case "ask_email":
      return "ask for the e-mail address";
    case "lock":
      return "lock it";
    case "ignore":
      return "ignore it";
    case "set_priority":
      return `set the priority to ${priorityNames[action.priority]}`;
    case "route_to_team":
      return `ask the team ${label(action.team_id, "that is gone")} first`;
    case "route_to_skill":
      return `ask first who has the skill ${label(action.category_id, "that is gone")}`;
    case "assign":
      return `assign to ${label(action.user_id, "an agent who is gone")}`;
    case "start_bot":
      return `start the bot ${label(action.bot_id, "that is gone")}`;
    case "call_webhook":
      return `call ${URL.canParse(action.url) ? new URL(action.url).host : action.url}`;
    case "set_custom_field":
      return `set ${label(action.field_id, "a custom field that is gone")} to “${sayCustomValue(action.value)}”`;
  }
}

/** A rule as a sentence. */
export function sayRule({ event, source_ids, conditions, actions }: Rule, labels: Labels): string {
  const where = source_ids.length === 0 ? "" : ` in ${quote(source_ids.map((id) => labels.labelOf(id) ?? "gone"))}`;
  const when = conditions.map((condition) => sayCondition(condition, labels)).join(" and ");
  const then = actions.map((action) => sayAction(action, labels)).join(", ");
  return `When ${eventNames[event]}${where}${when === "" ? "" : `, if ${when}`}: ${then === "" ? "nothing yet" : then}.`;
}
