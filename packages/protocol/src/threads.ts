import Type from "typebox";
import { TASK_PRIORITIES } from "./constants.ts";
import { MessageNumber, Timestamp, Uuid } from "./identifiers.ts";
import { Author, Message } from "./messages.ts";
import { VisitorContext } from "./page-views.ts";

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** Where a live chat stands. */
export const LiveState = Type.Union([
  Type.Object({
    kind: Type.Literal("waiting"),
    /** 1 is next; null when it is not known. */
    position: Nullable(Type.Integer({ minimum: 1 })),
    estimated_wait_seconds: Nullable(Type.Integer({ minimum: 0 })),
  }),
  Type.Object({ kind: Type.Literal("connected"), agent_name: Type.String() }),
  Type.Object({ kind: Type.Literal("ended") }),
]);
export type LiveState = Type.Static<typeof LiveState>;

/** A live chat as the desk sees it: who waits, who talks with the visitor, what has ended. */
export const LiveSummary = Type.Object({
  state: Type.Enum(["waiting", "connected", "ended"]),
  /** Who took it; null while it waits, or when it ended before. */
  agent: Nullable(Type.Object({ id: Uuid, name: Type.String() })),
});
export type LiveSummary = Type.Static<typeof LiveSummary>;

/** What a visitor's client keeps of each of its threads. Read numbers say up to where each side has read. */
export const VisitorThread = Type.Object({
  id: Uuid,
  last_number: MessageNumber,
  visitor_read_number: MessageNumber,
  agent_read_number: MessageNumber,
  state: Type.Union([Type.Literal("open"), Type.Literal("closed")]),
  locked: Type.Boolean(),
  /** Whether the visitor has been asked for an e-mail address here, and has given one. */
  email_request: Nullable(Type.Union([Type.Literal("open"), Type.Literal("submitted")])),
  /** Null in messaging. */
  live: Nullable(LiveState),
  created_at: Timestamp,
  last_message: Nullable(Message),
});
export type VisitorThread = Type.Static<typeof VisitorThread>;

export const IdentitySummary = Type.Object({
  id: Uuid,
  name: Type.String(),
  firstname: Nullable(Type.String()),
  lastname: Nullable(Type.String()),
  email: Nullable(Type.String()),
  company: Nullable(Type.String()),
  avatar_url: Nullable(Type.String()),
  /** The person whom it belongs to, whose names these are. */
  group_id: Uuid,
  /** Another number: what is known of the person has changed. */
  revision: Type.Integer({ minimum: 0 }),
  created_at: Timestamp,
});
export type IdentitySummary = Type.Static<typeof IdentitySummary>;

/**
 * A thread as the desk lists it. `revision` is the position of the newest fact in it: of two summaries of
 * one thread the greater revision is the newer, however they arrived.
 */
export const ThreadSummary = Type.Object({
  id: Uuid,
  source_id: Uuid,
  source_label: Type.String(),
  identity: IdentitySummary,
  trigger: Nullable(Type.Object({ id: Uuid, label: Type.String() })),
  state: Type.Union([Type.Literal("open"), Type.Literal("closed")]),
  locked: Type.Boolean(),
  language: Nullable(Type.String()),
  context_data: Type.Record(Type.String(), Type.String()),
  category_ids: Type.Array(Uuid),
  tag_ids: Type.Array(Uuid),
  /** The higher one is served first; its tasks have it too. */
  priority: Type.Enum([...TASK_PRIORITIES]),
  /** Null in messaging. */
  live: Nullable(LiveSummary),
  last_number: MessageNumber,
  visitor_read_number: MessageNumber,
  agent_read_number: MessageNumber,
  unread_count: Type.Integer({ minimum: 0 }),
  last_message: Nullable(
    Type.Object({ number: MessageNumber, author: Author, preview: Type.String(), created_at: Timestamp }),
  ),
  created_at: Timestamp,
  last_activity_at: Timestamp,
  revision: Type.Integer({ minimum: 0 }),
});
export type ThreadSummary = Type.Static<typeof ThreadSummary>;

/**
 * A moment of the threads that an agent sees: up to which fact summaries are kept, and of which sources (null: of all).
 * Of two moments with the same sources the greater position is the later.
 */
export const AsOf = Type.Object({
  position: Type.Integer({ minimum: 0 }),
  sources: Type.Union([Type.Array(Uuid), Type.Null()]),
});
export type AsOf = Type.Static<typeof AsOf>;

/** Where the thread's visitor is now; `visited` is null until an engaged visitor has sent a page. */
export const VisitorPresence = Type.Object({
  thread_id: Uuid,
  online: Type.Boolean(),
  visited: Nullable(VisitorContext),
});
export type VisitorPresence = Type.Static<typeof VisitorPresence>;
