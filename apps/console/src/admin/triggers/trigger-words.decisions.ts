import type { Operator, ValueKind } from "@beckon/conditions";
import type { CustomVariable, Position } from "@beckon/protocol";
import { kindOf } from "@beckon/targeting";

/** The criteria as sentences name them; custom variables go by their labels. */
export const criterionNames: Readonly<Record<string, string>> = {
  page_path: "Page path",
  page_url: "Page URL",
  page_title: "Page title",
  page_visit_count: "Pages in this visit",
  page_visit_duration: "Time on the page",
  visit_count: "Number of visits",
  visit_duration: "Time of the visit",
  returning_visitor: "Returning visitor",
  day_of_week: "Day of the week",
  time: "Time of day",
  idle_time: "Idle time on the page",
  scroll_depth: "Scroll depth",
  exit_intent: "About to leave",
  chat_shown: "Chat shown",
  chat_opened: "Chat open",
  identity: "Identity set",
  signed_identity: "Signed identity set",
  referrer: "Referrer",
  utm_source: "UTM source",
  utm_medium: "UTM medium",
  utm_campaign: "UTM campaign",
  utm_term: "UTM term",
  utm_content: "UTM content",
  device: "Device",
  language: "Browser language",
};

export const criterionGroups: readonly { name: string; criteria: readonly string[] }[] = [
  { name: "Page", criteria: ["page_url", "page_path", "page_title", "page_visit_duration", "scroll_depth"] },
  {
    name: "Visit",
    criteria: ["page_visit_count", "visit_count", "visit_duration", "returning_visitor", "idle_time", "exit_intent"],
  },
  { name: "Visitor", criteria: ["device", "language", "identity", "signed_identity"] },
  { name: "Moment", criteria: ["day_of_week", "time"] },
  {
    name: "Where they came from",
    criteria: ["referrer", "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"],
  },
  { name: "Chat", criteria: ["chat_shown", "chat_opened"] },
];

export const positionNames: Readonly<Record<Position, string>> = {
  current: "for the current page",
  previous: "for the previous page",
  previous_2: "for the 2nd previous page",
  previous_3: "for the 3rd previous page",
  previous_4: "for the 4th previous page",
  previous_5: "for the 5th previous page",
  among_previous_2: "for one among the 2 previous pages",
  among_previous_3: "for one among the 3 previous pages",
  among_previous_4: "for one among the 4 previous pages",
  among_previous_5: "for one among the 5 previous pages",
  current_or_previous: "for the current page or the previous one",
  current_or_previous_2: "for the current page or one among the 2 previous",
  current_or_previous_3: "for the current page or one among the 3 previous",
  current_or_previous_4: "for the current page or one among the 4 previous",
  any: "for any page",
  any_previous: "for any previous page",
  first: "for the first page",
};

const operatorNames: Readonly<Record<Operator, string>> = {
  is: "is",
  is_not: "is not",
  contains: "contains",
  not_contains: "doesn’t contain",
  starts_with: "starts with",
  ends_with: "ends with",
  gte: "is at least",
  lte: "is at most",
  present: "is present",
  not_present: "is not present",
};

const operatorNamesOfKind: Readonly<Partial<Record<ValueKind, Partial<Record<Operator, string>>>>> = {
  boolean: { present: "is yes", not_present: "is not yes" },
  day: { gte: "is this day or later:", lte: "is this day or earlier:" },
  time: { gte: "is at or after", lte: "is at or before" },
};

export function nameOperator(operator: Operator, kind: ValueKind): string {
  return operatorNamesOfKind[kind]?.[operator] ?? operatorNames[operator];
}

export const dayNames: Readonly<Record<string, string>> = {
  monday: "Monday",
  tuesday: "Tuesday",
  wednesday: "Wednesday",
  thursday: "Thursday",
  friday: "Friday",
  saturday: "Saturday",
  sunday: "Sunday",
};

/** Of the numbers: what they are counted in. */
const units: Readonly<Record<string, string>> = {
  page_visit_duration: "s",
  visit_duration: "s",
  idle_time: "s",
  scroll_depth: "%",
};

export function unitOf(criterion: string): string {
  return units[criterion] ?? "";
}

export type KnownVariable = Pick<CustomVariable, "name" | "label" | "type">;

export function nameCriterion(criterion: string, variables: readonly KnownVariable[]): string {
  return criterionNames[criterion] ?? variables.find(({ name }) => name === criterion)?.label ?? criterion;
}

/** The kind that a criterion's values are compared as. A variable that is not defined counts as a text. */
export function kindOfCriterion(criterion: string, variables: readonly KnownVariable[]): ValueKind {
  return variables.find(({ name }) => name === criterion)?.type ?? kindOf(criterion);
}

/** The same on whatever page it is asked for: then a position says nothing. */
export function isPerPage(criterion: string): boolean {
  return criterion !== "visit_count" && criterion !== "returning_visitor";
}
