import sheetText from "../styles/window.css?inline";

/** A page that takes the element away more often than this means it. */
const MOST_RETURNS = 50;

export interface HostElement {
  readonly root: ShadowRoot;
  /** Where the window is drawn; carries the theme. */
  readonly stage: HTMLElement;
  attach(): void;
  addStyles(text: string): void;
  remove(): void;
}

/**
 * `<beckon-chat>` with its shadow root. Style sheets are constructed, so a strict content security policy
 * has nothing to refuse, and they are in place before the element is, so nothing shows unstyled. In a shadow
 * root, `!important` on `:host` wins over every rule of the page, also over its `!important` ones.
 */
export function createHostElement(
  zIndex: number,
  findParent: () => HTMLElement | null,
  isWithinPage: boolean,
  onReturned: () => void,
): HostElement {
  const element = document.createElement("beckon-chat");
  const root = element.attachShadow({ mode: "open" });
  const added = new Set<string>();
  const addStyles = (text: string): void => {
    if (added.has(text)) return;
    added.add(text);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  };
  addStyles(`${sheetText}:host{z-index:${zIndex} !important}`);
  const stage = document.createElement("div");
  stage.className = "stage";
  root.append(stage);
  // What is typed here is nobody's shortcut. Listeners of the page that capture still see it.
  for (const type of ["keydown", "keypress", "keyup"]) root.addEventListener(type, (event) => event.stopPropagation());

  let returns = 0;
  const observer = new MutationObserver(() => {
    const parent = findParent();
    if (parent === null || (element.parentNode === parent && element.isConnected)) return;
    returns += 1;
    if (returns > MOST_RETURNS) return observer.disconnect();
    place();
    onReturned();
  });
  /** An element within the page may come and go with anything around it. */
  const place = (): void => {
    const parent = findParent();
    if (parent && element.parentNode !== parent) parent.append(element);
    observer.observe(document.documentElement, { childList: true, subtree: isWithinPage });
  };

  return {
    root,
    stage,
    attach: place,
    addStyles,
    remove() {
      observer.disconnect();
      element.remove();
    },
  };
}
