import { evaluate, prepareTest, type ValueKind } from "@beckon/conditions";
import {
  type CustomValues,
  type MessageType,
  PREDEFINED_FIELDS,
  type PredefinedField,
  type RuleCondition,
  type RuleCriterion,
} from "@beckon/protocol";

/** What is known of a thread at the moment of an event. Undefined and null are not known. */
export interface RuleContext {
  sourceId: string;
  message: string;
  messageTypes: readonly MessageType[];
  language: string | null;
  triggerId: string | null;
  categoryIds: readonly string[];
  tagIds: readonly string[];
  contextData: Readonly<Record<string, string>>;
  extraValues: Readonly<Record<string, string | number | boolean>>;
  identity: Readonly<Record<IdentityField, string | null>>;
  /** Of the person, as the desk shows them. */
  person: Readonly<Partial<Record<PersonField, string | readonly string[] | null>>>;
  /** Of the person, by the ids of the custom fields. */
  customValues: Readonly<CustomValues>;
  customVariables: Readonly<Record<string, string | number | boolean>>;
  pageUrl: string | null;
  pageTitle: string | null;
  dayOfWeek: string;
  time: string;
  businessHours: boolean;
  agentsAvailable: boolean;
}

export const IDENTITY_FIELDS = ["uuid", "firstname", "lastname", "screenname", "company", "email"] as const;
export type IdentityField = (typeof IDENTITY_FIELDS)[number];

/** All that the desk knows of a person but where their picture is. */
export const PERSON_FIELDS = PREDEFINED_FIELDS.filter((field): field is PersonField => field !== "avatar_url");
export type PersonField = Exclude<PredefinedField, "avatar_url">;

const KINDS: Partial<Record<RuleCriterion, ValueKind>> = {
  day_of_week: "day",
  time: "time",
  business_hours: "boolean",
  agents_available: "boolean",
};

/** Those that may have several values at once, or none. */
const SETS: readonly RuleCriterion[] = ["message_type", "category", "tag", "person_field", "custom_field"];

/** Those that may be numbers, by what they are compared with. */
const FREE: readonly RuleCriterion[] = ["extra_value", "custom_variable", "custom_field"];

export interface ConditionVerdict {
  seen: string[];
  holds: boolean;
}

/** The criteria that say nothing without a name. */
export const isNamed = (criterion: RuleCriterion): boolean =>
  FREE.includes(criterion) || criterion === "identity_field" || criterion === "person_field";

/** What websites fill freely is compared as a number where only numbers have an order. */
export function kindOfCondition({ criterion, operator }: RuleCondition): ValueKind {
  const isOrdered = operator === "gte" || operator === "lte";
  return isOrdered && FREE.includes(criterion) ? "number" : (KINDS[criterion] ?? "string");
}

/** A verdict with what it was made of. Of several values a negative operator asks that none satisfies the positive one. */
export function judgeCondition(condition: RuleCondition, context: RuleContext): ConditionVerdict {
  const values = readValues(condition, context);
  const test = prepareTest(kindOfCondition(condition), condition.operator, condition.value);
  const seen = values.map(String);
  if (!SETS.includes(condition.criterion)) return { seen, holds: evaluate(test, values).holds };
  const { holds } = evaluate({ ...test, negative: false }, values);
  return { seen, holds: holds !== test.negative };
}

/** All of them, so that a test can tell which one failed. */
export function judgeConditions(
  conditions: readonly RuleCondition[],
  context: RuleContext,
): { holds: boolean; conditions: ConditionVerdict[] } {
  const verdicts = conditions.map((condition) => judgeCondition(condition, context));
  return { holds: verdicts.every(({ holds }) => holds), conditions: verdicts };
}

/** What a message is made of, by its words and the types of its files; nothing for none. */
export function typesOfMessage(body: string | null, contentTypes: readonly string[]): MessageType[] {
  const images = contentTypes.filter((type) => type.startsWith("image/")).length;
  return [
    ...((body ?? "").trim() === "" ? [] : ["text" as const]),
    ...(images > 0 ? ["image" as const] : []),
    ...(images < contentTypes.length ? ["file" as const] : []),
  ];
}

function readValues({ criterion, name = "" }: RuleCondition, context: RuleContext): (string | number | boolean)[] {
  const known = <Value>(value: Value | null | undefined): Value[] =>
    value === null || value === undefined ? [] : [value];
  const own = <Value>(values: Readonly<Record<string, Value>>): Value[] =>
    Object.hasOwn(values, name) ? known(values[name]) : [];
  switch (criterion) {
    case "message_body":
      return [context.message];
    case "message_type":
      return [...context.messageTypes];
    case "source":
      return [context.sourceId];
    case "language":
      return known(context.language);
    case "trigger":
      return known(context.triggerId);
    case "category":
      return [...context.categoryIds];
    case "tag":
      return [...context.tagIds];
    case "extra_value": {
      const ofThread = own(context.contextData);
      return ofThread.length > 0 ? ofThread : own(context.extraValues);
    }
    case "identity_field":
      return own<string | null>(context.identity).flatMap(known);
    case "person_field":
      return own<string | readonly string[] | null>(context.person).flatMap((value) => known(value).flat());
    case "custom_field":
      return own(context.customValues).flat();
    case "custom_variable":
      return own(context.customVariables);
    case "page_url":
      return known(context.pageUrl);
    case "page_title":
      return known(context.pageTitle);
    case "day_of_week":
      return [context.dayOfWeek];
    case "time":
      return [context.time];
    case "business_hours":
      return [context.businessHours];
    case "agents_available":
      return [context.agentsAvailable];
  }
}
