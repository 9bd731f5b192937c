import {
  CONTACTS_LIMIT,
  type CustomField,
  type CustomValue,
  type ExtraValueMapping,
  Gender,
  type IdentityGroupChange,
  type MappingOutcome,
  type MappingSource,
  type MappingTarget,
  type PredefinedField,
  PredefinedFields,
} from "@beckon/protocol";
import Type from "typebox";
import { Value } from "typebox/value";
import { judgeCustomValue } from "../custom-fields/index.ts";
import type { MappedValues } from "../identities/index.ts";
import { judgeGroupChange } from "./judge-fields.ts";

/** What of an identity can be mapped. */
export interface MappableIdentity {
  uuid: string | null;
  extra_values: Readonly<Record<string, string | number | boolean>>;
}

export interface MappedIdentity {
  values: MappedValues;
  /** Of the values that are there, in the order of the mapping. */
  outcomes: MappingOutcome[];
}

type Mapped<Result> = { kind: "taken"; value: Result } | { kind: "refused"; reason: string };

const PredefinedChange = Type.Partial(PredefinedFields);

/**
 * What a community's mapping makes of an identity. A value that its field does not take fills nothing, and the outcome
 * says why. Of several for one field the first that fits fills it; e-mails and phones add up.
 */
export function mapExtraValues(
  identity: MappableIdentity,
  mapping: ExtraValueMapping,
  fields: readonly CustomField[],
): MappedIdentity {
  let predefined: Omit<MappedValues, "custom_values"> = {};
  const custom = new Map<string, CustomValue>();
  const take = (target: MappingTarget, value: string | number | boolean): string | null => {
    if (target.kind === "custom_field") {
      const verdict = mapToCustomField(
        fields.find(({ id }) => id === target.custom_field_id),
        value,
      );
      if (verdict.kind === "refused") return verdict.reason;
      if (custom.has(target.custom_field_id)) return FILLED;
      custom.set(target.custom_field_id, verdict.value);
      return null;
    }
    const verdict = mapToField(target.field, String(value).trim());
    if (verdict.kind === "refused") return verdict.reason;
    const { emails = [], phones = [] } = verdict.value;
    if (target.field === "emails" || target.field === "phones") {
      const known = predefined[target.field] ?? [];
      const added = [...new Set([...known, ...emails, ...phones])];
      if (added.length > CONTACTS_LIMIT) return `There are ${CONTACTS_LIMIT} already.`;
      predefined = { ...predefined, [target.field]: added };
      return null;
    }
    if (Object.hasOwn(predefined, target.field)) return FILLED;
    predefined = { ...predefined, ...verdict.value };
    return null;
  };
  const outcomes: MappingOutcome[] = [];
  for (const { source, target } of mapping) {
    const value = findValue(identity, source);
    if (value !== null) outcomes.push({ source, target, reason: take(target, value) });
  }
  return { values: { ...predefined, ...(custom.size > 0 && { custom_values: Object.fromEntries(custom) }) }, outcomes };
}

const FILLED = "Another value stands before it.";

/** Null for what is not there; an empty text is as good as nothing. */
function findValue({ uuid, extra_values }: MappableIdentity, source: MappingSource): string | number | boolean | null {
  if (source.kind === "uuid") return uuid;
  const value = Object.hasOwn(extra_values, source.name) ? extra_values[source.name] : undefined;
  return value === undefined || (typeof value === "string" && value.trim() === "") ? null : value;
}

function mapToField(field: PredefinedField, text: string): Mapped<IdentityGroupChange> {
  const change: IdentityGroupChange = {};
  if (field === "gender") {
    const gender = text.toLowerCase();
    if (!Value.Check(Gender, gender)) return refuse("It is none of female, male and other.");
    change.gender = gender;
  } else if (field === "emails" || field === "phones") change[field] = [text];
  else change[field] = text;
  // Of texts only the length can be wrong here.
  if (!Value.Check(PredefinedChange, change)) return refuse("It is too long.");
  const verdict = judgeGroupChange(change, []);
  return verdict.kind === "refused" ? refuse(verdict.reason) : { kind: "taken", value: verdict.change };
}

function mapToCustomField(field: CustomField | undefined, value: string | number | boolean): Mapped<CustomValue> {
  if (field === undefined) return refuse("The custom field is gone.");
  if (!field.active) return refuse("The custom field is not in use.");
  const verdict = judgeCustomValue(field, cast(field.type, value));
  return verdict.kind === "refused" ? refuse(REFUSALS[field.type] ?? verdict.reason) : verdict;
}

/** Websites write most values as texts. What is longer than a number holds would be another number. What cannot be cast stays as it is, for the field to refuse. */
function cast(type: CustomField["type"], value: string | number | boolean): string | number | boolean | string[] {
  const text = String(value).trim();
  switch (type) {
    case "text":
    case "single_choice":
      return text;
    case "number":
      return /^[+-]?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : value;
    case "boolean":
      return BOOLEANS.get(text.toLowerCase()) ?? value;
    case "date":
      // Of a point in time the day that it names.
      return /^\d{4}-\d\d-\d\dT/.test(text) ? text.slice(0, 10) : text;
    case "multiple_choice":
      return text
        .split(",")
        .map((choice) => choice.trim())
        .filter((choice) => choice !== "");
  }
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["yes", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["0", false],
]);

/** As of a value that is there; of texts the field itself says what is wrong. */
const REFUSALS: Readonly<Partial<Record<CustomField["type"], string>>> = {
  number: "It is not a number.",
  boolean: "It is neither yes nor no.",
  date: "It is not a day, such as 2026-11-30.",
  single_choice: "It is none of the choices.",
  multiple_choice: "It is not among the choices.",
};

function refuse(reason: string): { kind: "refused"; reason: string } {
  return { kind: "refused", reason };
}
