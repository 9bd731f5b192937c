import Type from "typebox";
import { MessageNumber, Timestamp, Uuid } from "../identifiers.ts";
import { Author } from "../messages.ts";
import { ListQuery } from "./records.ts";

/** Somebody who may read a thread, and so be mentioned in a note there. */
export const Colleague = Type.Object({
  id: Uuid,
  name: Type.String(),
  avatar_url: Type.Union([Type.String(), Type.Null()]),
});
export type Colleague = Type.Static<typeof Colleague>;

/** A note in which the caller is mentioned. */
export const Mention = Type.Object({
  message_id: Uuid,
  thread_id: Uuid,
  number: MessageNumber,
  author: Author,
  visitor_name: Type.String(),
  source_label: Type.String(),
  /** How the note begins. */
  preview: Type.String(),
  created_at: Timestamp,
  read_at: Type.Union([Timestamp, Type.Null()]),
});
export type Mention = Type.Static<typeof Mention>;

/** `unread`: only what is not read yet. */
export const MentionListQuery = Type.Object({ ...ListQuery.properties, unread: Type.Optional(Type.Boolean()) });
