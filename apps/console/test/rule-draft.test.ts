import type { CustomField, Rule, RuleAction, RuleCondition } from "@beckon/protocol";
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
const known = {
  teamIds: ["returns"],
  categoryIds: ["sizes"],
  botIds: ["helper"],
  userIds: ["bruno"],
  fields: [orders],
};
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
  it("gives work to who has a skill, and looks at what a message is made of", () => {
    const conditions: RuleCondition[] = [{ criterion: "message_type", operator: "is", value: "image,file" }];
    const skilled: Rule = { ...rule, conditions, actions: [{ type: "route_to_skill", category_id: "sizes" }] };
    const draft = draftOfRule(skilled);
    expect(bodyOfRule(draft, [])).toMatchObject({ conditions, actions: skilled.actions });
    expect(findRuleErrors(draft, known)).toEqual({});
    expect(Object.keys(findRuleErrors(draft, { ...known, categoryIds: [] }))).toEqual(["actions.0"]);
    expect(sayRule(skilled, { labelOf: () => "Sizes" })).toBe(
      "When a task is created, if kind of message is “an image” or “another file”: ask first who has the skill Sizes.",
    );
  });

  it("sends what it has been given, values as their field wants them", () => {
    expect(bodyOfRule(draftOfRule(rule), known.fields).actions).toEqual(actions);
    expect(findRuleErrors(draftOfRule(rule), known)).toEqual({});
  });

  it("says at the action what is gone, and lets it be tried", () => {
    const draft = draftOfRule(rule);
    const gone = { teamIds: [], categoryIds: [], userIds: [], botIds: [], fields: [{ ...orders, active: false }] };
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
    const types = ["route_to_team", "route_to_skill", "assign", "set_custom_field"] as const;
    const unfinished = types.map((type, key) => freshAction(key, type));
    expect(Object.keys(findUnfinished({ ...freshRule, actions: unfinished }))).toHaveLength(4);
    const closed = { ...draftOfRule(rule), event: "intervention_closed" } as const;
    expect(Object.keys(findRuleErrors(closed, known))).toEqual(["actions.1", "actions.2", "actions.4"]);
    const twice = { ...draftOfRule({ ...rule, actions: [...actions.slice(3, 4), ...actions.slice(3, 4)] }) };
    expect(Object.keys(findRuleErrors(twice, known))).toEqual(["actions.1"]);
  });
});
