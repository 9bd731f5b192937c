import Type from "typebox";
import { Task } from "../http/tasks.ts";
import { Uuid } from "../identifiers.ts";
import { Message } from "../messages.ts";
import { AsOf, ThreadSummary, VisitorPresence } from "../threads.ts";
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

/**
 * The answer to hello: what changes from now on is told. A console fetches its lists anew after each, but for lists of
 * threads that were read as of the same or later.
 */
export const AgentWelcomed = Type.Object({
  type: Type.Literal("welcomed"),
  version: Type.Integer(),
  user_id: Uuid,
  server_time: Type.String(),
  as_of: AsOf,
});

/** The answer to `watch_thread`: the thread as it stands; what the console lacks follows as `messages_listed`. */
export const ThreadWatched = Type.Object({ type: Type.Literal("thread_watched"), thread: ThreadSummary });

/** A thread of the domain is new or changed. */
export const ThreadSummaryChanged = Type.Object({
  type: Type.Literal("thread_summary_changed"),
  thread: ThreadSummary,
});

/** A task of a source that the agent may read is new or changed; also one that rings at this agent, or no longer does. */
export const TaskChanged = Type.Object({ type: Type.Literal("task_changed"), task: Task });

/**
 * Threads and tasks that have changed, in this order, for desks that said `gathers`. Of what changed more than once in the
 * moment that was gathered it says how it ended.
 */
export const DeskChanged = Type.Object({
  type: Type.Literal("desk_changed"),
  changes: Type.Array(Type.Union([ThreadSummaryChanged, TaskChanged])),
});

/** What the thread's visitor said is removed: the console forgets what it holds and reads the thread anew. */
export const ThreadAnonymized = Type.Object({ type: Type.Literal("thread_anonymized"), thread_id: Uuid });

/** The thread is gone, and all that was in it. */
export const ThreadDeleted = Type.Object({ type: Type.Literal("thread_deleted"), thread_id: Uuid });

/** Where the visitor of a watched thread is: online or not, and on which page. */
export const VisitorPresenceChanged = Type.Object({
  type: Type.Literal("visitor_presence_changed"),
  presence: VisitorPresence,
});

/** Somebody came to the desk, left it, or takes other conversations than before: lists of agents are read anew. */
const PresenceChanged = Type.Object({ type: Type.Literal("presence_changed"), user_id: Uuid });

/** A folder that the agent may see is new, changed, moved or gone: folders are read anew. */
const FoldersChanged = Type.Object({ type: Type.Literal("folders_changed") });

/** A colleague has mentioned the agent in a note. */
const MentionAdded = Type.Object({ type: Type.Literal("mention_added"), message: Message });

/** The agent has read where they were mentioned, at whichever of their desks. */
const MentionsRead = Type.Object({ type: Type.Literal("mentions_read") });

/** A message of a watched thread has other categories than before: they are read anew. */
const MessageCategorised = Type.Object({ type: Type.Literal("message_categorised"), thread_id: Uuid });

/** A colleague has a watched thread on the screen, or no longer. `session_id`: each of their desks says so for itself. */
const ViewingChanged = Type.Object({
  type: Type.Literal("viewing_changed"),
  thread_id: Uuid,
  session_id: Uuid,
  agent: Type.Object({ id: Uuid, name: Type.String() }),
  viewing: Type.Boolean(),
});

export const ServerToAgent = Type.Union([
  AgentWelcomed,
  ThreadWatched,
  ThreadSummaryChanged,
  TaskChanged,
  DeskChanged,
  ThreadAnonymized,
  ThreadDeleted,
  VisitorPresenceChanged,
  PresenceChanged,
  FoldersChanged,
  MentionAdded,
  MentionsRead,
  ViewingChanged,
  MessageCategorised,
  MessageAcknowledged,
  MessageRefused,
  MessageAdded,
  MessagesListed,
  ThreadRead,
  TypingChanged,
  Refused,
  Pong,
]);
export type ServerToAgent = Type.Static<typeof ServerToAgent>;
