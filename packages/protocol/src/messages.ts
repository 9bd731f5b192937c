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
  created_at: Timestamp,
});
export type Message = Type.Static<typeof Message>;
