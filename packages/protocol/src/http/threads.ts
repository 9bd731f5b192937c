import Type from "typebox";
import { AttachmentIds } from "../attachments.ts";
import { LIMITS } from "../constants.ts";
import { MessageNumber, Uuid } from "../identifiers.ts";
import { MentionIds, Message } from "../messages.ts";
import { CustomVariables, PageView } from "../page-views.ts";
import { AsOf, ThreadSummary } from "../threads.ts";
import { ListOf, ListQuery } from "./records.ts";

/** A part of the threads: live chats in the queue, first come first, or those that the caller is connected to. */
export const ThreadFolder = Type.Enum(["waiting", "mine"]);
export type ThreadFolder = Type.Static<typeof ThreadFolder>;

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

export const ThreadListQuery = Type.Object({
  ...ListQuery.properties,
  source_id: Type.Optional(Uuid),
  folder: Type.Optional(ThreadFolder),
  /** Those in one of the caller's folders, in its order. */
  folder_id: Type.Optional(Uuid),
  /** Only those of these that are in the folder; commas between them. */
  ids: Type.Optional(Type.String({ maxLength: 3_700, pattern: `^${UUID}(,${UUID})*$` })),
});

/** `as_of`: at least what had happened by then is in it. */
export const ThreadListAnswer = Type.Object({ ...ListOf(ThreadSummary).properties, as_of: AsOf });
export type ThreadListAnswer = Type.Static<typeof ThreadListAnswer>;

/** Either direction from a number; without one, the newest messages. */
export const MessageListQuery = Type.Object({
  after_number: Type.Optional(MessageNumber),
  before_number: Type.Optional(MessageNumber),
  limit: Type.Integer({ minimum: 1, maximum: LIMITS.messagesPerPage, default: 30 }),
});

/** Ascending. `first_number`–`last_number` is the range that the page covers. */
export const MessagePage = Type.Object({
  thread_id: Uuid,
  first_number: MessageNumber,
  last_number: MessageNumber,
  thread_last_number: MessageNumber,
  records: Type.Array(Message),
});
export type MessagePage = Type.Static<typeof MessagePage>;

/** `id` makes sending it again the same message; without one the server makes it. */
export const MessageDraft = Type.Object(
  {
    id: Type.Optional(Uuid),
    body: Type.String(),
    private: Type.Optional(Type.Boolean()),
    attachment_ids: Type.Optional(AttachmentIds),
    /** Of a note: whom it mentions. */
    mention_ids: Type.Optional(MentionIds),
  },
  { additionalProperties: false },
);

/**
 * A conversation that an agent begins with a visitor who is known; it is there when the visitor comes back. `id` is the
 * first message's: asked again with it, it is the same conversation. Without one the server makes it.
 */
export const ThreadDraft = Type.Object(
  { id: Type.Optional(Uuid), source_id: Uuid, identity_id: Uuid, body: Type.String() },
  { additionalProperties: false },
);

export const ThreadReadDraft = Type.Object({ number: MessageNumber }, { additionalProperties: false });

export const StoredPageView = Type.Object({ ...PageView.properties, custom_variables: CustomVariables });
export type StoredPageView = Type.Static<typeof StoredPageView>;
