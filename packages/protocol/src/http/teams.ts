import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { Timestamp, Uuid } from "../identifiers.ts";

const closed = { additionalProperties: false };
const fields = {
  label: Type.String({ minLength: 1, maxLength: LIMITS.nameLength }),
  /** Users of the domain, in no order. */
  member_ids: Type.Array(Uuid, { uniqueItems: true, maxItems: 1_000 }),
};

/** People who work on the same conversations. Somebody may be in several. */
export const Team = Type.Object({ id: Uuid, ...fields, created_at: Timestamp });
export type Team = Type.Static<typeof Team>;

export const TeamChange = Type.Partial(Type.Object(fields), closed);
export type TeamChange = Type.Static<typeof TeamChange>;

export const TeamDraft = Type.Object({ ...TeamChange.properties, label: fields.label }, closed);
export type TeamDraft = Type.Static<typeof TeamDraft>;
