import type { CompiledItem, ItemNode } from "@beckon/targeting";

const make = (node: ItemNode, around: string | null): Element | string => {
  if (typeof node === "string") return node;
  const [name, attributes, ...content] = node;
  const namespace = name === "svg" ? "http://www.w3.org/2000/svg" : around;
  const element = document.createElementNS(namespace, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  for (const inner of content) element.append(make(inner, namespace));
  return element;
};

/**
 * `<beckon-item>` with the item's frame in its shadow root, made node by node, so that no policy for Trusted Types is
 * needed. Not yet in the page.
 */
export const createHost = ({ id, frame, style_sheet }: CompiledItem): readonly [host: HTMLElement, frame: Element] => {
  const host = document.createElement("beckon-item");
  host.dataset.itemId = id;
  const root = host.attachShadow({ mode: "open" });
  // Constructed: a strict Content-Security-Policy lets it pass.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style_sheet);
  root.adoptedStyleSheets = [sheet];
  const made = make(frame, host.namespaceURI) as Element;
  root.append(made);
  return [host, made];
};

/** Whether pressing there dismisses the item, or opens the Chat; null when it does nothing. */
export const pressedIn = (event: Event): boolean | null => {
  const target = event.target as Element;
  const pressed = target.closest<HTMLElement>("[data-press]");
  // Buttons and links turn these keys into clicks by themselves.
  const isMeant =
    !(event instanceof KeyboardEvent) ||
    (/^(Enter| )$/.test(event.key) && target.matches("[role=button]:not(button,a)"));
  return pressed && isMeant ? pressed.dataset.press === "dismiss" : null;
};
