import type { CompiledItem, ItemNode } from "@beckon/targeting";

const build = (parent: Element, node: ItemNode): void => {
  if (typeof node === "string") {
    parent.append(node);
    return;
  }
  const [name, attributes, ...content] = node;
  const namespace = name === "svg" ? "http://www.w3.org/2000/svg" : parent.namespaceURI;
  const element = document.createElementNS(namespace, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  for (const inner of content) build(element, inner);
  parent.append(element);
};

/**
 * `<beckon-item>` with the item in the `frame` in its shadow root, made node by node, so that no policy for Trusted Types
 * is needed. Not yet in the page.
 */
export const createHost = (item: CompiledItem, frame: HTMLElement): HTMLElement => {
  const host = document.createElement("beckon-item");
  host.dataset.itemId = item.id;
  const root = host.attachShadow({ mode: "open" });
  // Constructed: a strict Content-Security-Policy lets it pass.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(item.style_sheet);
  root.adoptedStyleSheets = [sheet];
  if (item.type === "invitation") {
    frame.role = "dialog";
    frame.ariaLabel = item.label;
  }
  build(frame, item.content);
  root.append(frame);
  return host;
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
