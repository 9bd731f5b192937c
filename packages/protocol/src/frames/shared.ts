import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { MessageNumber, Timestamp, Uuid } from "../identifiers.ts";
import { Message } from "../messages.ts";

/** "Of this thread I have everything up to this number." */
export const KnownThread = Type.Object({ thread_id: Uuid, number: MessageNumber });
export type KnownThread = Type.Static<typeof KnownThread>;

/** Typing is ephemeral: never stored, may be dropped, ends by itself after a few seconds. */
export const SetTyping = Type.Object({ type: Type.Literal("set_typing"), thread_id: Uuid, typing: Type.Boolean() });

export const MarkRead = Type.Object({ type: Type.Literal("mark_read"), thread_id: Uuid, number: MessageNumber });

/** Asks for what came after `after_number`; answered by `messages_listed` until nothing is missing. */
export const SyncThread = Type.Object({
  type: Type.Literal("sync_thread"),
  thread_id: Uuid,
  after_number: MessageNumber,
});

/** Asks for older messages, newest first in time but listed in ascending order. */
export const LoadHistory = Type.Object({
  type: Type.Literal("load_history"),
  thread_id: Uuid,
  before_number: MessageNumber,
  limit: Type.Integer({ minimum: 1, maximum: LIMITS.messagesPerPage }),
});

export const Ping = Type.Object({ type: Type.Literal("ping") });
export const Pong = Type.Object({ type: Type.Literal("pong") });

export const RefusalReason = Type.Object({
  code: Type.String(),
  message: Type.String(),
  retry: Type.Boolean(),
});
export type RefusalReason = Type.Static<typeof RefusalReason>;

/** The row is committed: the sender may forget its copy. Also the answer to a message sent again. */
export const MessageAcknowledged = Type.Object({
  type: Type.Literal("message_acknowledged"),
  id: Uuid,
  thread_id: Uuid,
  number: MessageNumber,
  created_at: Timestamp,
});

export const MessageRefused = Type.Object({
  type: Type.Literal("message_refused"),
  id: Uuid,
  thread_id: Uuid,
  error: RefusalReason,
});

export const MessageAdded = Type.Object({ type: Type.Literal("message_added"), message: Message });

/**
 * A run of consecutive numbers in ascending order. `first_number`–`last_number` is the range it covers, so
 * that a reader who may not see some of it (private notes) still knows that there is no gap.
 */
export const MessagesListed = Type.Object({
  type: Type.Literal("messages_listed"),
  thread_id: Uuid,
  first_number: MessageNumber,
  last_number: MessageNumber,
  thread_last_number: MessageNumber,
  messages: Type.Array(Message),
});

export const ThreadRead = Type.Object({
  type: Type.Literal("thread_read"),
  thread_id: Uuid,
  reader: Type.Union([Type.Literal("visitor"), Type.Literal("agent")]),
  number: MessageNumber,
});

export const TypingChanged = Type.Object({
  type: Type.Literal("typing_changed"),
  thread_id: Uuid,
  author_type: Type.Union([Type.Literal("visitor"), Type.Literal("agent")]),
  author_name: Type.String(),
  typing: Type.Boolean(),
});

/** What was asked could not be done; the connection goes on. `request` is the type that was refused, when it could be read. */
export const Refused = Type.Object({
  type: Type.Literal("refused"),
  request: Type.Union([Type.String(), Type.Null()]),
  thread_id: Type.Union([Uuid, Type.Null()]),
  error: RefusalReason,
});
