import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { Timestamp, Uuid } from "../identifiers.ts";

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const closed = { additionalProperties: false };

/** Fields of one domain. */
export const CUSTOM_FIELDS_LIMIT = 100;
/** Characters of a text, and of one that is matched against a pattern. */
export const CUSTOM_TEXT_LENGTH = 1_000;

export const CustomFieldType = Type.Enum(["text", "number", "boolean", "date", "single_choice", "multiple_choice"]);
export type CustomFieldType = Type.Static<typeof CustomFieldType>;

const settings = {
  label: Type.String({ minLength: 1, maxLength: LIMITS.nameLength }),
  /** What may be chosen, in this order; empty for other types. */
  choices: Type.Array(Type.String({ minLength: 1, maxLength: LIMITS.nameLength }), {
    maxItems: 100,
    uniqueItems: true,
  }),
  /** A regular expression that the whole of a text has to match; null: any text. */
  pattern: Nullable(Type.String({ minLength: 1, maxLength: 200 })),
  /** Those that are not keep their values and are shown to nobody. */
  active: Type.Boolean(),
  /** Among the fields, ascending. */
  place: Type.Integer({ minimum: 0, maximum: 100_000 }),
};

/** What a domain wants to know of its visitors beside what everybody wants to know. */
export const CustomField = Type.Object({ id: Uuid, type: CustomFieldType, ...settings, created_at: Timestamp });
export type CustomField = Type.Static<typeof CustomField>;

/** The type stays: values are of it. */
export const CustomFieldChange = Type.Partial(Type.Object(settings), closed);
export type CustomFieldChange = Type.Static<typeof CustomFieldChange>;

export const CustomFieldDraft = Type.Object(
  { ...CustomFieldChange.properties, type: CustomFieldType, label: settings.label },
  closed,
);
export type CustomFieldDraft = Type.Static<typeof CustomFieldDraft>;

/** Of a text, a date (`2026-11-30`) or a choice; a number; a boolean; several choices. */
export const CustomValue = Type.Union([
  Type.String({ maxLength: CUSTOM_TEXT_LENGTH }),
  Type.Number(),
  Type.Boolean(),
  Type.Array(Type.String({ maxLength: LIMITS.nameLength }), { maxItems: 100 }),
]);
export type CustomValue = Type.Static<typeof CustomValue>;

/** Values by the ids of their fields. */
export const CustomValues = Type.Record(Type.String(), CustomValue);
export type CustomValues = Type.Static<typeof CustomValues>;
