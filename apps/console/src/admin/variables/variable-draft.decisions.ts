import type { CustomVariable, VariableFilling } from "@beckon/protocol";

export type FillingKind = VariableFilling["kind"];
export type ReadKind = "text" | "value" | "checked" | "count" | "attribute";

/** A custom variable as its form holds it. */
export interface VariableDraft {
  name: string;
  label: string;
  type: CustomVariable["type"];
  filling: FillingKind | "site";
  /** The selector, path or name, by the kind. */
  place: string;
  read: ReadKind;
  attribute: string;
  pattern: string;
}

export type VariableBody = Omit<CustomVariable, "id" | "source_id" | "created_at">;

/** The field that says where a filling of each kind finds its value. */
export const placeFields: Readonly<Record<FillingKind, "selector" | "path" | "name">> = {
  selector: "selector",
  global: "path",
  cookie: "name",
  url_parameter: "name",
  meta: "name",
  local_storage: "name",
};

export const freshVariable: VariableDraft = {
  name: "custom_",
  label: "",
  type: "string",
  filling: "site",
  place: "",
  read: "text",
  attribute: "",
  pattern: "",
};

export function draftOfVariable({ name, label, type, filling }: VariableBody): VariableDraft {
  if (filling === null) return { ...freshVariable, name, label, type };
  const { kind, read, pattern } = filling;
  return {
    name,
    label,
    type,
    filling: kind,
    place: filling[placeFields[kind]] ?? "",
    read: typeof read === "object" ? "attribute" : (read ?? "text"),
    attribute: typeof read === "object" ? read.attribute : "",
    pattern: pattern ?? "",
  };
}

export function variableBodyOf(draft: VariableDraft): VariableBody {
  const { filling, place, read, attribute, pattern } = draft;
  return {
    name: draft.name.trim(),
    label: draft.label.trim(),
    type: draft.type,
    filling:
      filling === "site"
        ? null
        : {
            kind: filling,
            [placeFields[filling]]: place.trim(),
            ...(filling === "selector" ? { read: read === "attribute" ? { attribute: attribute.trim() } : read } : {}),
            pattern: pattern === "" ? null : pattern,
          },
  };
}

export function findVariableErrors(draft: VariableDraft): Record<string, string> {
  const errors: Record<string, string> = {};
  if (!/^custom_[a-zA-Z0-9_]{1,100}$/.test(draft.name.trim())) {
    errors.name = "Begin with custom_ and go on with letters, digits and _ only.";
  }
  if (draft.label.trim() === "") errors.label = "Give the variable a label: sentences name it by that.";
  if (draft.label.trim().length > 200) errors.label = "Use at most 200 characters.";
  if (draft.filling === "site") return errors;
  const place = placeFields[draft.filling];
  if (draft.place.trim() === "") errors[`filling.${place}`] = "Say where the value is found.";
  if (draft.place.length > 1_000) errors[`filling.${place}`] = "Use at most 1,000 characters.";
  if (draft.filling === "selector" && draft.read === "attribute" && draft.attribute.trim() === "") {
    errors["filling.read"] = "Name the attribute.";
  }
  const problem = problemOfPattern(draft.pattern);
  if (problem !== null) errors["filling.pattern"] = problem;
  return errors;
}

function problemOfPattern(pattern: string): string | null {
  if (pattern === "") return null;
  try {
    new RegExp(pattern);
    return null;
  } catch (error) {
    return error instanceof Error ? `This is not a regular expression: ${error.message}.` : "This cannot be read.";
  }
}
