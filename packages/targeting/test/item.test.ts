import { expect, test } from "vitest";
import { pressableItem } from "../src/item-buttons.ts";
import { itemNodes } from "../src/item-nodes.ts";
import { itemStyleSheet } from "../src/item-style-sheet.ts";

test.each([
  ["text and elements", '<b class="x">Hi</b> you', [["b", { class: "x" }, "Hi"], " you"]],
  ["entities", "a &lt; b &amp; c &#39;&eacute;", ["a < b & c '&eacute;"]],
  [
    "empty elements",
    '<br><img src="/a.png" alt=x>',
    [
      ["br", {}],
      ["img", { src: "/a.png", alt: "x" }],
    ],
  ],
  [
    "drawings, with the capitals of their names",
    '<svg viewbox="0 0 1 1"><lineargradient id="g"/><path d="M0 0"/></svg>',
    [["svg", { viewBox: "0 0 1 1" }, ["linearGradient", { id: "g" }], ["path", { d: "M0 0" }]]],
  ],
  ["what is open to the end", "<div><p>one", [["div", {}, ["p", {}, "one"]]]],
  ["an end without a beginning", "one</div> two", ["one", " two"]],
  ["a comment", "one<!-- <b>two</b> -->", ["one"]],
])("API14: %s are read", (_name, html, expected) => {
  expect(itemNodes(html)).toEqual(expected);
});

test.each([
  ["scripts", "<script>alert(1 < 2)</script>", []],
  ["scripts in drawings", "<svg><script>alert(1)</script></svg>", [["svg", {}]]],
  ["scripts that are not closed", "<b>x</b><script>alert(1)", [["b", {}, "x"]]],
  ["handlers", '<b onclick="alert(1)" ONLOAD=x>x</b>', [["b", {}, "x"]]],
  ["styles", '<b style="x">x</b><style>b{}</style>', [["b", {}, "x"]]],
  ["frames", '<iframe srcdoc="<b>x</b>"></iframe>', []],
  ["forms", '<form action="/x"><button formaction="/y">Go</button></form>', []],
  ["actions of forms", '<button formaction="/y">Go</button>', [["button", {}, "Go"]]],
  ["addresses that run", '<a href="java\tscript:alert(1)">x</a>', [["a", {}, "x"]]],
  ["addresses that run, hidden in entities", '<a href="&#106;avascript:alert(1)">x</a>', [["a", {}, "x"]]],
  ["documents in place", '<img src="data:text/html,x">', [["img", {}]]],
  ["other drawings' parts", '<svg><use xlink:href="#x"/><foreignObject><b>x</b></foreignObject></svg>', [["svg", {}]]],
])("API14: %s are left out", (_name, html, expected) => {
  expect(itemNodes(html)).toEqual(expected);
});

test("API13: an element that opens or dismisses is marked, and made a button when it is none", () => {
  const html = '<button class="chat_item_action">Chat</button><span class="a dimelo_chat_item_dismiss"></span>';
  expect(pressableItem(itemNodes(html), "Help")).toEqual([
    "div",
    {},
    ["button", { class: "chat_item_action", "data-press": "open" }, "Chat"],
    [
      "span",
      {
        class: "a dimelo_chat_item_dismiss",
        "data-press": "dismiss",
        role: "button",
        tabindex: "0",
        "aria-label": "×",
      },
    ],
  ]);
});

test("API13: without one the whole item opens the chat, by the keyboard too", () => {
  expect(pressableItem(["Chat"], "Help")).toEqual([
    "div",
    { "data-press": "open", role: "button", tabindex: "0" },
    "Chat",
  ]);
  expect(pressableItem([["button", {}, "Chat"]], "Help")).toEqual([
    "div",
    { "data-press": "open" },
    ["button", {}, "Chat"],
  ]);
});

test("API9: an item stands at its corner with its offsets, and its own rules come last", () => {
  const placement = { kind: "floating", corner: "top_left", offset_x: 8 } as const;
  const css = itemStyleSheet({ placement, css: "b{color:red}" }, 1000);
  expect(css).toContain("z-index:1000!important;position:fixed!important;top:20px!important;left:8px!important}");
  expect(css.endsWith("\nb{color:red}")).toBe(true);
});
