import type { Message } from "@beckon/protocol";
import type { OutgoingMessage, ThreadState, VisitorClient, VisitorClientState } from "@beckon/sdk";

/** A client without a server: whoever holds it plays the server's part, and sees what the window asked for. */
export interface ScriptedClient extends VisitorClient {
  /** Names of the calls that the window made, with their arguments. */
  readonly calls: readonly unknown[][];
  change(change: Partial<VisitorClientState>): void;
  /** Replaces or adds a thread by its id. */
  putThread(thread: ThreadState): void;
  /** A message of somebody else arrives. */
  receive(message: Message): void;
  /** The oldest unacknowledged message of a thread is acknowledged with the thread's next number. */
  acknowledge(threadId: string): void;
  refuse(threadId: string, sentence: string): void;
}

let serial = 0;

/** Ids that count up, so that pictures and tests are the same each time. */
export function makeId(): string {
  serial += 1;
  return `018f0000-0000-7000-8000-${String(serial).padStart(12, "0")}`;
}

export function makeThread(messages: readonly Message[], change: Partial<ThreadState["thread"]> = {}): ThreadState {
  const last = messages.at(-1) ?? null;
  return {
    thread: {
      id: last?.thread_id ?? makeId(),
      last_number: last?.number ?? 0,
      visitor_read_number: last?.number ?? 0,
      agent_read_number: last?.number ?? 0,
      state: "open",
      locked: false,
      email_request: null,
      live: null,
      created_at: messages[0]?.created_at ?? new Date().toISOString(),
      last_message: last,
      ...change,
    },
    messages,
    outgoing: [],
    hasOlder: false,
    loadingHistory: false,
    typing: null,
    emailError: null,
    unreadCount: 0,
  };
}

export function makeMessage(
  threadId: string,
  number: number,
  author: Partial<Message["author"]> & Pick<Message["author"], "type">,
  body: string,
  createdAtMs: number,
): Message {
  return {
    id: makeId(),
    thread_id: threadId,
    number,
    author: { id: null, name: "", ...author },
    body,
    automated: false,
    private: false,
    attachments: [],
    structured: null,
    notice: null,
    created_at: new Date(createdAtMs).toISOString(),
  };
}

export function createScriptedClient(initial: Partial<VisitorClientState> = {}): ScriptedClient {
  let state: VisitorClientState = {
    connection: { kind: "stopped" },
    identityId: null,
    threadsKnown: false,
    threads: [],
    unreadCount: 0,
    ...initial,
  };
  const calls: unknown[][] = [];
  const listeners = new Set<() => void>();
  const receivers = new Set<(message: Message) => void>();
  const acknowledgers = new Set<(message: Message) => void>();
  const listen = <T>(set: Set<T>, listener: T): (() => void) => {
    set.add(listener);
    return () => set.delete(listener);
  };
  const note =
    (name: string) =>
    (...values: unknown[]): void => {
      calls.push([name, ...values]);
    };
  const change = (part: Partial<VisitorClientState>): void => {
    const threads = part.threads ?? state.threads;
    const unreadCount = threads.reduce((sum, thread) => sum + thread.unreadCount, 0);
    state = { ...state, unreadCount, ...part };
    for (const listener of listeners) listener();
  };
  const find = (threadId: string): ThreadState | undefined =>
    state.threads.find(({ thread }) => thread.id === threadId);
  const putThread = (thread: ThreadState): void => {
    const others = state.threads.filter((other) => other.thread.id !== thread.thread.id);
    change({ threads: [thread, ...others] });
  };
  const append = (message: Message): void => {
    const known = find(message.thread_id);
    if (known === undefined) return;
    const isOwn = message.author.type === "visitor";
    putThread({
      ...known,
      thread: { ...known.thread, last_number: message.number, last_message: message },
      messages: [...known.messages, message],
      outgoing: known.outgoing.filter(({ id }) => id !== message.id),
      unreadCount: known.unreadCount + (isOwn ? 0 : 1),
      typing: null,
    });
  };
  const changeOutgoing = (id: string, toward: (message: OutgoingMessage) => OutgoingMessage | null): void => {
    for (const thread of state.threads) {
      if (!thread.outgoing.some((message) => message.id === id)) continue;
      const outgoing = thread.outgoing.flatMap((message) => (message.id === id ? (toward(message) ?? []) : message));
      putThread({ ...thread, outgoing });
    }
  };

  return {
    calls,
    change,
    putThread,
    receive(message) {
      append(message);
      for (const receiver of receivers) receiver(message);
    },
    acknowledge(threadId) {
      const thread = find(threadId);
      const oldest = thread?.outgoing[0];
      if (thread === undefined || oldest === undefined) return;
      const number = thread.thread.last_number + 1;
      const message = makeMessage(threadId, number, { type: "visitor" }, oldest.body, oldest.writtenAtMs);
      append({ ...message, id: oldest.id });
      for (const acknowledger of acknowledgers) acknowledger({ ...message, id: oldest.id });
    },
    refuse(threadId, sentence) {
      const id = find(threadId)?.outgoing[0]?.id;
      const error = { code: "thread_locked", message: sentence, retry: false };
      if (id !== undefined) changeOutgoing(id, (message) => ({ ...message, status: { kind: "refused", error } }));
    },

    start: note("start"),
    stop: note("stop"),
    getState: () => state,
    subscribe: (listener) => listen(listeners, listener),
    onMessageReceived: (listener) => listen(receivers, listener),
    onMessageSent: (listener) => listen(acknowledgers, listener),
    proof: () => null,
    newThreadId: makeId,
    sendMessage(threadId, body, origin, attachments) {
      const id = makeId();
      calls.push(["sendMessage", threadId, body, origin, ...(attachments ? [attachments] : [])]);
      const known = find(threadId) ?? makeThread([], { id: threadId });
      const status = { kind: "sending" } as const;
      const outgoing: OutgoingMessage = { id, threadId, body, attachments, writtenAtMs: Date.now(), status };
      putThread({ ...known, outgoing: [...known.outgoing, outgoing] });
      return id;
    },
    retryMessage(id) {
      calls.push(["retryMessage", id]);
      changeOutgoing(id, (message) => ({ ...message, status: { kind: "sending" } }));
    },
    discardMessage(id) {
      calls.push(["discardMessage", id]);
      changeOutgoing(id, () => null);
    },
    setTyping: note("setTyping"),
    markRead(threadId, number) {
      calls.push(["markRead", threadId, number]);
      const known = find(threadId);
      if (known === undefined) return;
      putThread({ ...known, thread: { ...known.thread, visitor_read_number: number }, unreadCount: 0 });
    },
    loadHistory: note("loadHistory"),
    viewPage: note("viewPage"),
    completeIdentity: note("completeIdentity"),
    renewSignedIdentity: note("renewSignedIdentity"),
    onIdentityRefused: () => () => {},
    endThread: note("endThread"),
    submitEmail: note("submitEmail"),
    forgetEverything: note("forgetEverything"),
  };
}
