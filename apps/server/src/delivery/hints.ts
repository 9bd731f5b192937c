import type { Message, Task, ThreadSummary, VisitorContext } from "@beckon/protocol";
import type { Bus } from "../platform/bus/index.ts";

/**
 * Hints travel over the bus between whoever changed something and whoever shows it, on any node. They carry the
 * change itself for speed and may be lost: the database is the truth, and a reader who finds a gap in the numbers
 * asks for what it lacks. Channels are a domain's own: browsers choose ids, so the same id may exist in two.
 *
 * - `identity`: for the visitor's own sessions. Nothing private is published there.
 * - `thread`: for agents who watch the thread.
 * - `visitor`: where the visitor is, for agents who watch one of its threads.
 * - `desk`: for every agent of a domain.
 */
export interface Hints {
  toIdentity(domainId: string, identityId: string, hint: IdentityHint): void;
  toThread(domainId: string, threadId: string, hint: ThreadHint): void;
  toVisitorWatchers(domainId: string, identityId: string, hint: VisitorHint): void;
  toDesk(domainId: string, hint: DeskHint): void;
  onIdentity(domainId: string, identityId: string, listener: (hint: IdentityHint) => void): () => void;
  onThread(domainId: string, threadId: string, listener: (hint: ThreadHint) => void): () => void;
  onVisitor(domainId: string, identityId: string, listener: (hint: VisitorHint) => void): () => void;
  onDesk(domainId: string, listener: (hint: DeskHint) => void): () => void;
  /** Facts were committed: followers look at once instead of at their next look-round. */
  toFollowers(): void;
  onFacts(listener: () => void): () => void;
  /** Resolves when earlier subscriptions are in force: what is read from the database afterwards misses nothing. */
  settled(): Promise<void>;
}

type ReadHint = {
  kind: "thread_read";
  threadId: string;
  reader: "visitor" | "agent";
  number: number;
};

type TypingHint = {
  kind: "typing_changed";
  threadId: string;
  authorType: "visitor" | "agent";
  /** The session that types, so that it is not told of itself. */
  sessionId: string;
  authorName: string;
  typing: boolean;
};

export type IdentityHint =
  | { kind: "message_added"; sourceId: string; message: Message; sessionId: string | null }
  /** Something that visitors do not see took a number. */
  | { kind: "number_passed"; threadId: string; number: number }
  | ReadHint
  | TypingHint
  /** Something of the thread beside its messages: whoever shows it reads it anew. */
  | { kind: "thread_changed"; sourceId: string; threadId: string }
  /** The place in the queue of a live chat that waits; 1 is next. */
  | { kind: "queue_updated"; threadId: string; position: number; estimatedWaitSeconds: number | null }
  /** The visitor is anonymised or deleted: nothing is left that a session could be of. */
  | { kind: "identity_erased" }
  /** An agent began to watch: whoever is connected says where the visitor is. */
  | { kind: "presence_asked" };

export type ThreadHint =
  | { kind: "message_added"; message: Message; sessionId: string | null }
  | ReadHint
  | TypingHint
  /** Of one of its messages; whoever shows them reads them anew. */
  | { kind: "message_categorised"; threadId: string }
  /** A desk has the thread on the screen, or no longer. */
  | {
      kind: "viewing_changed";
      threadId: string;
      sessionId: string;
      agent: { id: string; name: string };
      viewing: boolean;
    };

/** One browser of the visitor came, moved on, or went. Nothing of it is stored. */
export type VisitorHint =
  | { kind: "visitor_present"; sessionId: string; visited: VisitorContext | null }
  | { kind: "visitor_absent"; sessionId: string };

export type DeskHint =
  | { kind: "thread_summary_changed"; thread: ThreadSummary }
  | { kind: "task_changed"; task: Task }
  /** An agent came, went, or said something else of itself. */
  | { kind: "presence_changed"; userId: string }
  /** For these users. */
  | { kind: "mention_added"; userIds: string[]; sourceId: string; message: Message }
  | { kind: "mentions_read"; userId: string }
  /** Of the folders that desks show; each reads anew those that it may see. */
  | { kind: "folders_changed" }
  /** What consoles hold of the thread is to be forgotten. */
  | { kind: "thread_anonymized" | "thread_deleted"; sourceId: string; threadId: string };

export function createHints(bus: Bus): Hints {
  // The one place where what comes over the bus gets its type: only our own nodes publish on these channels.
  const listen =
    <Hint>(listener: (hint: Hint) => void) =>
    (payload: unknown) =>
      listener(payload as Hint);
  return {
    toIdentity: (domainId, identityId, hint) => bus.publish(`identity:${domainId}:${identityId}`, hint),
    toThread: (domainId, threadId, hint) => bus.publish(`thread:${domainId}:${threadId}`, hint),
    toVisitorWatchers: (domainId, identityId, hint) => bus.publish(`visitor:${domainId}:${identityId}`, hint),
    toDesk: (domainId, hint) => bus.publish(`desk:${domainId}`, hint),
    onIdentity: (domainId, identityId, listener) =>
      bus.subscribe(`identity:${domainId}:${identityId}`, listen(listener)),
    onThread: (domainId, threadId, listener) => bus.subscribe(`thread:${domainId}:${threadId}`, listen(listener)),
    onVisitor: (domainId, identityId, listener) => bus.subscribe(`visitor:${domainId}:${identityId}`, listen(listener)),
    onDesk: (domainId, listener) => bus.subscribe(`desk:${domainId}`, listen(listener)),
    toFollowers: () => bus.publish("facts", null),
    onFacts: (listener) => bus.subscribe("facts", () => listener()),
    settled: () => bus.settled(),
  };
}
