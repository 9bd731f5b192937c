import Type from "typebox";
import { Attachment } from "./attachments.ts";
import { MessageNumber, Timestamp, Uuid } from "./identifiers.ts";

export const AuthorType = Type.Union([
  Type.Literal("visitor"),
  Type.Literal("agent"),
  Type.Literal("bot"),
  Type.Literal("system"),
]);
export type AuthorType = Type.Static<typeof AuthorType>;

export const Author = Type.Object({
  type: AuthorType,
  id: Type.Union([Uuid, Type.Null()]),
  name: Type.String(),
});
export type Author = Type.Static<typeof Author>;

/**
 * What a live chat says of itself, and that a message's content was removed. A window tells it in the visitor's language;
 * the body is the English of it.
 */
export const MessageNotice = Type.Object({
  kind: Type.Enum([
    "agent_connected",
    "agent_disconnected",
    "transferred",
    "impossible",
    "ended_by_visitor",
    "ended_by_agent",
    "ended_by_system",
    "anonymized",
  ]),
  name: Type.Union([Type.String(), Type.Null()]),
});
export type MessageNotice = Type.Static<typeof MessageNotice>;

/** Colleagues whom a note mentions: the name stands in it behind an `@`, as it was when the note was written. */
export const Mentioned = Type.Object({ id: Uuid, name: Type.String() });
export type Mentioned = Type.Static<typeof Mentioned>;

export const MentionIds = Type.Array(Uuid, { maxItems: 20, uniqueItems: true });

/** One entry of a thread, as every reader gets it. `number` counts 1, 2, 3… within the thread. */
export const Message = Type.Object({
  id: Uuid,
  thread_id: Uuid,
  number: MessageNumber,
  author: Author,
  body: Type.String(),
  automated: Type.Boolean(),
  private: Type.Boolean(),
  attachments: Type.Array(Attachment),
  structured: Type.Null(),
  notice: Type.Union([MessageNotice, Type.Null()]),
  /** Only in notes that mention somebody. */
  mentions: Type.Optional(Type.Array(Mentioned)),
  created_at: Timestamp,
});
export type Message = Type.Static<typeof Message>;
