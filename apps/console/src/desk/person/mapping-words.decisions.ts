import type { CustomField, MappingOutcome, MappingSource, MappingTarget } from "@beckon/protocol";
import { personWords } from "./person-draft.decisions.ts";

/** The value that is mapped, by its name. */
export function saySource(source: MappingSource): string {
  return source.kind === "uuid" ? "The uuid" : source.name;
}

/** The field that it fills, by its label. */
export function sayTarget(target: MappingTarget, fields: readonly CustomField[]): string {
  if (target.kind === "field") return personWords[target.field];
  const field = fields.find(({ id }) => id === target.custom_field_id);
  return field?.label ?? "a custom field that is gone";
}

/** What became of a value, as a sentence beneath it. */
export function sayOutcome({ source, target, reason }: MappingOutcome, fields: readonly CustomField[]): string {
  const [mapped, unmapped] =
    source.kind === "uuid" ? ["The uuid is mapped", "The uuid is not mapped"] : ["Mapped", "Not mapped"];
  if (reason === null) return `${mapped} to ${sayTarget(target, fields)}.`;
  const isGone = target.kind === "custom_field" && fields.every(({ id }) => id !== target.custom_field_id);
  return isGone ? `${unmapped}. ${reason}` : `${unmapped} to ${sayTarget(target, fields)}. ${reason}`;
}
