import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decideHighlightColours } from "../src/catalogue/colours.ts";
import {
  BASE_COLOURS,
  findContrastProblems,
  highlightOf,
  NO_THEME,
  THEME_VARIABLES,
  themeSheet,
  USUAL_HIGHLIGHT,
} from "../src/catalogue/theme.ts";

const theme = (variables: Record<string, string>, css = "") => ({ variables, css });

describe("the look of a source's window", () => {
  it("THM1: a neutral colour holds in light mode where the scheme is automatic, any other always", () => {
    const sheet = themeSheet(
      theme({ "background-color": "#fffbe6", "header-color": "#102030" }, ".x{}"),
      "auto",
      USUAL_HIGHLIGHT,
    );
    expect(sheet).toContain(".stage[data-scheme=light]{--background-color:#fffbe6}");
    expect(sheet).toContain(".stage[data-scheme] .header{background:#102030}");
    expect(sheet.endsWith(".x{}")).toBe(true);
    expect(themeSheet(theme({ "background-color": "#000000" }), "dark", USUAL_HIGHLIGHT)).toBe(
      ".stage[data-scheme]{--background-color:#000000}",
    );
    expect(themeSheet(NO_THEME, "auto", "#4481EB")).toBe("");
  });

  it("THM1: the highlight colour takes the place of the setting, so that texts on it stay readable", () => {
    expect(highlightOf(theme({ "highlight-color": "#aa00ff80" }), "#4481eb")).toBe("#aa00ff");
    expect(highlightOf(NO_THEME, "#4481eb")).toBe("#4481eb");
    expect(themeSheet(NO_THEME, "auto", "#ffd400")).toContain(
      ".stage{--highlight-color:rgb(255,212,0);--highlight-text-color:#10141b;",
    );
  });

  it("THM5: the window's own style sheet is that of the usual colour", () => {
    const tokens = readFileSync(new URL("../src/styles/tokens.css", import.meta.url), "utf8").replaceAll(/[ \n]/g, "");
    const { surface, text, onLight, onDark } = decideHighlightColours(USUAL_HIGHLIGHT);
    expect(tokens).toContain(
      `--highlight-color:${surface};--highlight-text-color:${text};--highlight-on-light:${onLight};--highlight-on-dark:${onDark};`,
    );
  });

  it("THM1: what is usual for a variable is a colour, or a variable before it", () => {
    const names = THEME_VARIABLES.map(({ name }) => name);
    for (const [index, { usual }] of THEME_VARIABLES.entries()) {
      if (usual.startsWith("$")) expect(names.slice(0, index)).toContain(usual.slice(1));
      else expect(usual).toMatch(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i);
    }
    expect(new Set(names).size).toBe(33);
  });

  it("THM4: nothing is flagged as it is built, and what cannot be read is, in the scheme where it cannot", () => {
    for (const highlight of ["#4481eb", "#ffd400", "#000000", "#ffffff"]) {
      expect(findContrastProblems(NO_THEME, highlight, "auto")).toEqual([]);
    }
    const pale = findContrastProblems(theme({ "text-color": "#cccccc" }), "#4481eb", "auto");
    expect(pale.map(({ scheme }) => scheme)).not.toContain("dark");
    expect(pale).toContainEqual({ scheme: "light", what: "Texts", ratio: 1.6, needed: 4.5 });
    const header = findContrastProblems(theme({ "header-color": "#ffff00" }), "#4481eb", "auto");
    expect(header.filter(({ what }) => what === "The title").map(({ scheme }) => scheme)).toEqual(["light", "dark"]);
    const seeThrough = findContrastProblems(theme({ "text-color": "#00000040" }), "#4481eb", "light");
    expect(seeThrough.map(({ what }) => what)).toContain("Texts");
  });

  it("THM4: reckons with the colours that the window is built with", () => {
    const tokens = readFileSync(new URL("../src/styles/tokens.css", import.meta.url), "utf8");
    const [light = "", dark = ""] = tokens.split('[data-scheme="dark"]');
    for (const [block, colours] of [
      [light, BASE_COLOURS.light],
      [dark, BASE_COLOURS.dark],
    ] as const) {
      for (const [name, colour] of Object.entries(colours)) expect(block).toContain(`--${name}: ${colour};`);
    }
  });
});
