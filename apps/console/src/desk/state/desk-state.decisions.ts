import type { RefusalReason, Task, ThreadSummary, VisitorPresence } from "@beckon/protocol";
import type { ConnectionState } from "../connection/connection-state.ts";
import type { IncomingFrame } from "../connection/incoming-frame.ts";
import * as outbox from "./outbox.decisions.ts";
import { forgetTasksOf, healTasks, putTasks, type Tasks } from "./tasks.decisions.ts";
import { putSummaries, type Summaries } from "./thread-list.decisions.ts";
import {
  addMessage,
  addRange,
  emptyTranscript,
  noteLastNumber,
  noteRead,
  type Transcript,
} from "./transcript.decisions.ts";
import { endViewings, noteViewing, type Viewings } from "./viewing.decisions.ts";

/** All that the desk knows of the server's world, and what it still has to tell it. Knows no socket and no page. */
export interface DeskState {
  connection: ConnectionState;
  /** The server's clock minus this machine's. */
  serverAheadMs: number;
  summaries: Summaries;
  tasks: Tasks;
  transcripts: ReadonlyMap<string, Transcript>;
  presences: ReadonlyMap<string, VisitorPresence>;
  typing: ReadonlyMap<string, readonly Typing[]>;
  viewings: Viewings;
  /** Threads that the server would not let us watch, and why. */
  refusals: ReadonlyMap<string, RefusalReason>;
  outbox: outbox.Outbox;
}

interface Typing {
  authorType: "visitor" | "agent";
  authorName: string;
  untilMs: number;
}

export type DeskEvent =
  | { kind: "frame_arrived"; frame: IncomingFrame }
  | { kind: "threads_listed"; threads: readonly ThreadSummary[] }
  | { kind: "tasks_came"; tasks: readonly Task[] }
  | { kind: "tasks_listed"; before: Tasks; listed: readonly Task[]; isComplete: boolean; userId: string }
  | { kind: "connection_changed"; connection: ConnectionState }
  | { kind: "watch_asked"; threadId: string }
  | { kind: "messages_written"; messages: outbox.Outbox }
  | { kind: "message_sent"; id: string }
  | { kind: "message_retried"; id: string }
  | { kind: "message_discarded"; id: string }
  | { kind: "thread_read_here"; threadId: string; number: number }
  | { kind: "time_passed" };

/** Typing ends by itself when nobody says that it goes on. */
const TYPING_ENDS_AFTER_MS = 6_000;

export function initialDeskState(nowMs: number): DeskState {
  return {
    connection: { kind: "connecting", sinceMs: nowMs },
    serverAheadMs: 0,
    summaries: new Map(),
    tasks: new Map(),
    transcripts: new Map(),
    presences: new Map(),
    typing: new Map(),
    viewings: new Map(),
    refusals: new Map(),
    outbox: [],
  };
}

/** The only way the state changes. Total: an event that says nothing new returns the same state. */
export function applyDeskEvent(state: DeskState, event: DeskEvent, nowMs: number): DeskState {
  switch (event.kind) {
    case "frame_arrived":
      return applyFrame(state, event.frame, nowMs);
    case "threads_listed":
      return takeSummaries(state, event.threads);
    case "tasks_came":
      return takeTasks(state, event.tasks);
    case "tasks_listed":
      return { ...state, tasks: healTasks(putTasks(state.tasks, event.listed), event) };
    case "connection_changed":
      return applyConnection(state, event.connection);
    case "watch_asked":
      return forgetRefusal(state, event.threadId);
    case "messages_written":
      return { ...state, outbox: outbox.addOutgoing(state.outbox, event.messages) };
    case "message_sent":
      return { ...state, outbox: outbox.markSent(state.outbox, event.id, nowMs) };
    case "message_retried":
      return { ...state, outbox: outbox.retry(state.outbox, event.id) };
    case "message_discarded":
      return { ...state, outbox: outbox.discard(state.outbox, event.id) };
    case "thread_read_here":
      return changeTranscript(state, event.threadId, (known) => noteRead(known, "agent", event.number));
    case "time_passed":
      return endLooking(endTyping(state, nowMs), nowMs);
  }
}

function applyFrame(state: DeskState, frame: IncomingFrame, nowMs: number): DeskState {
  switch (frame.type) {
    case "welcomed":
      return { ...state, connection: { kind: "open" }, serverAheadMs: Date.parse(frame.server_time) - nowMs || 0 };
    case "thread_watched":
      return takeSummaries(forgetRefusal(state, frame.thread.id), [frame.thread]);
    case "thread_summary_changed":
      return takeSummaries(state, [frame.thread]);
    case "task_changed":
      return takeTasks(state, [frame.task]);
    case "thread_anonymized":
      return forgetThread(state, frame.thread_id);
    case "thread_deleted":
      return refuseWatch(state, frame.thread_id, DELETED);
    case "visitor_presence_changed":
      return { ...state, presences: withEntry(state.presences, frame.presence.thread_id, frame.presence) };
    case "message_acknowledged": {
      const acknowledged = { ...state, outbox: outbox.acknowledge(state.outbox, frame.id, frame.number) };
      return changeTranscript(acknowledged, frame.thread_id, (known) => noteLastNumber(known, frame.number));
    }
    case "message_refused":
      return { ...state, outbox: outbox.refuse(state.outbox, frame.id, frame.error, nowMs) };
    case "message_added": {
      const { message } = frame;
      const added = changeTranscript(state, message.thread_id, (known) => addMessage(known, message));
      return setTyping(added, message.thread_id, message.author.type, message.author.name, null);
    }
    case "messages_listed":
      return changeTranscript(state, frame.thread_id, (known) => addRange(known, frame));
    case "thread_read":
      return changeTranscript(state, frame.thread_id, (known) => noteRead(known, frame.reader, frame.number));
    case "typing_changed":
      return setTyping(
        state,
        frame.thread_id,
        frame.author_type,
        frame.author_name,
        frame.typing ? nowMs + TYPING_ENDS_AFTER_MS : null,
      );
    case "viewing_changed":
      return withViewings(state, noteViewing(state.viewings, frame, nowMs));
    case "refused":
      return frame.request === "watch_thread" && frame.thread_id !== null
        ? refuseWatch(state, frame.thread_id, frame.error)
        : state;
    case "message_categorised":
    case "presence_changed":
    case "folders_changed":
    case "mention_added":
    case "mentions_read":
    case "pong":
      return state;
  }
}

/** What its page says to whoever has it open. */
const DELETED: RefusalReason = {
  code: "thread_deleted",
  message: "It has been deleted, with its visitor and all that was said.",
  retry: false,
};

/** One that is not there was deleted while nobody here heard of it. */
function refuseWatch(state: DeskState, threadId: string, error: RefusalReason): DeskState {
  const left =
    error === DELETED || error.code === "not_found"
      ? { ...forgetThread(state, threadId), summaries: without(state.summaries, threadId) }
      : state;
  return { ...left, refusals: withEntry(state.refusals, threadId, error) };
}

/** What was held of its messages and its visitor is not there any more, and is read anew where it is shown. */
function forgetThread(state: DeskState, threadId: string): DeskState {
  return {
    ...state,
    transcripts: without(state.transcripts, threadId),
    presences: without(state.presences, threadId),
    typing: without(state.typing, threadId),
    outbox: state.outbox.filter((message) => message.threadId !== threadId),
    tasks: forgetTasksOf(state.tasks, threadId),
  };
}

function forgetRefusal(state: DeskState, threadId: string): DeskState {
  return state.refusals.has(threadId) ? { ...state, refusals: without(state.refusals, threadId) } : state;
}

function applyConnection(state: DeskState, connection: ConnectionState): DeskState {
  if (connection.kind === "open") return { ...state, connection };
  // Who is there and who types is known only while connected; what was sent is unknown until it is answered.
  return {
    ...state,
    connection,
    presences: state.presences.size === 0 ? state.presences : new Map(),
    typing: state.typing.size === 0 ? state.typing : new Map(),
    viewings: state.viewings.size === 0 ? state.viewings : new Map(),
    outbox: outbox.forgetFlights(state.outbox),
  };
}

function takeSummaries(state: DeskState, arrived: readonly ThreadSummary[]): DeskState {
  let next: DeskState = { ...state, summaries: putSummaries(state.summaries, arrived) };
  for (const thread of arrived) {
    if (!next.transcripts.has(thread.id)) continue;
    next = changeTranscript(next, thread.id, (known) =>
      noteRead(
        noteRead(noteLastNumber(known, thread.last_number), "visitor", thread.visitor_read_number),
        "agent",
        thread.agent_read_number,
      ),
    );
  }
  return next;
}

function takeTasks(state: DeskState, arrived: readonly Task[]): DeskState {
  const tasks = putTasks(state.tasks, arrived);
  return tasks === state.tasks ? state : { ...state, tasks };
}

function changeTranscript(state: DeskState, threadId: string, change: (known: Transcript) => Transcript): DeskState {
  const known = state.transcripts.get(threadId) ?? startTranscript(state.summaries.get(threadId));
  const changed = change(known);
  if (changed === known) return state;
  const ids = changed.messages === known.messages ? null : new Set(changed.messages.map((message) => message.id));
  return {
    ...state,
    transcripts: withEntry(state.transcripts, threadId, changed),
    outbox: ids === null ? state.outbox : outbox.forgetShown(state.outbox, threadId, changed.lastNumber, ids),
  };
}

function startTranscript(summary: ThreadSummary | undefined): Transcript {
  if (summary === undefined) return emptyTranscript;
  return {
    ...emptyTranscript,
    threadLastNumber: summary.last_number,
    visitorReadNumber: summary.visitor_read_number,
    agentReadNumber: summary.agent_read_number,
  };
}

function setTyping(
  state: DeskState,
  threadId: string,
  authorType: string,
  authorName: string,
  untilMs: number | null,
): DeskState {
  if (authorType !== "visitor" && authorType !== "agent") return state;
  const before = state.typing.get(threadId) ?? [];
  const others = before.filter((typing) => typing.authorType !== authorType || typing.authorName !== authorName);
  if (untilMs === null && others.length === before.length) return state;
  const now: readonly Typing[] = untilMs === null ? others : [...others, { authorType, authorName, untilMs }];
  return { ...state, typing: withTyping(state.typing, threadId, now) };
}

function endTyping(state: DeskState, nowMs: number): DeskState {
  let typing = state.typing;
  for (const [threadId, entries] of state.typing) {
    const left = entries.filter((entry) => entry.untilMs > nowMs);
    if (left.length < entries.length) typing = withTyping(typing, threadId, left);
  }
  return typing === state.typing ? state : { ...state, typing };
}

function endLooking(state: DeskState, nowMs: number): DeskState {
  return withViewings(state, endViewings(state.viewings, nowMs));
}

function withViewings(state: DeskState, viewings: Viewings): DeskState {
  return viewings === state.viewings ? state : { ...state, viewings };
}

function withTyping(typing: DeskState["typing"], threadId: string, entries: readonly Typing[]): DeskState["typing"] {
  return entries.length === 0 ? without(typing, threadId) : withEntry(typing, threadId, entries);
}

function withEntry<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  return new Map(map).set(key, value);
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  const next = new Map(map);
  next.delete(key);
  return next;
}
