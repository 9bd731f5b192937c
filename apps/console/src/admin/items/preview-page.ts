import type { CompiledItem, ItemNode } from "@beckon/targeting";

export interface PreviewLook {
  mode: "online" | "offline";
  background: "light" | "dark";
}

/** An empty page. The sandbox runs no script in it, and its links lead nowhere. */
export const PREVIEW_DOCUMENT =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><base target="_blank"><title>Preview</title></head><body></body></html>';

const PAGE = `body{margin:0;padding:32px;font:16px/1.6 system-ui;background:#fff;min-height:1400px;box-sizing:border-box}
body.dark{background:#15171c}
.bar{height:14px;margin:0 0 14px;border-radius:7px;background:#e6e8ec}.dark .bar{background:#2a2e36}
.bar.head{width:40%;height:26px;margin-bottom:24px}.bar.short{width:62%}
.figure{height:220px;margin:24px 0;border-radius:12px;background:#f1f2f5}.dark .figure{background:#20242b}`;

/** Instead of the browser's top layer, which would take the focus out of the form. */
const MODAL = `dialog{position:fixed;inset:0;margin:auto;max-width:calc(100% - 32px);max-height:calc(100% - 32px)}
.backdrop{position:fixed;inset:0;background:rgb(0 0 0 / 10%)}`;

function append(parent: Element, nodes: readonly ItemNode[]): void {
  for (const node of nodes) {
    if (typeof node === "string") {
      parent.append(node);
      continue;
    }
    const [name, attributes, ...content] = node;
    const namespace = name === "svg" ? "http://www.w3.org/2000/svg" : parent.namespaceURI;
    const element = parent.ownerDocument.createElementNS(namespace, name);
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    append(element, content);
    parent.append(element);
  }
}

const skeleton = ["bar head", "bar", "bar", "bar short", "figure", "bar", "bar", "bar short", "figure", "bar"];

/**
 * Draws the item into the preview's document, of the same nodes and rules as the website does. Style sheets are constructed in the document's own window and adopted:
 * so they work where a policy refuses <style>, and stay within the item's shadow root as they do on the website.
 */
export function drawPreview(page: Document, item: CompiledItem, { mode, background }: PreviewLook): void {
  const view = page.defaultView;
  if (view === null) return;
  const sheet = (text: string) => {
    const made = new (view as unknown as { CSSStyleSheet: typeof CSSStyleSheet }).CSSStyleSheet();
    made.replaceSync(text);
    return made;
  };
  page.adoptedStyleSheets = [sheet(PAGE)];
  page.body.className = background;
  page.body.replaceChildren(
    ...skeleton.map((className) => {
      const bar = page.createElement("div");
      bar.className = className;
      return bar;
    }),
  );
  const host = page.createElement("beckon-item");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet(MODAL), sheet(item.style_sheet)];
  const container = page.createElement("div");
  container.className = `chat_item chat_mode_${mode} dimelo_chat_mode_${mode}`;
  const [, , content = ""] = item.frame;
  append(container, [content]);
  if (item.placement.kind === "modal") {
    const backdrop = page.createElement("div");
    backdrop.className = "backdrop";
    const dialog = page.createElement("dialog");
    dialog.setAttribute("open", "");
    dialog.setAttribute("aria-label", item.label || "Invitation");
    dialog.append(container);
    root.append(backdrop, dialog);
  } else {
    root.append(container);
  }
  page.body.children[item.placement.kind === "fixed" ? 3 : skeleton.length - 1]?.after(host);
}
