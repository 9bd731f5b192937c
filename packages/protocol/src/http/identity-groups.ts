import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { Timestamp, Uuid } from "../identifiers.ts";
import { CustomValue, CustomValues } from "./custom-fields.ts";
import { MappingOutcome } from "./extra-value-mapping.ts";
import { Identity } from "./identities.ts";
import { PredefinedFields } from "./predefined-fields.ts";
import { ListQuery } from "./records.ts";

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const closed = { additionalProperties: false };

/** Identities of one person. */
export const IDENTITIES_PER_GROUP = 100;

const predefined = PredefinedFields.properties;

/** `field`: a predefined one, or the id of a custom one. A value of a field that another identity of the person has, where the group's own stands in front of it. */
export const OtherValue = Type.Object({ field: Type.String(), value: Type.String(), identity_id: Uuid });
export type OtherValue = Type.Static<typeof OtherValue>;

/** A person as lists show them. */
export const IdentityGroupSummary = Type.Object({
  id: Uuid,
  name: Type.String(),
  ...predefined,
  custom_values: CustomValues,
  identity_ids: Type.Array(Uuid),
  created_at: Timestamp,
});
export type IdentityGroupSummary = Type.Static<typeof IdentityGroupSummary>;

/** What became of an identity's values that its community maps. */
export const MappedExtraValue = Type.Object({ identity_id: Uuid, ...MappingOutcome.properties });
export type MappedExtraValue = Type.Static<typeof MappedExtraValue>;

/** A person: one identity or several. The id is that of the identity that the others were merged into. */
export const IdentityGroup = Type.Object({
  id: Uuid,
  name: Type.String(),
  ...predefined,
  custom_values: CustomValues,
  identities: Type.Array(Identity),
  other_values: Type.Array(OtherValue),
  mapped_extra_values: Type.Array(MappedExtraValue),
  created_at: Timestamp,
});
export type IdentityGroup = Type.Static<typeof IdentityGroup>;

/** What is not named stays. Null, and for e-mails and phones an empty list, stand for what the identities themselves say. */
export const IdentityGroupChange = Type.Partial(
  Type.Object({ ...predefined, custom_values: Type.Record(Type.String(), Nullable(CustomValue)) }),
  closed,
);
export type IdentityGroupChange = Type.Static<typeof IdentityGroupChange>;

export const IdentityGroupQuery = Type.Object({
  ...ListQuery.properties,
  /** Words in names, companies, e-mails, phones and uuids; all of them have to be there. */
  search: Type.Optional(Type.String({ minLength: 1, maxLength: LIMITS.nameLength })),
});
export type IdentityGroupQuery = Type.Static<typeof IdentityGroupQuery>;

export const MergePreviewQuery = Type.Object({ with_id: Uuid });

/** The group whose identities come to the one of the path. */
export const GroupToMerge = Type.Object({ group_id: Uuid }, closed);

/** Those that leave the group, to be one of their own. */
export const IdentitiesToSeparate = Type.Object(
  { identity_ids: Type.Array(Uuid, { minItems: 1, maxItems: IDENTITIES_PER_GROUP, uniqueItems: true }) },
  closed,
);
