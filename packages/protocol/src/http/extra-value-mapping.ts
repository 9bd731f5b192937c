import Type from "typebox";
import { EXTRA_VALUE_NAME_LENGTH } from "../frames/visitor-to-server.ts";
import { Uuid } from "../identifiers.ts";
import { PREDEFINED_FIELDS } from "./predefined-fields.ts";

const closed = { additionalProperties: false };

/** Entries of one community's mapping. */
export const MAPPING_LIMIT = 50;

/** What of an identity is mapped: an extra value by its name, or the company's uuid. */
export const MappingSource = Type.Union([
  Type.Object(
    {
      kind: Type.Literal("extra_value"),
      name: Type.String({ minLength: 1, maxLength: EXTRA_VALUE_NAME_LENGTH }),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal("uuid") }, closed),
]);
export type MappingSource = Type.Static<typeof MappingSource>;

/** The field of the person that it is mapped to. */
export const MappingTarget = Type.Union([
  Type.Object({ kind: Type.Literal("field"), field: Type.Enum([...PREDEFINED_FIELDS]) }, closed),
  Type.Object({ kind: Type.Literal("custom_field"), custom_field_id: Uuid }, closed),
]);
export type MappingTarget = Type.Static<typeof MappingTarget>;

export const MappingEntry = Type.Object({ source: MappingSource, target: MappingTarget }, closed);
export type MappingEntry = Type.Static<typeof MappingEntry>;

/** Of several entries for one field the first that has a value fills it; e-mails and phones add up. */
export const ExtraValueMapping = Type.Array(MappingEntry, { maxItems: MAPPING_LIMIT, uniqueItems: true });
export type ExtraValueMapping = Type.Static<typeof ExtraValueMapping>;

/** What became of a value that is there. `reason`: why it is an extra value only; null: it is mapped. */
export const MappingOutcome = Type.Object({
  source: MappingSource,
  target: MappingTarget,
  reason: Type.Union([Type.String(), Type.Null()]),
});
export type MappingOutcome = Type.Static<typeof MappingOutcome>;
