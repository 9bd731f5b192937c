import type { Attachment, RefusalReason } from "@beckon/protocol";

/** A message written here, until its thread shows it. */
export interface OutgoingMessage {
  /** Made here (UUIDv7): sending it again, after any failure, is the same message. Sorts by time of writing. */
  id: string;
  threadId: string;
  body: string;
  /** Uploaded before. */
  attachments: readonly Attachment[];
  private: boolean;
  /** Of a note: whom it mentions. */
  mentionIds: readonly string[];
  writtenAtMs: number;
  status: OutgoingStatus;
}

export type OutgoingStatus =
  | { kind: "waiting"; attempts: number; notBeforeMs: number }
  | { kind: "in_flight"; attempts: number; sentAtMs: number }
  /** Committed under this number; forgotten as soon as the thread's transcript has got that far. */
  | { kind: "acknowledged"; number: number }
  | { kind: "refused"; error: RefusalReason };

export type Outbox = readonly OutgoingMessage[];

/** An answer that takes longer than this counts as lost, and the message is sent again. */
const ANSWER_PATIENCE_MS = 10_000;
const RETRY_STEP_MS = 1_000;
const RETRY_LIMIT_MS = 30_000;

export const freshStatus: OutgoingStatus = { kind: "waiting", attempts: 0, notBeforeMs: 0 };

/** Adds messages that are not there yet, in the order of writing. */
export function addOutgoing(outbox: Outbox, messages: Outbox): Outbox {
  const known = new Set(outbox.map((message) => message.id));
  const added = messages.filter((message) => !known.has(message.id));
  if (added.length === 0) return outbox;
  return [...outbox, ...added].sort((left, right) => (left.id < right.id ? -1 : 1));
}

/**
 * The messages to put on the wire now. One per thread is under way at a time, so that messages arrive in the
 * order in which they were written; a refused one does not hold up those behind it.
 */
export function decideSends(outbox: Outbox, nowMs: number): Outbox {
  const taken = new Set<string>();
  return outbox.filter((message) => {
    if (message.status.kind === "refused" || message.status.kind === "acknowledged") return false;
    if (taken.has(message.threadId)) return false;
    taken.add(message.threadId);
    return message.status.kind === "waiting"
      ? message.status.notBeforeMs <= nowMs
      : nowMs - message.status.sentAtMs >= ANSWER_PATIENCE_MS;
  });
}

export function markSent(outbox: Outbox, id: string, nowMs: number): Outbox {
  return change(outbox, id, ({ status }) => ({
    kind: "in_flight",
    attempts: (status.kind === "waiting" || status.kind === "in_flight" ? status.attempts : 0) + 1,
    sentAtMs: nowMs,
  }));
}

export function acknowledge(outbox: Outbox, id: string, number: number): Outbox {
  return change(outbox, id, () => ({ kind: "acknowledged", number }));
}

/** A refusal that can pass by itself is tried again by itself; any other waits for the agent. */
export function refuse(outbox: Outbox, id: string, error: RefusalReason, nowMs: number): Outbox {
  return change(outbox, id, ({ status }) => {
    // An answer to a copy that was sent twice: the message is in, whatever became of the copy.
    if (status.kind === "acknowledged") return status;
    if (!error.retry) return { kind: "refused", error };
    const attempts = status.kind === "refused" ? 1 : status.attempts;
    const pauseMs = Math.min(RETRY_LIMIT_MS, RETRY_STEP_MS * 2 ** Math.min(attempts, 10));
    return { kind: "waiting", attempts, notBeforeMs: nowMs + pauseMs };
  });
}

/** The connection is gone: what was under way is unknown, and goes again on the next one. */
export function forgetFlights(outbox: Outbox): Outbox {
  if (!outbox.some((message) => message.status.kind === "in_flight")) return outbox;
  return outbox.map((message) =>
    message.status.kind === "in_flight"
      ? { ...message, status: { kind: "waiting", attempts: message.status.attempts, notBeforeMs: 0 } }
      : message,
  );
}

export function retry(outbox: Outbox, id: string): Outbox {
  return change(outbox, id, ({ status }) => (status.kind === "refused" ? freshStatus : status));
}

export function discard(outbox: Outbox, id: string): Outbox {
  return outbox.some((message) => message.id === id) ? outbox.filter((message) => message.id !== id) : outbox;
}

/** Leaves out what the thread's transcript shows by now, by id or because it has passed its number. */
export function forgetShown(
  outbox: Outbox,
  threadId: string,
  lastNumber: number,
  messageIds: ReadonlySet<string>,
): Outbox {
  const left = outbox.filter(
    (message) =>
      message.threadId !== threadId ||
      !(messageIds.has(message.id) || (message.status.kind === "acknowledged" && message.status.number <= lastNumber)),
  );
  return left.length === outbox.length ? outbox : left;
}

function change(outbox: Outbox, id: string, next: (message: OutgoingMessage) => OutgoingStatus): Outbox {
  return outbox.map((message) => (message.id === id ? { ...message, status: next(message) } : message));
}
