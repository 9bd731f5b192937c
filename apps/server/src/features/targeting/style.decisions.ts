import { type CssNode, parse, walk } from "css-tree";
import type { Fault } from "./fault.ts";

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

/**
 * Why an item's style sheet cannot stand, or null. It may fetch nothing but pictures over https: whatever a style
 * sheet fetches tells somebody who visits the page.
 */
export function judgeStyle(css: string): Fault | null {
  const problems: string[] = [];
  const sheet = parse(css, {
    parseCustomProperty: true,
    positions: true,
    onParseError: (error) => problems.push(`line ${error.line}: ${error.message}`),
  });
  const [unreadable] = problems;
  if (unreadable !== undefined) return fault(`It cannot be read (${unreadable}).`);

  let found: string | null = null;
  walk(sheet, (node) => {
    found ??= judgeNode(node);
  });
  return found === null ? null : fault(found);
}

function judgeNode(node: CssNode): string | null {
  switch (node.type) {
    case "Atrule":
      return AT_RULES.has(node.name.toLowerCase()) ? null : `@${node.name} is not possible in an item.`;
    case "Declaration":
      return isPlain(node.property) && !REFUSED_PROPERTIES.has(node.property.toLowerCase())
        ? null
        : `The property ${node.property} is not possible in an item.`;
    case "Function":
      return judgeFunction(node);
    case "Url":
      return judgeAddress(node.value);
    case "Raw":
      return /^[;\s]*$/.test(node.value) ? null : `It cannot be read at \`${node.value.slice(0, 40)}\`.`;
    case "CDO":
    case "CDC":
      return "HTML comments do not belong into CSS.";
    default:
      return null;
  }
}

function judgeFunction(node: Extract<CssNode, { type: "Function" }>): string | null {
  const name = node.name.toLowerCase();
  if (!isPlain(name) || REFUSED_FUNCTIONS.has(name)) return `${node.name}() is not possible in an item.`;
  if (!ADDRESS_FUNCTIONS.has(name)) return null;
  let found: string | null = null;
  walk(node, (inner) => {
    if (inner.type === "String") found ??= judgeAddress(inner.value);
  });
  return found;
}

function judgeAddress(address: string): string | null {
  if (/^(https:\/\/|data:image\/)/i.test(address.trim())) return null;
  return `\`${address.slice(0, 60)}\`: pictures need an address that begins with https:// or data:image/.`;
}

/** Written without escapes, under which anything can hide. */
function isPlain(name: string): boolean {
  return !name.includes("\\");
}

function fault(problem: string): Fault {
  return { field: "css", reason: problem };
}
