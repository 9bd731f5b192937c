import { THEME_VARIABLES, type Theme } from "@beckon/chat-client/theme";
import { compileString, Exception, Logger, SassColor, SassString, sassNull, type Value } from "sass";
import { findSetVariables, lineOf, withoutTexts } from "./set-variables.decisions.ts";
import { scopeSheet } from "./theme-sheet.decisions.ts";

export interface ThemeRequest {
  customCss: string;
  /** The source's own colour, which `$highlight-color` is unless it is set. */
  highlightColor: string;
}

/** What was compiled, or why not, with the line where that can be said. */
export type CompiledTheme = { theme: Theme } | { reason: string; line: number | null };

const NAMES = THEME_VARIABLES.map(({ name }) => name);
const REFUSED_RULES = /@(use|forward|import)\b/i;

/**
 * Compiles a source's own SCSS: the colours of the variables that it sets, and its rules. It reaches no file and no
 * network, since it may bring nothing in. Takes as long and as much memory as the source makes it take: to be called
 * in a thread that can be ended.
 */
export function compileTheme(request: ThemeRequest): CompiledTheme {
  const { customCss } = request;
  const refused = REFUSED_RULES.exec(withoutTexts(customCss));
  if (refused !== null) {
    return { reason: `@${refused[1]} is not possible in the window.`, line: lineOf(customCss, refused[0]) };
  }
  const set = findSetVariables(customCss, NAMES);
  const first = run(request, set, {});
  // What follows others follows what they are set to: only now is it known.
  const second = "reason" in first || set.length === 0 ? first : run(request, set, first.variables);
  if ("reason" in second) return second;
  const scoped = scopeSheet(second.css);
  if ("reason" in scoped) return { reason: scoped.reason, line: lineOf(customCss, scoped.near) };
  return { theme: { variables: second.variables, css: scoped.css } };
}

type Result = { variables: Record<string, string>; css: string } | { reason: string; line: number | null };

/** `known`: what an earlier run has found the variables to be set to. */
function run(
  { customCss, highlightColor }: ThemeRequest,
  set: readonly string[],
  known: Record<string, string>,
): Result {
  // On one line, so that those of the source are known by their numbers.
  const usual = THEME_VARIABLES.map(
    (one) => `$${one.name}:${known[one.name] ?? (one.name === "highlight-color" ? highlightColor : one.usual)};`,
  ).join("");
  const reports = set.map((name) => `$beckon-reported:beckon-report("${name}",$${name});`).join("");
  const variables: Record<string, string> = {};
  const report = ([name, value]: Value[]) => {
    if (!(name instanceof SassString)) throw new Error("That is no variable.");
    if (!(value instanceof SassColor)) throw new Error(`$${name.text} needs a colour.`);
    variables[name.text] = toHex(value);
    return sassNull;
  };
  try {
    const { css } = compileString(`${usual}\n${customCss}\n${reports}`, {
      charset: false,
      logger: Logger.silent,
      functions: { "beckon-report($name, $value)": report },
    });
    return { css, variables };
  } catch (error) {
    // Texts or calls without end, which end here.
    if (error instanceof RangeError) return { reason: "It asks for more than can be compiled.", line: null };
    if (!(error instanceof Exception)) throw error;
    const lines = customCss.split("\n").length;
    const unset = /^\$([\w-]+) needs a colour/.exec(error.sassMessage)?.[1];
    const line = unset === undefined ? Math.min(error.span.start.line, lines) : lineOf(customCss, `$${unset}`);
    return { reason: `${error.sassMessage.replace(/\.?$/, ".")}`, line };
  }
}

function toHex(colour: SassColor): string {
  const rgb = colour.toSpace("rgb");
  const channels = (["red", "green", "blue"] as const).map((channel) =>
    Math.min(255, Math.max(0, rgb.channel(channel))),
  );
  const alpha = rgb.alpha === 1 ? [] : [rgb.alpha * 255];
  return `#${[...channels, ...alpha].map((channel) => Math.round(channel).toString(16).padStart(2, "0")).join("")}`;
}
