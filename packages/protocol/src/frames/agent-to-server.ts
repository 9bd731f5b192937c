import Type from "typebox";
import { AttachmentIds } from "../attachments.ts";
import { MessageNumber, Uuid } from "../identifiers.ts";
import { MentionIds } from "../messages.ts";
import { LoadHistory, MarkRead, Ping, SetTyping, SyncThread } from "./shared.ts";

/**
 * The first frame. A console is authorised by its cookie; other clients name a token. `gathers`: changes of threads and tasks
 * may come several at once, as `desk_changed`. `inflates`: of these, long ones may come as a binary message, which is the frame's
 * text compressed (DEFLATE without a header, RFC 1951).
 */
export const AgentHello = Type.Object({
  type: Type.Literal("hello"),
  version: Type.Integer(),
  token: Type.Optional(Type.String({ maxLength: 200 })),
  gathers: Type.Optional(Type.Boolean()),
  inflates: Type.Optional(Type.Boolean()),
});

/** Follow a thread's messages, typing, receipts and visitor from now on. `known_number`: what the console has. */
export const WatchThread = Type.Object({
  type: Type.Literal("watch_thread"),
  thread_id: Uuid,
  known_number: MessageNumber,
});

export const UnwatchThread = Type.Object({ type: Type.Literal("unwatch_thread"), thread_id: Uuid });

export const SendAgentMessage = Type.Object({
  type: Type.Literal("send_message"),
  id: Uuid,
  thread_id: Uuid,
  body: Type.String(),
  attachment_ids: Type.Optional(AttachmentIds),
  mention_ids: Type.Optional(MentionIds),
  private: Type.Boolean(),
});

/** The agent has the thread on the screen, or no longer. Said again while it stays; forgotten when it is not. */
const SetViewing = Type.Object({ type: Type.Literal("set_viewing"), thread_id: Uuid, viewing: Type.Boolean() });

export const AgentToServer = Type.Union([
  AgentHello,
  WatchThread,
  UnwatchThread,
  SendAgentMessage,
  SetTyping,
  SetViewing,
  MarkRead,
  SyncThread,
  LoadHistory,
  Ping,
]);
export type AgentToServer = Type.Static<typeof AgentToServer>;
