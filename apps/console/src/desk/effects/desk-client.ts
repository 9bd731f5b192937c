import type { AgentToServer, AsOf, Message, Task, ThreadSummary } from "@beckon/protocol";
import { holdLiveLists, releaseLiveLists } from "../../http/live-lists.ts";
import { AgentConnection } from "../connection/agent-connection.ts";
import type { IncomingFrame } from "../connection/incoming-frame.ts";
import { type IdSequence, nextUuidV7 } from "../connection/uuid-v7.ts";
import { applyDeskEvent, type DeskEvent, type DeskState, initialDeskState } from "../state/desk-state.decisions.ts";
import { emptyDraft } from "../state/draft-choice.decisions.ts";
import { decideSends, freshStatus, type OutgoingMessage } from "../state/outbox.decisions.ts";
import type { Tasks } from "../state/tasks.decisions.ts";
import { decideGapInquiry, type GapInquiry, hasOlder } from "../state/transcript.decisions.ts";
import { VIEWING_ENDS_AFTER_MS } from "../state/viewing.decisions.ts";
import { saveDraft } from "./drafts.ts";
import { openStoredOutbox, type StoredOutbox } from "./stored-outbox.ts";

/** Threads that stay followed after the agent has left them, so that going back shows no gap. */
const WATCHED_THREADS = 8;
const HISTORY_PAGE = 50;
/** A question without an answer for this long may be asked again. */
const UNANSWERED_MS = 5_000;
const TICK_MS = 1_000;
/** Twice within the time after which colleagues forget it. */
const VIEWED_EVERY_MS = VIEWING_ENDS_AFTER_MS / 2;
/** The message behind an acknowledgement is usually one frame away: no need to ask for it at once. */
const GAP_GRACE_MS = 200;

export interface DeskSurroundings {
  userId: string;
  socketUrl: string;
  isSessionAlive(): Promise<boolean>;
  onSessionEnded(): void;
  /**
   * The desk is connected, again or for the first time, and told of what changes after `toldSince`: lists that are older
   * are to be fetched anew. `wereHeld`: those that wait for this are only now asked for.
   */
  onWelcomed(welcome: { toldSince: AsOf; wereHeld: boolean }): void;
  /** Of the folders that one sees, or in what they mean. */
  onFoldersChanged(): void;
  /** A message of the thread has other categories of its own. */
  onMessageCategorised(threadId: string): void;
  /** Somebody has mentioned this agent, or the agent has read that elsewhere. */
  onMentionsChanged(): void;
  /** Who is at their desks, or what they have, may be different from now on. */
  onPeopleChanged(): void;
  /** What is known of the thread beside the desk's state is to be forgotten. */
  onThreadErased(threadId: string): void;
}

/**
 * The desk's rim: runs the pure state of `state/` against socket, storage and time. One per signed-in console.
 * It draws nothing; screens read `getState` and hear of changes through `subscribe`.
 */
export class DeskClient {
  readonly #surroundings: DeskSurroundings;
  readonly #connection: AgentConnection;
  readonly #stored: StoredOutbox;
  readonly #listeners = new Set<() => void>();
  readonly #mentionListeners = new Set<(note: Message) => void>();
  readonly #touchListeners = new Set<(threadId: string) => void>();
  readonly #inquiries = new Map<string, GapInquiry>();
  readonly #historyAsked = new Map<string, { beforeNumber: number; askedAtMs: number }>();
  #toldSince: AsOf | null = null;
  #watched: readonly string[] = [];
  #viewed: string | null = null;
  #viewedToldAtMs = 0;
  #state: DeskState = initialDeskState(Date.now());
  #ids: IdSequence = { timeMs: 0, counter: 0 };
  #tickTimer: number | undefined;
  #graceTimer: number | undefined;
  #stopHearingStorage: (() => void) | null = null;

  constructor(surroundings: DeskSurroundings) {
    this.#surroundings = surroundings;
    holdLiveLists();
    this.#stored = openStoredOutbox(surroundings.userId);
    this.#connection = new AgentConnection(
      surroundings.socketUrl,
      {
        onState: (connection) => {
          this.#apply({ kind: "connection_changed", connection });
          if (connection.kind === "interrupted" || connection.kind === "ended") releaseLiveLists();
          if (connection.kind === "ended" && connection.reason === "session_ended") surroundings.onSessionEnded();
        },
        onFrame: (frame) => this.#take(frame),
      },
      () => surroundings.isSessionAlive(),
    );
  }

  start(): void {
    this.#apply({ kind: "messages_written", messages: this.#stored.load() });
    this.#stopHearingStorage = this.#stored.onRemovedElsewhere((id) => this.#forgetElsewhere(id));
    this.#connection.start();
    this.#tickTimer = window.setInterval(() => this.#tick(), TICK_MS);
  }

  stop(): void {
    window.clearInterval(this.#tickTimer);
    window.clearTimeout(this.#graceTimer);
    this.#graceTimer = undefined;
    this.#stopHearingStorage?.();
    this.#connection.stop();
  }

  readonly getState = (): DeskState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** From when on changes are told; null before the first connection. */
  getToldSince(): AsOf | null {
    return this.#toldSince;
  }

  /** Calls back with each thread that is told to be new or changed, or whose task is. */
  onThreadTouched(listener: (threadId: string) => void): () => void {
    this.#touchListeners.add(listener);
    return () => this.#touchListeners.delete(listener);
  }

  /** Calls back with each note in which a colleague has just mentioned this agent. */
  onMentioned(listener: (note: Message) => void): () => void {
    this.#mentionListeners.add(listener);
    return () => this.#mentionListeners.delete(listener);
  }

  takeThreads(threads: readonly ThreadSummary[]): void {
    this.#apply({ kind: "threads_listed", threads });
  }

  takeTasks(tasks: readonly Task[]): void {
    this.#apply({ kind: "tasks_came", tasks });
  }

  /** All of one's own tasks and the next ones that wait, as they were after `before` was known. */
  takeTaskLists(before: Tasks, listed: readonly Task[], isComplete: boolean): void {
    this.#apply({ kind: "tasks_listed", before, listed, isComplete, userId: this.#surroundings.userId });
  }

  /** Follows a thread from now on; also the way to try one again that was refused. */
  watchThread(threadId: string): void {
    const isNew = !this.#watched.includes(threadId);
    const refused = this.#state.refusals.has(threadId);
    this.#watched = [threadId, ...this.#watched.filter((id) => id !== threadId)];
    for (const id of this.#watched.slice(WATCHED_THREADS)) this.#send({ type: "unwatch_thread", thread_id: id });
    this.#watched = this.#watched.slice(0, WATCHED_THREADS);
    if (isNew || refused) this.#sendWatch(threadId);
    if (refused) this.#apply({ kind: "watch_asked", threadId });
  }

  /** Ids of one console sort by the time at which they were made. */
  makeId(): string {
    const made = nextUuidV7(this.#ids, Date.now(), crypto.getRandomValues(new Uint8Array(8)));
    this.#ids = made.sequence;
    return made.id;
  }

  sendMessage(
    threadId: string,
    written: Pick<OutgoingMessage, "body" | "attachments" | "private" | "mentionIds">,
  ): void {
    const nowMs = Date.now();
    const message: OutgoingMessage = {
      id: this.makeId(),
      threadId,
      ...written,
      writtenAtMs: nowMs,
      status: freshStatus,
    };
    this.#stored.put(message);
    this.#apply({ kind: "messages_written", messages: [message] });
    this.#settle();
  }

  retryMessage(id: string): void {
    this.#apply({ kind: "message_retried", id });
    const message = this.#state.outbox.find((entry) => entry.id === id);
    if (message !== undefined) this.#stored.put(message);
    this.#settle();
  }

  discardMessage(id: string): void {
    this.#stored.remove(id);
    this.#apply({ kind: "message_discarded", id });
  }

  setTyping(threadId: string, typing: boolean): void {
    this.#send({ type: "set_typing", thread_id: threadId, typing });
  }

  /** The thread that is on the screen; null for none. Colleagues see it for as long as it is said again. */
  setViewed(threadId: string | null): void {
    const before = this.#viewed;
    this.#viewed = threadId;
    if (before !== null && before !== threadId) this.#send({ type: "set_viewing", thread_id: before, viewing: false });
    this.#tellViewed();
  }

  markRead(threadId: string, number: number): void {
    const known = this.#state.transcripts.get(threadId);
    if (known === undefined || number <= known.agentReadNumber) return;
    // Noted here only once it is told: what could not be told is read again after the reconnection.
    if (this.#send({ type: "mark_read", thread_id: threadId, number })) {
      this.#apply({ kind: "thread_read_here", threadId, number });
    }
  }

  loadHistory(threadId: string): void {
    const known = this.#state.transcripts.get(threadId);
    if (known === undefined || !hasOlder(known)) return;
    const asked = this.#historyAsked.get(threadId);
    const nowMs = Date.now();
    if (asked?.beforeNumber === known.firstNumber && nowMs - asked.askedAtMs < UNANSWERED_MS) return;
    const beforeNumber = known.firstNumber;
    if (this.#send({ type: "load_history", thread_id: threadId, before_number: beforeNumber, limit: HISTORY_PAGE })) {
      this.#historyAsked.set(threadId, { beforeNumber, askedAtMs: nowMs });
    }
  }

  #tellViewed(): void {
    if (this.#viewed === null) return;
    this.#viewedToldAtMs = Date.now();
    this.#send({ type: "set_viewing", thread_id: this.#viewed, viewing: true });
  }

  /** Who comes to a thread is answered at once, so that both know of each other. */
  #answerViewer(frame: Extract<IncomingFrame, { type: "viewing_changed" }>): void {
    const known = this.#state.viewings.get(frame.thread_id)?.some(({ sessionId }) => sessionId === frame.session_id);
    if (frame.viewing && known !== true && frame.thread_id === this.#viewed) this.#tellViewed();
  }

  #take(frame: IncomingFrame): void {
    if (frame.type === "viewing_changed") this.#answerViewer(frame);
    if (frame.type === "thread_anonymized" || frame.type === "thread_deleted") this.#forget(frame.thread_id);
    this.#apply({ kind: "frame_arrived", frame });
    if (frame.type === "welcomed") {
      this.#inquiries.clear();
      this.#historyAsked.clear();
      for (const threadId of this.#watched) this.#sendWatch(threadId);
      this.#tellViewed();
      this.#toldSince = frame.as_of;
      this.#surroundings.onWelcomed({ toldSince: frame.as_of, wereHeld: releaseLiveLists() });
    }
    if (frame.type === "message_categorised") this.#surroundings.onMessageCategorised(frame.thread_id);
    if (frame.type === "folders_changed") this.#surroundings.onFoldersChanged();
    if (frame.type === "mention_added" || frame.type === "mentions_read") this.#surroundings.onMentionsChanged();
    if (frame.type === "mention_added") for (const listener of this.#mentionListeners) listener(frame.message);
    if (frame.type === "thread_summary_changed") this.#tellTouched(frame.thread.id);
    if (frame.type === "task_changed") this.#tellTouched(frame.task.thread_id);
    const isOfPeople = frame.type === "presence_changed" || frame.type === "task_changed";
    if (isOfPeople || (frame.type === "thread_summary_changed" && frame.thread.live !== null)) {
      this.#surroundings.onPeopleChanged();
    }
    if (frame.type === "message_acknowledged") this.#stored.remove(frame.id);
    if (frame.type === "message_refused") {
      const message = this.#state.outbox.find((entry) => entry.id === frame.id);
      if (message?.status.kind === "refused") this.#stored.put(message);
    }
    this.#settle();
    this.#graceTimer ??= window.setTimeout(() => {
      this.#graceTimer = undefined;
      this.#askForGaps();
    }, GAP_GRACE_MS);
  }

  #tellTouched(threadId: string): void {
    for (const listener of this.#touchListeners) listener(threadId);
  }

  /** What this browser keeps of a thread whose contents are gone goes too. A thread that is open is asked for anew. */
  #forget(threadId: string): void {
    for (const { id, threadId: of } of this.#state.outbox) if (of === threadId) this.#stored.remove(id);
    saveDraft(this.#surroundings.userId, threadId, { draft: emptyDraft, syncedAt: null, dirty: false });
    this.#inquiries.delete(threadId);
    this.#historyAsked.delete(threadId);
    this.#surroundings.onThreadErased(threadId);
  }

  #tick(): void {
    this.#apply({ kind: "time_passed" });
    if (Date.now() - this.#viewedToldAtMs >= VIEWED_EVERY_MS) this.#tellViewed();
    this.#settle();
    this.#askForGaps();
  }

  #settle(): void {
    if (this.#state.connection.kind !== "open") return;
    for (const message of decideSends(this.#state.outbox, Date.now())) {
      const { id, threadId, body, attachments, private: isPrivate, mentionIds } = message;
      const more = {
        ...(attachments.length > 0 && { attachment_ids: attachments.map((file) => file.id) }),
        ...(mentionIds.length > 0 && { mention_ids: [...mentionIds] }),
      };
      if (!this.#send({ type: "send_message", id, thread_id: threadId, body, private: isPrivate, ...more })) return;
      this.#apply({ kind: "message_sent", id });
    }
  }

  #askForGaps(): void {
    if (this.#state.connection.kind !== "open") return;
    for (const threadId of this.#watched) {
      const known = this.#state.transcripts.get(threadId);
      if (known === undefined || !known.listed) {
        this.#watchAgainWhenUnanswered(threadId);
        continue;
      }
      const decision = decideGapInquiry(known, this.#inquiries.get(threadId) ?? null, Date.now());
      if (decision.kind === "complete") {
        this.#inquiries.delete(threadId);
        continue;
      }
      this.#inquiries.set(threadId, decision.inquiry);
      if (decision.kind === "wait") continue;
      // With nothing known the newest page is wanted, not the thread from its beginning.
      if (known.lastNumber === 0) this.#sendWatch(threadId);
      else this.#send({ type: "sync_thread", thread_id: threadId, after_number: known.lastNumber });
    }
  }

  /** A refusal that can pass is asked about again, as is a listing that never came. */
  #watchAgainWhenUnanswered(threadId: string): void {
    const askedAtMs = this.#inquiries.get(threadId)?.askedAtMs ?? 0;
    const refusal = this.#state.refusals.get(threadId);
    if (Date.now() - askedAtMs >= UNANSWERED_MS && refusal?.retry !== false) this.#sendWatch(threadId);
  }

  #sendWatch(threadId: string): void {
    const known = this.#state.transcripts.get(threadId)?.lastNumber ?? 0;
    if (this.#send({ type: "watch_thread", thread_id: threadId, known_number: known }) && known === 0) {
      this.#inquiries.set(threadId, { afterNumber: 0, askedAtMs: Date.now() });
    }
  }

  #forgetElsewhere(id: string): void {
    // Acknowledged or discarded by another console: either way this one has nothing more to do for it.
    const message = this.#state.outbox.find((entry) => entry.id === id);
    if (message !== undefined && message.status.kind !== "acknowledged") {
      this.#apply({ kind: "message_discarded", id });
    }
  }

  #send(frame: AgentToServer): boolean {
    return this.#connection.send(frame);
  }

  #apply(event: DeskEvent): void {
    const next = applyDeskEvent(this.#state, event, Date.now());
    if (next === this.#state) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }
}
