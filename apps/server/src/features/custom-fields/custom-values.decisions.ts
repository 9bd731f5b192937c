import type { CustomField, CustomValue } from "@beckon/protocol";
import { compilePattern } from "./safe-pattern.decisions.ts";

type Judged = Pick<CustomField, "type" | "choices" | "pattern">;

export type ValueVerdict = { kind: "taken"; value: CustomValue } | { kind: "refused"; reason: string };

/** Whether a value is one of the field, exactly as it is. */
export function judgeCustomValue(field: Judged, value: unknown): ValueVerdict {
  switch (field.type) {
    case "text":
      return typeof value === "string" ? judgeText(field, value.trim()) : refuse("Write a text.");
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? take(value) : refuse("Write a number.");
    case "boolean":
      return typeof value === "boolean" ? take(value) : refuse("Choose yes or no.");
    case "date":
      return typeof value === "string" && isDate(value) ? take(value) : refuse("Write a date as 2026-11-30.");
    case "single_choice":
      return typeof value === "string" && field.choices.includes(value)
        ? take(value)
        : refuse("Choose one of the list.");
    case "multiple_choice":
      return Array.isArray(value) && value.length > 0 && value.every((each) => field.choices.includes(each))
        ? take(field.choices.filter((choice) => value.includes(choice)))
        : refuse("Choose some of the list.");
  }
}

const TEXT_LENGTH = 1_000;

function judgeText({ pattern }: Judged, text: string): ValueVerdict {
  if (text === "") return refuse("Write a text.");
  if (text.length > TEXT_LENGTH) return refuse("Use at most 1,000 characters.");
  if (pattern === null) return take(text);
  const compiled = compilePattern(pattern);
  return compiled.kind === "taken" && compiled.matches(text) ? take(text) : refuse("That does not match the pattern.");
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

function take(value: CustomValue): ValueVerdict {
  return { kind: "taken", value };
}

function refuse(reason: string): ValueVerdict {
  return { kind: "refused", reason };
}

/** Why a field cannot be as it is wanted, by what is wrong; null when it can. */
export function judgeCustomField(field: Judged): { field: string; reason: string } | null {
  const isChoice = field.type === "single_choice" || field.type === "multiple_choice";
  if (isChoice && field.choices.length === 0) return { field: "choices", reason: "Give something to choose from." };
  if (!isChoice && field.choices.length > 0) return { field: "choices", reason: "Only choices have some." };
  if (field.type === "multiple_choice" && field.choices.some((choice) => choice.includes(","))) {
    return { field: "choices", reason: "Where several may be chosen, none has a comma in it." };
  }
  if (field.choices.some((choice) => choice !== choice.trim())) {
    return { field: "choices", reason: "A choice has no spaces around it." };
  }
  if (field.pattern === null) return null;
  if (field.type !== "text") return { field: "pattern", reason: "Only texts have a pattern." };
  const verdict = compilePattern(field.pattern);
  return verdict.kind === "refused" ? { field: "pattern", reason: verdict.reason } : null;
}
