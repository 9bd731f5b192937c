import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { Timestamp, Uuid } from "../identifiers.ts";

const closed = { additionalProperties: false };
const fields = {
  label: Type.String({ minLength: 1, maxLength: LIMITS.nameLength, pattern: "\\S" }),
  /** `#rrggbb` */
  colour: Type.String({ pattern: "^#[0-9a-fA-F]{6}$" }),
};

/** A mark that people and rules put on threads. No two of a domain have the same label. */
export const Tag = Type.Object({ id: Uuid, ...fields, created_at: Timestamp });
export type Tag = Type.Static<typeof Tag>;

export const TagChange = Type.Partial(Type.Object(fields), closed);
export type TagChange = Type.Static<typeof TagChange>;

export const TagDraft = Type.Object({ ...TagChange.properties, label: fields.label }, closed);
export type TagDraft = Type.Static<typeof TagDraft>;

/** All of a thread's tags; those that are not named are taken away. */
export const ThreadTags = Type.Object({ tag_ids: Type.Array(Uuid, { maxItems: 50, uniqueItems: true }) }, closed);

/** As browsers write it: `fr`, `pt-BR`. */
export const LanguageTag = Type.String({ maxLength: 35, pattern: "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$" });

export const ThreadLanguage = Type.Object({ language: Type.Union([LanguageTag, Type.Null()]) }, closed);
