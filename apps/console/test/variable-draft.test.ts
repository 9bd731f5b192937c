import { describe, expect, it } from "vitest";
import {
  draftOfItem,
  findItemErrors,
  freshItem,
  itemBodyOf,
  withType,
} from "../src/admin/items/item-draft.decisions.ts";
import {
  draftOfVariable,
  findVariableErrors,
  freshVariable,
  variableBodyOf,
} from "../src/admin/variables/variable-draft.decisions.ts";

const variable = { name: "custom_total", label: "Total", type: "number" as const };

describe("a custom variable's form", () => {
  it.each([
    null,
    { kind: "selector" as const, selector: "#total", read: "text" as const, pattern: "\\d+" },
    { kind: "selector" as const, selector: "#total", read: { attribute: "data-total" }, pattern: null },
    { kind: "global" as const, path: "dataLayer[0].total", pattern: null },
    { kind: "meta" as const, name: "og:type", pattern: null },
  ])("gives back the variable that it was filled with: %j", (filling) => {
    expect(variableBodyOf(draftOfVariable({ ...variable, filling }))).toEqual({ ...variable, filling });
  });

  it("says at its field what is wrong", () => {
    expect(Object.keys(findVariableErrors(freshVariable))).toEqual(["name", "label"]);
    const read = { ...freshVariable, name: "custom_a", label: "A", filling: "selector" as const };
    expect(findVariableErrors({ ...read, pattern: "(" })).toMatchObject({
      "filling.selector": expect.any(String),
      "filling.pattern": expect.stringContaining("regular expression"),
    });
    expect(findVariableErrors({ ...read, place: "p", read: "attribute" })).toHaveProperty(["filling.read"]);
  });
});

describe("an item's form", () => {
  it("gives back the item that it was filled with", () => {
    const body = {
      label: "Card",
      type: "invitation" as const,
      placement: { kind: "corner" as const, corner: "top_left" as const, offset_x: 1, offset_y: 2 },
      online_offline: true,
      html: "<p>x</p>",
      css: "",
    };
    expect(itemBodyOf(draftOfItem(body))).toEqual(body);
  });

  it("keeps a placement only where the type has it", () => {
    expect(withType(freshItem, "invitation")).toMatchObject({ type: "invitation", kind: "corner" });
    expect(withType({ ...freshItem, type: "invitation", kind: "banner" }, "button").kind).toBe("floating");
  });

  it("says at its field what is wrong", () => {
    const errors = findItemErrors({ ...freshItem, offsetX: "", html: " " });
    expect(Object.keys(errors).sort()).toEqual(["html", "label", "placement.offset_x"]);
  });
});
