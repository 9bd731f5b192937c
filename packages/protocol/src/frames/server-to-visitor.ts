import Type from "typebox";
import { Uuid } from "../identifiers.ts";
import { VisitorThread } from "../threads.ts";
import {
  MessageAcknowledged,
  MessageAdded,
  MessageRefused,
  MessagesListed,
  Pong,
  Refused,
  ThreadRead,
  TypingChanged,
} from "./shared.ts";

/** The answer to hello: every thread of the identity in this source. What is missing follows as `messages_listed`. */
export const VisitorWelcomed = Type.Object({
  type: Type.Literal("welcomed"),
  version: Type.Integer(),
  identity_id: Uuid,
  server_time: Type.String(),
  threads: Type.Array(VisitorThread),
});

/** A thread was created or its state changed. */
export const VisitorThreadChanged = Type.Object({ type: Type.Literal("thread_changed"), thread: VisitorThread });

/** The place in the queue of a live chat, whenever it changes. */
export const QueueUpdated = Type.Object({
  type: Type.Literal("queue_updated"),
  thread_id: Uuid,
  position: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  estimated_wait_seconds: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
});

export const ServerToVisitor = Type.Union([
  VisitorWelcomed,
  MessageAcknowledged,
  MessageRefused,
  MessageAdded,
  MessagesListed,
  ThreadRead,
  VisitorThreadChanged,
  TypingChanged,
  QueueUpdated,
  Refused,
  Pong,
]);
export type ServerToVisitor = Type.Static<typeof ServerToVisitor>;
