import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { Timestamp, Uuid } from "../identifiers.ts";

const closed = { additionalProperties: false };
const fields = {
  parent_id: Type.Union([Uuid, Type.Null()]),
  label: Type.String({ minLength: 1, maxLength: LIMITS.nameLength }),
  /** `#rrggbb` */
  colour: Type.String({ pattern: "^#[0-9a-fA-F]{6}$" }),
  /** Of the categories beneath it one has to be chosen. */
  mandatory: Type.Boolean(),
  /** Of the categories beneath it several may be chosen. */
  multiple: Type.Boolean(),
  /** Among those with the same parent, ascending. */
  place: Type.Integer({ minimum: 0, maximum: 100_000 }),
};

/** A label for threads, in a tree. */
export const Category = Type.Object({ id: Uuid, ...fields, created_at: Timestamp });
export type Category = Type.Static<typeof Category>;

export const CategoryChange = Type.Partial(Type.Object(fields), closed);
export type CategoryChange = Type.Static<typeof CategoryChange>;

export const CategoryDraft = Type.Object({ ...CategoryChange.properties, label: fields.label }, closed);
export type CategoryDraft = Type.Static<typeof CategoryDraft>;

/** All of a thread's categories; those that are not named are taken away. */
export const ThreadCategories = Type.Object(
  { category_ids: Type.Array(Uuid, { maxItems: 50, uniqueItems: true }) },
  closed,
);

/** Of one message, beside those of its thread. */
export const MessageCategories = Type.Object(
  { category_ids: Type.Array(Uuid, { uniqueItems: true, maxItems: 50 }) },
  { additionalProperties: false },
);
export const CategorisedMessage = Type.Object({ message_id: Uuid, category_ids: Type.Array(Uuid) });
export type CategorisedMessage = Type.Static<typeof CategorisedMessage>;
