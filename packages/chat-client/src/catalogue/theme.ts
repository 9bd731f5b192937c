import { contrast, decideHighlightColours, luminance, readColour } from "./colours.ts";

/**
 * What a source may change of the window's look: the SCSS variables that its own styles may set, what each of them
 * colours, and whether the result can be read. Pure; no part of the window's bundle.
 */

export interface ThemeVariable {
  name: string;
  /** What it is when nobody sets it: a colour, or another variable. */
  usual: string;
  about: string;
  /** Grounds and plain texts: where the scheme is automatic they hold in light mode, and dark keeps its own. */
  isNeutral: boolean;
  /** What the colour is written into, `$` standing for it; null for one that only the source's own rules use. */
  rule: string | null;
}

const variable = (
  name: string,
  usual: string,
  about: string,
  rule: string | null,
  isNeutral = false,
): ThemeVariable => ({
  name,
  usual,
  about,
  rule,
  isNeutral,
});
const neutral = (name: string, usual: string, about: string, rule: string) => variable(name, usual, about, rule, true);
const gray = (step: number, usual: string) => variable(`gray${step}`, usual, `Step ${step} of the greys.`, null, true);

/** In an order in which each is usual only by those before it. */
export const THEME_VARIABLES: readonly ThemeVariable[] = [
  gray(50, "#F6F7F8"),
  gray(100, "#EFEFF0"),
  gray(200, "#E7E7E7"),
  gray(300, "#E0E0E0"),
  gray(400, "#D1D1D1"),
  neutral("gray700", "#A1A1A1", "The grey of secondary texts.", "{--secondary-text-color:$}"),
  gray(800, "#757575"),
  neutral("gray900", "#212121", "The grey of texts.", "{--text-color:$}"),
  variable("highlight-color", "#4481eb", "The source's colour: header, bubble, the visitor's messages.", null),
  neutral("background-color", "#fff", "The ground of the window.", "{--background-color:$}"),
  neutral("text-color", "$gray900", "Texts on that ground.", "{--text-color:$}"),
  neutral("secondary-text-color", "$gray700", "Names, times, notes.", "{--secondary-text-color:$}"),
  neutral("placeholder-color", "$gray800", "What stands in the empty field.", "{--placeholder-color:$}"),
  variable("error-color", "#f44336", "What went wrong.", "{--error-color:$}"),
  variable(
    "global-notification-color",
    "#f0512a",
    "The line above the conversation, such as no connection.",
    "{--notice-color:$}",
  ),
  variable("highlight-text-color", "#fff", "Texts on the source's colour.", "{--highlight-text-color:$ !important}"),
  variable("header-color", "$highlight-color", "The ground of the header.", ".header{background:$}"),
  variable("header-text-color", "$highlight-text-color", "Title and subtitle.", ".header{color:$}"),
  variable("header-icon-color", "$header-text-color", "The buttons of the header.", ".header .icon-button{color:$}"),
  neutral("message-background-color", "#ecf0f6", "The agent's messages.", "{--message-background-color:$}"),
  neutral("message-text-color", "$text-color", "Texts of the agent's messages.", ".company .body{color:$}"),
  variable(
    "message-self-background-color",
    "$highlight-color",
    "The visitor's messages.",
    ".visitor .body:not(.failed,.emoji){background:$}",
  ),
  variable(
    "message-self-text-color",
    "$highlight-text-color",
    "Texts of the visitor's messages.",
    ".visitor .body:not(.failed){color:$}",
  ),
  neutral(
    "status-color",
    "$secondary-text-color",
    "Sent, seen, typing, waiting.",
    ":is(.meta,.typing,.waiting,.separator){color:$}",
  ),
  neutral("thread-closure-color", "$secondary-text-color", "That a conversation is closed.", ".closure{color:$}"),
  variable("send-icon-color", "$highlight-color", "The button that sends.", ".icon-button.send{color:$}"),
  variable("bubble-icon-color", "$highlight-text-color", "The picture in the bubble.", ".launcher{color:$}"),
  neutral(
    "end-conversation-option-color",
    "$text-color",
    "What can be done once a live chat has ended.",
    ".option:not(.leave){color:$}",
  ),
  variable("leave-conversation-color", "#f0512a", "The button that leaves.", ".option.leave{color:$}"),
  variable("cobrowsing-status-color", "#667080", "The line of a shared page; for your own rules.", null),
  variable("cobrowsing-status-button-bg-color", "$highlight-color", "Its button; for your own rules.", null),
  variable("webview-header-background-color", "$header-color", "The header within an app; for your own rules.", null),
  variable("webview-header-text-color", "$header-text-color", "Its texts; for your own rules.", null),
];

/** What a source's own styles compile to: the variables that they set, as `#rrggbb` or `#rrggbbaa`, and their rules. */
export interface Theme {
  variables: Readonly<Record<string, string>>;
  css: string;
}

export const NO_THEME: Theme = { variables: {}, css: "" };

export type Scheme = "light" | "dark";
export type WantedScheme = "auto" | Scheme;

/** What styles/tokens.css is written for. */
export const USUAL_HIGHLIGHT = "#4481eb";

/**
 * The style sheet that the window adopts after its own; empty when there is nothing to change. The window itself
 * reckons no colours: every page would load that.
 */
export function themeSheet(theme: Theme, scheme: WantedScheme, highlightColor: string): string {
  const { variables, css } = theme;
  const highlight = highlightOf(theme, highlightColor).toLowerCase();
  const rules = THEME_VARIABLES.flatMap(({ name, rule, isNeutral }) => {
    const value = variables[name];
    if (value === undefined || rule === null) return [];
    const scope = `.stage[data-scheme${isNeutral && scheme === "auto" ? "=light" : ""}]`;
    const filled = rule.replace("$", value);
    return [
      `${scope}${filled.startsWith("{") ? "" : " "}${filled}`,
      ...(name === "global-notification-color" ? [`${scope}{--notice-text-color:${readableOn(value)}}`] : []),
    ];
  });
  return (highlight === USUAL_HIGHLIGHT ? "" : highlightRule(highlight)) + rules.join("") + css;
}

function highlightRule(highlight: string): string {
  const { surface, text, onLight, onDark } = decideHighlightColours(highlight);
  return `.stage{--highlight-color:${surface};--highlight-text-color:${text};--highlight-on-light:${onLight};--highlight-on-dark:${onDark}}`;
}

/** The source's colour: what its styles say, or what its settings do. */
export function highlightOf({ variables }: Theme, highlightColor: string): string {
  return variables["highlight-color"]?.slice(0, 7) ?? highlightColor;
}

/** The colours of styles/tokens.css that texts stand in and on. */
export const BASE_COLOURS = {
  light: {
    "background-color": "#fff",
    "text-color": "#1b2430",
    "secondary-text-color": "#566171",
    "placeholder-color": "#657081",
    "field-color": "#f5f7fa",
    "message-background-color": "#edf1f6",
    "error-color": "#c22a20",
  },
  dark: {
    "background-color": "#151a21",
    "text-color": "#e9edf3",
    "secondary-text-color": "#a3afbf",
    "placeholder-color": "#98a4b5",
    "field-color": "#1d242d",
    "message-background-color": "#262f3a",
    "error-color": "#ff8f85",
  },
} as const;

export interface ContrastProblem {
  scheme: Scheme;
  what: string;
  /** To one decimal. */
  ratio: number;
  needed: number;
}

const TEXT = 4.5;
const PICTURE = 3;

/** What cannot be read well enough by WCAG 2.2 AA, in the schemes that visitors get. */
export function findContrastProblems(theme: Theme, highlightColor: string, wanted: WantedScheme): ContrastProblem[] {
  const schemes: readonly Scheme[] = wanted === "auto" ? ["light", "dark"] : [wanted];
  const highlight = decideHighlightColours(highlightOf(theme, highlightColor));
  return schemes.flatMap((scheme) => {
    const base = BASE_COLOURS[scheme];
    const set = (name: string): string | undefined => {
      const isNeutral = THEME_VARIABLES.some((one) => one.name === name && one.isNeutral);
      return isNeutral && wanted === "auto" && scheme === "dark" ? undefined : theme.variables[name];
    };
    const ground = set("background-color") ?? base["background-color"];
    const text = set("text-color") ?? set("gray900") ?? base["text-color"];
    const secondary = set("secondary-text-color") ?? set("gray700") ?? base["secondary-text-color"];
    const error = set("error-color") ?? base["error-color"];
    const highlightText = set("highlight-text-color") ?? highlight.text;
    const header = set("header-color") ?? highlight.surface;
    const headerText = set("header-text-color") ?? highlightText;
    const accent = scheme === "light" ? highlight.onLight : highlight.onDark;
    const pairs: readonly (readonly [what: string, colour: string, ground: string, needed: number])[] = [
      ["Texts", text, ground, TEXT],
      ["Secondary texts", secondary, ground, TEXT],
      ["Status", set("status-color") ?? secondary, ground, TEXT],
      ["The empty field", set("placeholder-color") ?? base["placeholder-color"], base["field-color"], TEXT],
      ["What is typed", text, base["field-color"], TEXT],
      ["Errors", error, ground, TEXT],
      ["The title", headerText, header, TEXT],
      ["The header's buttons", set("header-icon-color") ?? headerText, header, PICTURE],
      [
        "The agent's messages",
        set("message-text-color") ?? text,
        set("message-background-color") ?? base["message-background-color"],
        TEXT,
      ],
      [
        "The visitor's messages",
        set("message-self-text-color") ?? highlightText,
        set("message-self-background-color") ?? highlight.surface,
        TEXT,
      ],
      ["The button that sends", set("send-icon-color") ?? accent, base["field-color"], PICTURE],
      ["The picture in the bubble", set("bubble-icon-color") ?? highlightText, highlight.surface, PICTURE],
      ["A closed conversation", set("thread-closure-color") ?? secondary, ground, TEXT],
      ["The end of a live chat", set("end-conversation-option-color") ?? text, ground, TEXT],
      ["Leaving a live chat", set("leave-conversation-color") ?? error, ground, TEXT],
    ];
    return pairs.flatMap(([what, colour, beneath, needed]) => {
      const ratio = contrastOf(colour, beneath);
      return ratio >= needed ? [] : [{ scheme, what, ratio: Math.floor(ratio * 10) / 10, needed }];
    });
  });
}

function readableOn(ground: string): string {
  return contrastOf("#fff", ground) >= contrastOf("#10141b", ground) ? "#fff" : "#10141b";
}

/** Of a colour on an opaque ground; one that lets the ground through is mixed with it. */
function contrastOf(colour: string, ground: string): number {
  const [beneath] = readColour(ground);
  const [above, alpha] = readColour(colour);
  const seen = above.map((channel, index) => channel * alpha + (beneath[index] ?? 0) * (1 - alpha));
  return contrast(luminance(seen), luminance(beneath));
}
