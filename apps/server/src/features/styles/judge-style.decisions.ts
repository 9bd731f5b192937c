import { type CssNode, parse, walk } from "css-tree";

/** Those that say when rules hold. None that brings something in, such as import, font-face or namespace. */
const AT_RULES = new Set([
  "container",
  "keyframes",
  "-webkit-keyframes",
  "layer",
  "media",
  "starting-style",
  "supports",
]);
/** Ran script in browsers of old, which some visitors still have. */
const REFUSED_PROPERTIES = new Set(["behavior", "-moz-binding", "-ms-behavior"]);
const REFUSED_FUNCTIONS = new Set(["expression"]);
/** Functions whose texts are addresses. */
const ADDRESS_FUNCTIONS = new Set(["image", "image-set", "-webkit-image-set", "src", "cross-fade"]);

export interface StyleProblem {
  /** One sentence for the person who wrote it. */
  reason: string;
  /** What it is about, as it stands in the style sheet; empty when it is about no single place. */
  near: string;
}

export interface StyleLimits {
  /** "in an item" */
  where: string;
  /** The addresses that pictures may have, and how they begin in words. */
  addresses: RegExp;
  scheme: string;
}

/**
 * Why a style sheet cannot stand on other people's pages, or null. It may fetch nothing but pictures, and only from
 * where it may: whatever a style sheet fetches tells somebody who visits the page.
 */
export function findStyleProblem(css: string, limits: StyleLimits): StyleProblem | null {
  const problems: string[] = [];
  const sheet = parse(css, {
    parseCustomProperty: true,
    positions: true,
    onParseError: (error) => problems.push(`line ${error.line}: ${error.message}`),
  });
  const [unreadable] = problems;
  if (unreadable !== undefined) return { reason: `It cannot be read (${unreadable}).`, near: "" };

  let found: StyleProblem | null = null;
  walk(sheet, (node) => {
    found ??= judgeNode(node, limits);
  });
  return found;
}

function judgeNode(node: CssNode, limits: StyleLimits): StyleProblem | null {
  const impossible = (name: string, near: string) => ({ reason: `${name} is not possible ${limits.where}.`, near });
  switch (node.type) {
    case "Atrule":
      return AT_RULES.has(node.name.toLowerCase()) ? null : impossible(`@${node.name}`, `@${node.name}`);
    case "Declaration":
      return isPlain(node.property) && !REFUSED_PROPERTIES.has(node.property.toLowerCase())
        ? null
        : impossible(`The property ${node.property}`, node.property);
    case "Function": {
      const name = node.name.toLowerCase();
      if (!isPlain(name) || REFUSED_FUNCTIONS.has(name)) return impossible(`${node.name}()`, node.name);
      return ADDRESS_FUNCTIONS.has(name) ? judgeTexts(node, limits) : null;
    }
    case "Url":
      return judgeAddress(node.value, limits);
    case "Raw": {
      const near = node.value.slice(0, 40);
      return /^[;\s]*$/.test(node.value) ? null : { reason: `It cannot be read at \`${near}\`.`, near };
    }
    case "CDO":
    case "CDC":
      return { reason: "HTML comments do not belong into CSS.", near: node.type === "CDO" ? "<!--" : "-->" };
    default:
      return null;
  }
}

function judgeTexts(node: CssNode, limits: StyleLimits): StyleProblem | null {
  let found: StyleProblem | null = null;
  walk(node, (inner) => {
    if (inner.type === "String") found ??= judgeAddress(inner.value, limits);
  });
  return found;
}

function judgeAddress(address: string, { addresses, scheme }: StyleLimits): StyleProblem | null {
  if (addresses.test(address.trim())) return null;
  const near = address.slice(0, 60);
  return { reason: `\`${near}\`: pictures need an address that begins with ${scheme}.`, near };
}

/** Written without escapes, under which anything can hide. */
function isPlain(name: string): boolean {
  return !name.includes("\\");
}
