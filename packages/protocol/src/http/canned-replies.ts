import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { Timestamp, Uuid } from "../identifiers.ts";
import { ListQuery } from "./records.ts";

const closed = { additionalProperties: false };
const fields = {
  title: Type.String({ minLength: 1, maxLength: LIMITS.nameLength }),
  /** Typed behind a `/`; one of its kind in the domain. */
  shortcut: Type.String({ pattern: "^[a-z0-9][a-z0-9_-]{0,39}$" }),
  /** May hold `{{visitor.firstname}}` and the other names of `CANNED_REPLY_VARIABLES`. */
  body: Type.String({ minLength: 1, maxLength: LIMITS.messageBodyLength }),
  /** A BCP 47 tag; null for a reply that fits every language. */
  language: Type.Union([Type.String({ minLength: 2, maxLength: 35 }), Type.Null()]),
  /** What it is about; none: anything. */
  category_ids: Type.Array(Uuid, { maxItems: 50, uniqueItems: true }),
  /** Where it is offered; none: everywhere. */
  source_ids: Type.Array(Uuid, { maxItems: 50, uniqueItems: true }),
};

/** A text that agents send often. */
export const CannedReply = Type.Object({ id: Uuid, ...fields, created_at: Timestamp });
export type CannedReply = Type.Static<typeof CannedReply>;

export const CannedReplyChange = Type.Partial(Type.Object(fields), closed);
export type CannedReplyChange = Type.Static<typeof CannedReplyChange>;

export const CannedReplyDraft = Type.Object(
  { ...CannedReplyChange.properties, title: fields.title, shortcut: fields.shortcut, body: fields.body },
  closed,
);
export type CannedReplyDraft = Type.Static<typeof CannedReplyDraft>;

/** `source_id`: only those that are offered in that source. */
export const CannedReplyListQuery = Type.Object({ ...ListQuery.properties, source_id: Type.Optional(Uuid) });
