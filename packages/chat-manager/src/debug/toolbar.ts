import { make } from "./make-element.ts";
import { STYLES } from "./styles.ts";

export interface ToolbarActions {
  readonly reload: () => void;
  /** What the panels show; null when there is no page view, for want of consent. */
  readonly storePanel: () => HTMLElement | null;
  readonly whyPanel: () => HTMLElement | null;
  /** Answers with what was done. */
  readonly exportVisit: () => Promise<string>;
  readonly reset: () => void;
  readonly stop: () => void;
}

type Panel = "storePanel" | "whyPanel";

/** While a panel is open, it is looked at again so often: time alone changes values. */
const REFRESH_MS = 1_000;

export const openToolbar = (actions: ToolbarActions): void => {
  const host = make("div", "");
  host.dataset.beckonDebug = "";
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  root.adoptedStyleSheets = [sheet];

  const panel = make("div", "panel");
  panel.role = "region";
  panel.tabIndex = 0;
  const status = make("p", "status");
  status.role = "status";
  let opened: Panel | null = null;
  let shown = "";
  let timer: ReturnType<typeof setInterval> | undefined;

  const refresh = (): void => {
    const content =
      opened && (actions[opened]() ?? make("p", "", "Nothing is recorded: the visitor has not consented."));
    const text = content?.textContent ?? "";
    // The same again is left as it is, with what the reader has scrolled, marked and opened.
    if (text === shown) return;
    shown = text;
    panel.replaceChildren(...(content ? [content] : []));
  };

  const button = (label: string, onPress: () => void): HTMLButtonElement => {
    const element = make("button", "", label);
    element.type = "button";
    element.addEventListener("click", onPress);
    return element;
  };

  const panelButtons = new Map<Panel, HTMLButtonElement>();
  const open = (wanted: Panel | null): void => {
    opened = wanted;
    for (const [of, element] of panelButtons) element.ariaPressed = String(of === wanted);
    panel.hidden = wanted === null;
    panel.ariaLabel = wanted === "storePanel" ? "Store" : "Why";
    clearInterval(timer);
    if (wanted) timer = setInterval(refresh, REFRESH_MS);
    refresh();
  };
  const panelButton = (label: string, of: Panel): HTMLButtonElement => {
    const element = button(label, () => open(opened === of ? null : of));
    panelButtons.set(of, element);
    return element;
  };

  const rest = [
    button("Reload", actions.reload),
    panelButton("Show store", "storePanel"),
    panelButton("Why", "whyPanel"),
    button("Export visit", async () => {
      status.textContent = await actions.exportVisit();
    }),
    button("Reset", actions.reset),
    button("Stop debug", () => {
      clearInterval(timer);
      actions.stop();
      host.remove();
    }),
  ];
  const fold = button("–", () => {
    const isFolded = toolbar.classList.toggle("folded");
    fold.textContent = isFolded ? "+" : "–";
    fold.ariaExpanded = String(!isFolded);
    for (const element of rest) element.hidden = isFolded;
    open(null);
    status.textContent = "";
  });
  fold.ariaLabel = "Debug buttons";
  fold.ariaExpanded = "true";

  const bar = make("div", "bar", make("h2", "", "Beckon debug"), fold, make("div", "bar", ...rest));
  const toolbar = make("div", "toolbar", bar, panel, status);
  toolbar.role = "region";
  toolbar.ariaLabel = "Beckon debug";
  open(null);
  root.append(toolbar);
  document.documentElement.append(host);
};
