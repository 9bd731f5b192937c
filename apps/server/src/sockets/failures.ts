import { CLOSE_CODES, type ErrorCode } from "@beckon/protocol";
import type { Logger } from "pino";
import { judgeFailure, toRefusalReason } from "../delivery/refusals.ts";
import type { Connection } from "./connection.ts";
import type { ReadFrame } from "./frame-reader.ts";

interface FailedFrame {
  type: string;
  thread_id?: string;
  id?: string;
}

/** Tells the sender what became of a frame that was not done; whoever sent a message hears it of that message. */
export function answerFailure(connection: Connection, logger: Logger, frame: FailedFrame, error: unknown): void {
  const failure = judgeFailure(error);
  if (failure.kind === "resume_later") {
    connection.close(CLOSE_CODES.resume_later);
    return;
  }
  if (failure.kind === "defect") logger.error({ err: error, frame: frame.type }, "a frame failed");
  if (frame.type === "send_message") {
    connection.send({ type: "message_refused", id: frame.id, thread_id: frame.thread_id, error: failure.reason });
  } else {
    const threadId = frame.thread_id ?? null;
    connection.send({ type: "refused", request: frame.type, thread_id: threadId, error: failure.reason });
  }
}

/** A frame that could not be read. A message among them is refused as that message, if it could be told which. */
export function answerUnreadable(connection: Connection, read: ReadFrame<never> & { kind: "unreadable" }): void {
  const error = toRefusalReason(read.code);
  if (read.request === "send_message" && read.messageId !== null && read.threadId !== null) {
    connection.send({ type: "message_refused", id: read.messageId, thread_id: read.threadId, error });
  } else {
    connection.send({ type: "refused", request: read.request, thread_id: read.threadId, error });
  }
}

export function refuseRequest(connection: Connection, code: ErrorCode, request: string): void {
  connection.send({ type: "refused", request, thread_id: null, error: toRefusalReason(code) });
}
