import { describe, expect, it } from "vitest";
import { diffLines, diffOf } from "../src/admin/history/diff.decisions.ts";
import { sayEntryOf } from "../src/admin/history/say-entry.decisions.ts";
import { findRemoved } from "../src/admin/items/removed-markup.decisions.ts";

const plain = () => null;

describe("what differs", () => {
  it("names fields in words, and goes into objects", () => {
    const before = { label: "Shop", actions: { show_chat: null, hide_items: false }, id: "1" };
    const after = { label: "Purple Shop", actions: { show_chat: "open", hide_items: false }, id: "2" };
    expect(diffOf(before, after, plain)).toEqual([
      { kind: "value", field: "Name", before: "Shop", after: "Purple Shop" },
      { kind: "value", field: "Actions: chat", before: null, after: "open" },
    ]);
  });

  it("says conditions as sentences and ids by their labels", () => {
    const items = [{ id: "01920000-0000-7000-8000-000000000001", label: "Button", type: "button" }];
    const say = sayEntryOf({ items, automaticMessages: [], customVariables: [] } as never, [], []);
    const before = { conditions: [], actions: { item_ids: ["01920000-0000-7000-8000-000000000001"] } };
    const after = {
      conditions: [{ criterion: "page_path", operator: "is", value: "/" }],
      actions: { item_ids: ["01920000-0000-7000-8000-000000000009"] },
    };
    expect(diffOf(before, after, say)).toEqual([
      { kind: "lines", field: "Conditions", lines: [{ change: "added", text: "Page path is “/”" }] },
      {
        kind: "lines",
        field: "Actions: items shown",
        lines: [
          { change: "removed", text: "“Button”" },
          { change: "added", text: "something that is gone" },
        ],
      },
    ]);
  });

  it("shows what came and went in a text, with two lines around it", () => {
    const before = ["1", "2", "3", "4", "5", "6"];
    const after = ["1", "2", "3", "4", "x", "6"];
    expect(diffLines(before, after)).toEqual([
      { change: "same", text: "3" },
      { change: "same", text: "4" },
      { change: "removed", text: "5" },
      { change: "added", text: "x" },
      { change: "same", text: "6" },
    ]);
  });

  it("is nothing for states that are the same, or both nothing", () => {
    expect(diffOf(null, null, plain)).toEqual([]);
    expect(diffOf({ label: "a" }, { label: "a" }, plain)).toEqual([]);
    expect(diffOf({ language: null }, { language: "" }, plain)).toEqual([]);
  });
});

describe("what saving took out of an item", () => {
  it("counts elements, and names attributes of those that stayed", () => {
    const sent = '<p style="a>b">x</p><script src=x></script><SCRIPT>1</SCRIPT><a href="/" onclick=\'x()\'>y</a>';
    const saved = '<p>x</p><a href="/" rel="noopener">y</a>';
    expect(findRemoved(sent, saved)).toEqual(["2 × <script>", "style of <p>", "onclick of <a>"]);
  });

  it("is empty when all of it stayed", () => {
    expect(findRemoved('<p class="a">x<br/></p>', '<p class="a">x<br /></p>')).toEqual([]);
  });
});
