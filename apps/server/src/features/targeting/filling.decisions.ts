import type { VariableFilling } from "@beckon/protocol";
import { parse } from "css-tree";
import { isSafePattern } from "redos-detector";
import type { Fault } from "./fault.ts";

type FillingKind = VariableFilling["kind"];

/** The field that says where a filling of each kind finds its value. */
const PLACES: Record<FillingKind, "selector" | "path" | "name"> = {
  selector: "selector",
  global: "path",
  cookie: "name",
  url_parameter: "name",
  meta: "name",
  local_storage: "name",
};

/** `dataLayer[0].cart.total`: names and indexes, nothing that would have to be run. */
const GLOBAL_PATH =
  /^[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*|\[\d{1,6}\]|\[(?:"[^"]*"|'[^']*')\])*$/u;

/** The check of a pattern is given this long; one that it cannot judge by then is refused. */
const PATTERN_CHECK_MS = 100;

/** Why a custom variable cannot be filled in this way, or null. */
export function judgeFilling(filling: VariableFilling | null): Fault | null {
  if (filling === null) return null;
  const place = PLACES[filling.kind];
  const text = filling[place];
  if (text === undefined || text.trim() === "") {
    return { field: `filling.${place}`, reason: `Filling by ${filling.kind} needs \`${place}\`.` };
  }
  return judgePlace(place, text) ?? judgePattern(filling.pattern ?? null);
}

function judgePlace(place: "selector" | "path" | "name", text: string): Fault | null {
  if (place === "selector") {
    try {
      parse(text, { context: "selectorList" });
    } catch (error) {
      const problem = error instanceof Error ? error.message : "it cannot be read";
      return { field: "filling.selector", reason: `That is not a CSS selector: ${problem}.` };
    }
  }
  if (place === "path" && !GLOBAL_PATH.test(text)) {
    return { field: "filling.path", reason: "That is not a path of names, such as dataLayer[0].cart.total." };
  }
  return null;
}

/** It runs on every page of the website, over texts that its visitors can choose. */
function judgePattern(pattern: string | null): Fault | null {
  if (pattern === null || pattern === "") return null;
  try {
    new RegExp(pattern);
  } catch (error) {
    const problem = error instanceof Error ? error.message : "it cannot be read";
    return { field: "filling.pattern", reason: `That is not a regular expression: ${problem}.` };
  }
  try {
    // Tied to the start: that an expression is tried at each place of a text is not what makes it explode.
    if (isSafePattern(`^(?:${pattern})`, { timeout: PATTERN_CHECK_MS, maxScore: 200 }).safe) return null;
  } catch {
    return {
      field: "filling.pattern",
      reason: "That regular expression uses something that cannot be checked, such as named groups. Write it simpler.",
    };
  }
  return {
    field: "filling.pattern",
    reason: "That regular expression could take far too long on some texts. Avoid repetitions that can match the same.",
  };
}
