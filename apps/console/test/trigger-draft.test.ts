import type { Trigger } from "@beckon/protocol";
import { CRITERIA } from "@beckon/targeting";
import { describe, expect, it } from "vitest";
import { inOrder, moveBy, moveTo } from "../src/admin/parts/order.decisions.ts";
import { sayCondition, sayTrigger } from "../src/admin/triggers/say-trigger.decisions.ts";
import {
  type ActionDraft,
  bodyOf,
  draftOfTrigger,
  findTriggerErrors,
  freshTrigger,
  pathOfAction,
  type TriggerDraft,
  withCriterion,
} from "../src/admin/triggers/trigger-draft.decisions.ts";
import { findAlwaysMet } from "../src/admin/triggers/trigger-list.decisions.ts";
import { criterionGroups, criterionNames, kindOfCriterion } from "../src/admin/triggers/trigger-words.decisions.ts";
import { makeTriggerFields } from "./fake-server/made-up-targeting.ts";

const variables = [{ name: "custom_cart_amount", label: "Cart amount", type: "number" as const }];
const kindOf = (criterion: string) => kindOfCriterion(criterion, variables);
const action = (fields: { kind: "hide_items" } | { kind: "automatic_message"; messageId: string }): ActionDraft => ({
  key: 9,
  ...fields,
});

describe("a trigger's form", () => {
  it("TRG4: gives back the trigger that it was filled with", () => {
    const body = makeTriggerFields("Big carts", {
      conditions: [
        { criterion: "custom_cart_amount", position: "any", operator: "gte", value: 90.5 },
        { criterion: "identity", position: "current", operator: "is", value: false },
        { criterion: "time", position: "current", operator: "lte", value: "20:15" },
        { criterion: "page_title", position: "first", operator: "present", value: null },
      ],
      actions: { show_chat: "minimized", item_ids: ["a", "b"], automatic_message_id: "m", hide_items: true },
      queuing_factor: 0,
      holdout_share: 0.125,
      language: "fr",
    });
    expect(bodyOf(draftOfTrigger(body), kindOf)).toEqual(body);
  });

  it("TRG4: begins the rest of a condition anew where it does not fit another criterion", () => {
    const condition = {
      key: 1,
      criterion: "page_url",
      position: "previous",
      operator: "contains",
      value: "/a",
    } as const;
    expect(withCriterion(condition, "page_path", kindOf)).toMatchObject({ operator: "contains", value: "/a" });
    expect(withCriterion(condition, "time", kindOf)).toMatchObject({ operator: "gte", value: "09:00" });
    expect(withCriterion(condition, "visit_count", kindOf)).toMatchObject({ position: "current", value: "" });
    expect(withCriterion(condition, "exit_intent", kindOf)).toMatchObject({ operator: "is", value: "true" });
  });

  const wrong: readonly [string, Partial<TriggerDraft>, string][] = [
    ["no name", { label: " " }, "label"],
    ["no value", {}, "conditions.0.value"],
    ["no item", {}, "actions.item_ids.0"],
    ["no action", { actions: [] }, "actions"],
    [
      "a message alone",
      { actions: [action({ kind: "automatic_message", messageId: "m" })] },
      "actions.automatic_message_id",
    ],
    ["a holdout of more than all", { holdoutPercent: 101 }, "holdout_share"],
    ["a negative queuing factor", { queuingFactor: -1 }, "queuing_factor"],
  ];
  it.each(wrong)("TRG14: says at its field what is wrong: %s", (_name, fields, path) => {
    expect(findTriggerErrors({ ...freshTrigger, ...fields }, kindOf)).toHaveProperty([path]);
  });

  it("TRG12: names an action by the path that the server names it by", () => {
    const actions: ActionDraft[] = [
      action({ kind: "hide_items" }),
      { key: 1, kind: "show_item", itemId: "a" },
      { key: 2, kind: "show_item", itemId: "b" },
    ];
    expect(actions.map((_, index) => pathOfAction(actions, index))).toEqual([
      "actions.hide_items",
      "actions.item_ids.0",
      "actions.item_ids.1",
    ]);
  });
});

describe("words", () => {
  it("TRG10: every criterion has a name and a place in the list", () => {
    const listed = criterionGroups.flatMap(({ criteria }) => criteria);
    expect([...listed].sort()).toEqual([...CRITERIA].sort());
    expect(Object.keys(criterionNames).sort()).toEqual([...CRITERIA].sort());
  });

  it("TRG10: a condition reads as a sentence", () => {
    expect(sayCondition({ criterion: "custom_cart_amount", operator: "gte", value: 90 }, variables)).toBe(
      "Cart amount is at least 90",
    );
    expect(
      sayCondition({ criterion: "page_url", position: "any_previous", operator: "not_contains", value: "/order" }, []),
    ).toBe("Page URL for any previous page doesn’t contain “/order”");
  });

  it("TRG4: a trigger without conditions is always met, and says what is gone", () => {
    const catalogue = { items: [], automaticMessages: [], customVariables: [] };
    const trigger = makeTriggerFields("x", {
      actions: { show_chat: "open", item_ids: ["gone"], automatic_message_id: null, hide_items: false },
    });
    expect(sayTrigger(trigger, catalogue)).toBe("Always: show an item that is gone, show and open the chat.");
  });
});

const stored = (id: string, fields: Partial<Trigger>): Trigger => ({
  ...makeTriggerFields(id),
  id,
  source_id: "s",
  created_at: "",
  problems: [],
  ...fields,
});

describe("the order of triggers", () => {
  it("TRG4: moves one by a place or to a place, and no further than the ends", () => {
    expect(moveBy(["a", "b", "c"], "b", -1)).toEqual(["b", "a", "c"]);
    expect(moveBy(["a", "b", "c"], "c", 1)).toEqual(["a", "b", "c"]);
    expect(moveTo(["a", "b", "c"], "a", 2)).toEqual(["b", "c", "a"]);
    expect(inOrder([{ id: "a" }, { id: "b" }], ["b"])).toEqual([{ id: "b" }, { id: "a" }]);
  });

  it("TRG6: finds the one that leaves those below it no turn", () => {
    const always = stored("always", {});
    const once = stored("once", { after: { no_other_trigger: false, once_per_visit: true } });
    const below = stored("below", { conditions: [{ criterion: "identity", operator: "present" }] });
    expect(findAlwaysMet([once, always, below])?.id).toBe("always");
    expect(findAlwaysMet([below, always])).toBeNull();
    expect(findAlwaysMet([always, { ...below, active: false }])).toBeNull();
    expect(findAlwaysMet([{ ...always, active: false }, below])).toBeNull();
    expect(findAlwaysMet([once, below])).toBeNull();
  });
});
