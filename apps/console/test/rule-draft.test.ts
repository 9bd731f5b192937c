import type { CustomField, Rule, RuleAction } from "@beckon/protocol";
import { describe, expect, it } from "vitest";
import {
  bodyOfRule,
  draftOfRule,
  findGoneErrors,
  findRuleErrors,
  findUnfinished,
  freshAction,
  freshRule,
} from "../src/admin/rules/rule-draft.decisions.ts";
import { sayRule } from "../src/admin/rules/rule-words.decisions.ts";

const orders: CustomField = {
  id: "orders",
  type: "number",
  label: "Orders",
  choices: [],
  pattern: null,
  active: true,
  place: 1,
  created_at: "2026-11-30T10:00:00.000Z",
};
const known = { teamIds: ["returns"], botIds: ["helper"], userIds: ["bruno"], fields: [orders] };
const actions: RuleAction[] = [
  { type: "set_priority", priority: "urgent" },
  { type: "route_to_team", team_id: "returns" },
  { type: "assign", user_id: "bruno" },
  { type: "set_custom_field", field_id: "orders", value: 3.5 },
  { type: "start_bot", bot_id: "helper" },
];
const rule: Rule = {
  id: "rule",
  label: "Give work",
  active: true,
  event: "task_created",
  source_ids: [],
  conditions: [],
  actions,
  place: 1,
  created_at: "2026-11-30T10:00:00.000Z",
};

describe("a rule's form", () => {
  it("sends what it has been given, values as their field wants them", () => {
    expect(bodyOfRule(draftOfRule(rule), known.fields).actions).toEqual(actions);
    expect(findRuleErrors(draftOfRule(rule), known)).toEqual({});
  });

  it("says at the action what is gone, and lets it be tried", () => {
    const draft = draftOfRule(rule);
    const gone = { teamIds: [], userIds: [], botIds: [], fields: [{ ...orders, active: false }] };
    expect(Object.keys(findGoneErrors(draft.actions, gone))).toEqual([
      "actions.1",
      "actions.2",
      "actions.3",
      "actions.4",
    ]);
    expect(findUnfinished(draft)).toEqual({});
    expect(sayRule(rule, { labelOf: () => null })).toBe(
      "When a task is created: set the priority to urgent, ask the team that is gone first, assign to an agent who is gone, set a custom field that is gone to “3.5”, start the bot that is gone.",
    );
  });

  it("says what is missing, and what does not go together", () => {
    const unfinished = [freshAction(1, "route_to_team"), freshAction(2, "assign"), freshAction(3, "set_custom_field")];
    expect(Object.keys(findUnfinished({ ...freshRule, actions: unfinished }))).toHaveLength(3);
    const closed = { ...draftOfRule(rule), event: "intervention_closed" } as const;
    expect(Object.keys(findRuleErrors(closed, known))).toEqual(["actions.1", "actions.2", "actions.4"]);
    const twice = { ...draftOfRule({ ...rule, actions: [...actions.slice(3, 4), ...actions.slice(3, 4)] }) };
    expect(Object.keys(findRuleErrors(twice, known))).toEqual(["actions.1"]);
  });
});
