import type { CustomField, MappingEntry, MappingTarget, PredefinedField } from "@beckon/protocol";
import { personWords } from "../../desk/person/person-draft.decisions.ts";

/** As the API says. */
export const MAPPING_LIMIT = 50;

const PERSON_FIELDS = Object.keys(personWords) as PredefinedField[];

/** An entry of a mapping as its dialog holds it. */
export interface MappingDraft {
  kind: MappingEntry["source"]["kind"];
  /** Of the extra value. */
  name: string;
  /** A predefined field, or the id of a custom one; empty: none is chosen. */
  target: string;
}

export const freshMapping: MappingDraft = { kind: "extra_value", name: "", target: "" };

export function draftOfMapping({ source, target }: MappingEntry): MappingDraft {
  return {
    kind: source.kind,
    name: source.kind === "extra_value" ? source.name : "",
    target: target.kind === "field" ? target.field : target.custom_field_id,
  };
}

export function entryOfDraft({ kind, name, target }: MappingDraft): MappingEntry {
  return { source: kind === "uuid" ? { kind } : { kind, name: name.trim() }, target: targetOf(target) };
}

function targetOf(name: string): MappingTarget {
  const field = PERSON_FIELDS.find((each) => each === name);
  return field === undefined ? { kind: "custom_field", custom_field_id: name } : { kind: "field", field };
}

/** What tells an entry from the others of its mapping. */
export function keyOfEntry(entry: MappingEntry): string {
  return JSON.stringify(draftOfMapping(entry));
}

export function findMappingErrors(draft: MappingDraft, others: readonly MappingEntry[]): Record<string, string> {
  const name = draft.name.trim();
  if (draft.kind === "extra_value" && name === "") return { name: "Write the name that your website gives it." };
  if (draft.kind === "extra_value" && name.length > 100) return { name: "Use at most 100 characters." };
  if (draft.target === "") return { target: "Choose the field that it fills." };
  const key = keyOfEntry(entryOfDraft(draft));
  return others.some((other) => keyOfEntry(other) === key) ? { target: "It fills this field already." } : {};
}

/** What can be chosen, in groups. Fields out of use stand there only while they are chosen. */
export function targetChoices(fields: readonly CustomField[], chosen: string) {
  const offered = fields.filter(({ id, active }) => active || id === chosen);
  const predefined = PERSON_FIELDS.map((field) => ({ value: field, label: personWords[field] }));
  const custom = offered.map(({ id, label, active }) => ({
    value: id,
    label: active ? label : `${label} (not in use)`,
  }));
  return [
    { value: "", label: "Choose a field" },
    { group: "Person", items: predefined },
    ...(custom.length > 0 ? [{ group: "Custom fields", items: custom }] : []),
  ];
}
