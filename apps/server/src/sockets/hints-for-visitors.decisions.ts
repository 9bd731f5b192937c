import type { ServerToVisitor } from "@beckon/protocol";
import type { IdentityHint } from "../delivery/hints.ts";

/** What a connection does about a hint. */
export type HintConsequence =
  | { kind: "none" }
  | { kind: "send"; frame: ServerToVisitor; beginsThreadId: string | null }
  /** The visitor is asked for: say that it is here. */
  | { kind: "announce" }
  /** The thread is read anew and sent. */
  | { kind: "send_thread"; threadId: string }
  /** The session is nobody's any more. */
  | { kind: "end" }
  /** A thread whose beginning was missed: the next welcome lists it. */
  | { kind: "resume_later" };

export interface HintReader {
  sessionId: string;
  sourceId: string;
  /** The threads that the reader has been told of. */
  threadIds: ReadonlySet<string>;
}

const NONE: HintConsequence = { kind: "none" };

/** The identity may have threads in other sources, and other browsers: a hint is not for everybody who hears it. */
export function judgeHint(hint: IdentityHint, reader: HintReader): HintConsequence {
  switch (hint.kind) {
    case "presence_asked":
      return { kind: "announce" };
    case "identity_erased":
      return { kind: "end" };
    case "thread_changed":
      return hint.sourceId === reader.sourceId ? { kind: "send_thread", threadId: hint.threadId } : NONE;
    case "message_added":
      return judgeMessage(hint, reader);
    case "number_passed":
      if (!reader.threadIds.has(hint.threadId)) return NONE;
      return send({
        type: "messages_listed",
        thread_id: hint.threadId,
        first_number: hint.number,
        last_number: hint.number,
        thread_last_number: hint.number,
        messages: [],
      });
    case "thread_read":
      if (!reader.threadIds.has(hint.threadId)) return NONE;
      return send({ type: "thread_read", thread_id: hint.threadId, reader: hint.reader, number: hint.number });
    case "queue_updated":
      if (!reader.threadIds.has(hint.threadId)) return NONE;
      return send({
        type: "queue_updated",
        thread_id: hint.threadId,
        position: hint.position,
        estimated_wait_seconds: hint.estimatedWaitSeconds,
      });
    case "typing_changed":
      if (hint.sessionId === reader.sessionId || !reader.threadIds.has(hint.threadId)) return NONE;
      return send({
        type: "typing_changed",
        thread_id: hint.threadId,
        author_type: hint.authorType,
        author_name: hint.authorName,
        typing: hint.typing,
      });
  }
}

function judgeMessage(hint: IdentityHint & { kind: "message_added" }, reader: HintReader): HintConsequence {
  const { message } = hint;
  if (hint.sourceId !== reader.sourceId || hint.sessionId === reader.sessionId) return NONE;
  if (reader.threadIds.has(message.thread_id)) return send({ type: "message_added", message });
  if (message.number !== 1) return { kind: "resume_later" };
  const frame: ServerToVisitor = {
    type: "thread_changed",
    thread: {
      id: message.thread_id,
      last_number: 1,
      visitor_read_number: 0,
      agent_read_number: 0,
      state: "open",
      locked: false,
      email_request: null,
      live: null,
      created_at: message.created_at,
      last_message: message,
    },
  };
  return { kind: "send", frame, beginsThreadId: message.thread_id };
}

function send(frame: ServerToVisitor): HintConsequence {
  return { kind: "send", frame, beginsThreadId: null };
}
