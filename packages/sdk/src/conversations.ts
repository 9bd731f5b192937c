import type { Message, ServerToVisitor } from "@beckon/protocol";
import { EMPTY_INBOX, findReceived, type HeldThread, type Inbox, receiveFrame } from "./inbox.ts";
import { becomeMessage, type Outbox } from "./outbox.ts";
import type { Surroundings } from "./rim.ts";

/** A typing that nobody ended: its end was lost, or the agent left. */
const TYPING_LASTS_MS = 6_000;

/**
 * Inbox and outbox of one tab, kept in agreement: a message is in one of the two, so once on screen. It does not know
 * whether its frames come from the server or through another tab.
 */
export interface Conversations {
  inbox(): Inbox;
  thread(threadId: string): HeldThread | undefined;
  change(step: (inbox: Inbox) => Inbox): void;
  receive(frame: ServerToVisitor): void;
  /** Takes what the outbox has and the threads hold already out of the outbox. */
  settle(): void;
  /** Its acknowledgement is to be told here, because it was written here. */
  expectAcknowledgement(messageId: string): void;
  forget(): void;
  stop(): void;
}

export function createConversations(
  outbox: Outbox,
  { schedule }: Pick<Surroundings, "schedule">,
  events: { changed(): void; received(message: Message): void; sent(message: Message): void },
): Conversations {
  let inbox: Inbox = EMPTY_INBOX;
  const writtenHere = new Set<string>();
  const typingEnds = new Map<string, () => void>();

  function change(step: (inbox: Inbox) => Inbox): void {
    inbox = step(inbox);
    events.changed();
  }

  function receive(frame: ServerToVisitor): void {
    const before = inbox;
    const entry = "id" in frame ? outbox.get(frame.id) : undefined;
    if (entry && frame.type === "message_acknowledged") {
      const message = becomeMessage(entry, frame, before.identityId);
      inbox = receiveFrame(before, { type: "message_added", message });
      leaveOutbox(message);
    } else {
      inbox = receiveFrame(before, frame);
    }
    if (entry && frame.type === "message_refused" && !frame.error.retry) {
      outbox.put({ ...entry, refusal: frame.error });
    }
    if (frame.type === "typing_changed") endTypingLater(frame.thread_id);
    settle();
    for (const message of findReceived(before, inbox)) events.received(message);
    events.changed();
  }

  /** An acknowledgement may be lost; the message in its thread says the same. */
  function settle(): void {
    for (const { id, threadId } of outbox.entries()) {
      const message = inbox.threads.get(threadId)?.messages.find((held) => held.id === id);
      if (message) leaveOutbox(message);
    }
  }

  function leaveOutbox(message: Message): void {
    outbox.remove(message.id);
    if (writtenHere.delete(message.id)) events.sent(message);
  }

  function endTypingLater(threadId: string): void {
    typingEnds.get(threadId)?.();
    const end = () => {
      const ended = { author_type: "agent", author_name: "", typing: false } as const;
      change((before) => receiveFrame(before, { type: "typing_changed", thread_id: threadId, ...ended }));
    };
    typingEnds.set(threadId, schedule(end, TYPING_LASTS_MS));
  }

  return {
    inbox: () => inbox,
    thread: (threadId) => inbox.threads.get(threadId),
    change,
    receive,
    settle,
    expectAcknowledgement: (messageId) => writtenHere.add(messageId),
    forget() {
      writtenHere.clear();
      outbox.forget();
      change(() => EMPTY_INBOX);
    },
    stop() {
      for (const cancel of typingEnds.values()) cancel();
    },
  };
}
