import type { Message, RefusalReason, ServerToVisitor, VisitorThread } from "@beckon/protocol";
import { PROTOCOL_VERSION } from "@beckon/protocol/constants";
import { addRun, type MessageRun } from "./message-run.ts";

/** What is held of one thread. `thread.last_number` is the greatest number heard of, had or not. */
export interface HeldThread extends MessageRun {
  readonly thread: VisitorThread;
  readonly typing: string | null;
  readonly loadingHistory: boolean;
  readonly emailError: RefusalReason | null;
}

/** All that server frames have told. It is a function of the frames alone; whoever sees the same frames holds the same. */
export interface Inbox {
  /** Null until the first welcome. */
  readonly identityId: string | null;
  readonly threads: ReadonlyMap<string, HeldThread>;
}

export const EMPTY_INBOX: Inbox = { identityId: null, threads: new Map() };

/**
 * One server frame later. Doubled, late and early frames change nothing that they should not; frames before the first
 * welcome are passed over, because the welcome and what follows it contain them.
 */
export function receiveFrame(inbox: Inbox, frame: ServerToVisitor): Inbox {
  if (frame.type === "welcomed") return welcome(inbox, frame.identity_id, frame.threads);
  if (inbox.identityId === null) return inbox;
  switch (frame.type) {
    case "message_added":
      return receiveMessage(inbox, frame.message);
    case "message_acknowledged":
      return change(inbox, holdThread(inbox, frame.thread_id, frame.created_at), (held) =>
        hearOfNumber(held, frame.number),
      );
    case "messages_listed":
      return change(inbox, inbox.threads.get(frame.thread_id), (held) => {
        const loaded = frame.first_number < held.firstNumber;
        const heard = hearOfNumber(held, Math.max(frame.thread_last_number, frame.last_number));
        const longer = addRun(heard, frame.first_number, frame.last_number, frame.messages);
        return newestKept({ ...longer, loadingHistory: held.loadingHistory && !loaded });
      });
    case "thread_changed":
      return change(inbox, inbox.threads.get(frame.thread.id) ?? newThread(frame.thread), (held) => ({
        ...held,
        thread: mergeThreads(held.thread, frame.thread),
        emailError: null,
      }));
    case "thread_read":
      return change(inbox, inbox.threads.get(frame.thread_id), (held) => {
        const key = frame.reader === "visitor" ? "visitor_read_number" : "agent_read_number";
        return { ...held, thread: { ...held.thread, [key]: Math.max(held.thread[key], frame.number) } };
      });
    case "typing_changed":
      if (frame.author_type === "visitor") return inbox;
      return change(inbox, inbox.threads.get(frame.thread_id), (held) => ({
        ...held,
        typing: frame.typing ? frame.author_name : null,
      }));
    case "queue_updated":
      return change(inbox, inbox.threads.get(frame.thread_id), (held) => {
        const { position, estimated_wait_seconds } = frame;
        // One that was on its way when an agent took the conversation says nothing any more.
        if (held.thread.live?.kind !== "waiting") return held;
        return { ...held, thread: { ...held.thread, live: { kind: "waiting", position, estimated_wait_seconds } } };
      });
    case "refused":
      return change(inbox, inbox.threads.get(frame.thread_id ?? ""), (held) => ({
        ...held,
        loadingHistory: held.loadingHistory && frame.request !== "load_history",
        emailError: frame.request === "submit_email" ? frame.error : held.emailError,
      }));
    default:
      return inbox;
  }
}

/** The wish for older messages stands until they come, over reconnections too. */
export function wantHistory(inbox: Inbox, threadId: string): Inbox {
  return change(inbox, inbox.threads.get(threadId), (held) =>
    held.firstNumber > 1 ? { ...held, loadingHistory: true } : held,
  );
}

/** Threads of which something exists that is not here: ask for what comes after `lastNumber`. */
export function findGaps(inbox: Inbox): HeldThread[] {
  return [...inbox.threads.values()].filter((held) => held.thread.last_number > held.lastNumber);
}

/** Messages of others that `after` holds and `before` had not heard, each thread's in order. Loaded history is not new. */
export function findReceived(before: Inbox, after: Inbox): Message[] {
  if (before.identityId !== after.identityId) return [];
  return [...after.threads.values()].flatMap((held) => {
    const heardNumber = before.threads.get(held.thread.id)?.lastNumber ?? 0;
    if (held.lastNumber <= heardNumber || !(before.threads.has(held.thread.id) || held.firstNumber === 1)) return [];
    return held.messages.filter((message) => message.number > heardNumber && isSaidByOthers(message));
  });
}

/** Somebody's words: not the visitor's own, and not what a live chat says of itself. */
export function isSaidByOthers({ author, notice }: Message): boolean {
  return author.type !== "visitor" && !notice;
}

/** The inbox as the frames that lead to it: what a tab that starts late is told. */
export function toFrames(inbox: Inbox): ServerToVisitor[] {
  if (inbox.identityId === null) return [];
  const all = [...inbox.threads.values()];
  return [
    {
      type: "welcomed",
      version: PROTOCOL_VERSION,
      identity_id: inbox.identityId,
      server_time: "",
      // Numbers that are heard of and not had would look like had ones to a tab that starts.
      threads: all.map((held) => ({ ...held.thread, last_number: held.lastNumber })),
    },
    ...all
      .filter((held) => held.firstNumber <= held.lastNumber)
      .map(
        (held): ServerToVisitor => ({
          type: "messages_listed",
          thread_id: held.thread.id,
          first_number: held.firstNumber,
          last_number: held.lastNumber,
          thread_last_number: held.lastNumber,
          messages: [...held.messages],
        }),
      ),
  ];
}

function welcome(inbox: Inbox, identityId: string, threads: readonly VisitorThread[]): Inbox {
  const returns = inbox.identityId === identityId;
  return {
    identityId,
    threads: new Map(
      threads.map((thread) => {
        const held = returns ? inbox.threads.get(thread.id) : undefined;
        if (held) return [thread.id, { ...held, thread: mergeThreads(held.thread, thread), typing: null }];
        // A thread that began while we were away is fetched whole; at the first welcome nothing is, until it is opened.
        return [thread.id, returns ? newThread(thread) : unreadThread(thread)];
      }),
    ),
  };
}

function receiveMessage(inbox: Inbox, message: Message): Inbox {
  return change(inbox, holdThread(inbox, message.thread_id, message.created_at), (held) => {
    const longer = newestKept(addRun(hearOfNumber(held, message.number), message.number, message.number, [message]));
    return message.author.type === "visitor" ? longer : { ...longer, typing: null };
  });
}

function holdThread(inbox: Inbox, threadId: string, createdAt: string): HeldThread {
  return inbox.threads.get(threadId) ?? newThread(unheardThread(threadId, createdAt));
}

/** A thread of which the server has told nothing yet. */
export function unheardThread(id: string, createdAt: string): VisitorThread {
  return {
    id,
    last_number: 0,
    visitor_read_number: 0,
    agent_read_number: 0,
    state: "open",
    locked: false,
    email_request: null,
    live: null,
    created_at: createdAt,
    last_message: null,
  };
}

/** All of it is still to come. */
export function newThread(thread: VisitorThread): HeldThread {
  return {
    thread,
    firstNumber: 1,
    lastNumber: 0,
    messages: [],
    ahead: [],
    typing: null,
    loadingHistory: false,
    emailError: null,
  };
}

function unreadThread(thread: VisitorThread): HeldThread {
  return { ...newThread(thread), firstNumber: thread.last_number + 1, lastNumber: thread.last_number };
}

function hearOfNumber(held: HeldThread, number: number): HeldThread {
  return number > held.thread.last_number ? { ...held, thread: { ...held.thread, last_number: number } } : held;
}

function newestKept(held: HeldThread): HeldThread {
  const newest = held.messages.at(-1);
  if (!newest || newest.number < (held.thread.last_message?.number ?? 0)) return held;
  return { ...held, thread: { ...held.thread, last_message: newest } };
}

/** The later frame wins, except that numbers only grow. */
function mergeThreads(held: VisitorThread, told: VisitorThread): VisitorThread {
  const keepsMessage = (held.last_message?.number ?? 0) > (told.last_message?.number ?? 0);
  return {
    ...told,
    last_number: Math.max(held.last_number, told.last_number),
    visitor_read_number: Math.max(held.visitor_read_number, told.visitor_read_number),
    agent_read_number: Math.max(held.agent_read_number, told.agent_read_number),
    last_message: keepsMessage ? held.last_message : told.last_message,
  };
}

function change(inbox: Inbox, held: HeldThread | undefined, step: (held: HeldThread) => HeldThread): Inbox {
  if (!held) return inbox;
  return { ...inbox, threads: new Map(inbox.threads).set(held.thread.id, step(held)) };
}
