import type { ItemElement, ItemNode } from "./item-nodes.ts";

const ACTION = /(^|\s)(dimelo_)?chat_item_action(\s|$)/;
const DISMISS = /(^|\s)(dimelo_)?chat_item_dismiss(\s|$)/;

type Press = "open" | "dismiss";

/** What the browser makes a button by itself. */
const isPressable = ([name, { href }]: ItemElement): boolean =>
  name === "button" || (name === "a" && href !== undefined);

const textOf = (node: ItemNode): string => {
  if (typeof node === "string") return node;
  const [, , ...content] = node;
  return content.map(textOf).join("");
};

const pressOf = ([, attributes]: ItemElement): Press | null => {
  const classes = attributes.class ?? "";
  return DISMISS.test(classes) ? "dismiss" : ACTION.test(classes) ? "open" : null;
};

/** Marks what pressing it does; what is no button by itself is made one for the keyboard and for screen readers. */
const makeButton = (element: ItemElement, press: Press, label: string): ItemElement => {
  const [name, written, ...content] = element;
  const attributes: Record<string, string> = { ...written, "data-press": press };
  if (!isPressable(element)) Object.assign(attributes, { role: "button", tabindex: "0" });
  if (textOf(element).trim() === "") attributes["aria-label"] ??= label;
  return [name, attributes, ...content];
};

const markAll = (node: ItemNode, label: string): ItemNode => {
  if (typeof node === "string") return node;
  const [name, attributes, ...content] = node;
  const marked: ItemElement = [name, attributes, ...content.map((inner) => markAll(inner, label))];
  const press = pressOf(marked);
  return press ? makeButton(marked, press, press === "open" ? label : "×") : marked;
};

const some = (nodes: readonly ItemNode[], holds: (element: ItemElement) => boolean): boolean =>
  nodes.some((node) => {
    if (typeof node === "string") return false;
    const [, , ...content] = node;
    return holds(node) || some(content, holds);
  });

/**
 * The element around an item's nodes, with `data-press` (`open`, `dismiss`) wherever pressing does something. Without an
 * element of class `chat_item_action` the whole item opens the Chat; what can be pressed in it does so for the keyboard.
 */
export const pressableItem = (nodes: readonly ItemNode[], label: string): ItemElement => {
  const content = nodes.map((node) => markAll(node, label));
  const item: ItemElement = ["div", {}, ...content];
  if (some(content, (element) => element[1]["data-press"] === "open")) return item;
  return some(content, isPressable) ? ["div", { "data-press": "open" }, ...content] : makeButton(item, "open", label);
};
