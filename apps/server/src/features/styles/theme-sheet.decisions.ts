import { type CssNode, generate, parse, walk } from "css-tree";
import { findStyleProblem, type StyleProblem } from "./judge-style.decisions.ts";

/** Every page of the website loads it. */
const SHEET_LENGTH_LIMIT = 32_768;

/** Makes a rule's selectors those of something within the window, and stronger than the window's own. */
const STAGE = "stage";

/**
 * The rules of a source as the window adopts them: each within the window's root. Says what cannot stand: a style
 * sheet that calls out tells somebody of each visitor, and one that leaves its place covers the website.
 */
export function scopeSheet(css: string): { css: string } | StyleProblem {
  const problem = findStyleProblem(css, { where: "in the window", addresses: /^data:image\//i, scheme: "data:image/" });
  if (problem !== null) return problem;
  const sheet = parse(css);
  let found: StyleProblem | null = null;
  walk(sheet, (node) => {
    found ??= findEscape(node);
  });
  if (found !== null) return found;
  walk(sheet, {
    visit: "Rule",
    enter(rule) {
      if (this.rule !== null || (this.atrule !== null && /keyframes$/i.test(this.atrule.name))) return;
      if (rule.prelude.type !== "SelectorList") return;
      for (const selector of rule.prelude.children) {
        if (selector.type !== "Selector") continue;
        const { first } = selector.children;
        if (first?.type === "ClassSelector" && first.name === STAGE) continue;
        selector.children.prependData({ type: "Combinator", name: " " });
        selector.children.prependData({
          type: "AttributeSelector",
          name: { type: "Identifier", name: "data-scheme" },
          matcher: null,
          value: null,
          flags: null,
        });
        selector.children.prependData({ type: "ClassSelector", name: STAGE });
      }
    },
  });
  const scoped = generate(sheet);
  if (scoped.length > SHEET_LENGTH_LIMIT) {
    return { reason: `Compiled it has ${scoped.length} characters; ${SHEET_LENGTH_LIMIT} are possible.`, near: "" };
  }
  return { css: scoped };
}

function findEscape(node: CssNode): StyleProblem | null {
  if (node.type === "PseudoClassSelector" && /^(host|host-context|root)$/i.test(node.name)) {
    return { reason: `:${node.name} is not possible: rules hold within the window.`, near: `:${node.name}` };
  }
  if (node.type !== "Declaration" || node.property.toLowerCase() !== "position") return null;
  const value = generate(node.value);
  if (/^(static|relative|absolute|inherit|initial|unset)(\s*!important)?$/i.test(value)) return null;
  return { reason: `position: ${value} is not possible: the window's place is set under Settings.`, near: value };
}
