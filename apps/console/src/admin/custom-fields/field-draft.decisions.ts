import type { CustomField, CustomFieldChange, CustomFieldType } from "@beckon/protocol";

/** A custom field as its dialog holds it; choices one a line. */
export interface FieldDraft {
  label: string;
  type: CustomFieldType;
  choices: string;
  pattern: string;
  active: boolean;
}

export const freshField: FieldDraft = { label: "", type: "text", choices: "", pattern: "", active: true };

export const typeWords: Record<CustomFieldType, string> = {
  text: "Text",
  number: "Number",
  boolean: "Yes or no",
  date: "Date",
  single_choice: "One of several",
  multiple_choice: "Some of several",
};

export function isChoice(type: CustomFieldType): boolean {
  return type === "single_choice" || type === "multiple_choice";
}

export function draftOfField({ label, type, choices, pattern, active }: CustomField): FieldDraft {
  return { label, type, choices: choices.join("\n"), pattern: pattern ?? "", active };
}

export function bodyOfField({
  label,
  type,
  choices,
  pattern,
  active,
}: FieldDraft): CustomFieldChange & { label: string } {
  return {
    label: label.trim(),
    choices: isChoice(type) ? linesOf(choices) : [],
    pattern: type !== "text" || pattern === "" ? null : pattern,
    active,
  };
}

export function findFieldErrors(draft: FieldDraft): Record<string, string> {
  const errors: Record<string, string> = {};
  if (draft.label.trim() === "") errors.label = "Give the field a name.";
  if (draft.label.trim().length > 200) errors.label = "Use at most 200 characters.";
  if (draft.pattern.length > 200) errors.pattern = "Use at most 200 characters.";
  const choices = linesOf(draft.choices);
  if (isChoice(draft.type)) {
    if (choices.length === 0) errors.choices = "Write what may be chosen, one a line.";
    if (choices.length > 100) errors.choices = "Write at most 100 of them.";
    if (new Set(choices).size < choices.length) errors.choices = "One of them is there twice.";
    if (choices.some((choice) => choice.length > 200)) errors.choices = "Use at most 200 characters for each.";
  }
  return errors;
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** The places that change when a field goes up (-1) or down (1). Equal places are told apart. */
export function placesAfterMove(
  fields: readonly CustomField[],
  { id }: CustomField,
  step: -1 | 1,
): { id: string; place: number }[] {
  const ordered = [...fields];
  const from = ordered.findIndex((each) => each.id === id);
  const [moved, other] = [ordered[from], ordered[from + step]];
  if (moved === undefined || other === undefined) return [];
  ordered[from] = other;
  ordered[from + step] = moved;
  return ordered
    .map((field, index) => ({ id: field.id, place: index + 1, before: field.place }))
    .filter(({ place, before }) => place !== before)
    .map(({ id: moving, place }) => ({ id: moving, place }));
}

/** What a row says of a field. */
export function sayField({ type, choices, pattern }: CustomField): string {
  if (isChoice(type)) return `${typeWords[type]}: ${choices.join(", ")}`;
  return pattern === null ? typeWords[type] : `${typeWords[type]} that matches ${pattern}`;
}
