import type { ServerToVisitor } from "@beckon/protocol";
import type { Connection } from "./connection.ts";
import { findSendable, type Outbox } from "./outbox.ts";
import { backoffMs } from "./reconnection.ts";
import type { Surroundings } from "./rim.ts";

/** An answer that takes longer may have been lost; the message is sent again under its id. */
const ANSWER_DUE_MS = 10_000;

/** Sends the outbox over one welcomed connection, each thread in order, until every entry has its answer. */
export interface OutboxSender {
  /** From a welcome to a loss; only between the two anything is sent. */
  resume(): void;
  pause(): void;
  send(): void;
  sendStale(): void;
  heard(frame: ServerToVisitor): void;
  /** A refusal that names no message, told as the refusal of the messages that it must be about. */
  explainRefusal(frame: ServerToVisitor): ServerToVisitor[];
}

export function createOutboxSender(
  outbox: Outbox,
  connection: Connection,
  { now, random, schedule }: Surroundings,
): OutboxSender {
  const sentAtMs = new Map<string, number>();
  let phase: "paused" | "sending" | "backing_off" = "paused";
  let failures = 0;
  let cancelTimer = () => {};

  function send(): void {
    if (phase !== "sending") return;
    for (const { id, threadId, body, origin, attachments } of findSendable(outbox.entries())) {
      if (sentAtMs.has(id)) continue;
      sentAtMs.set(id, now());
      const files = attachments && { attachment_ids: attachments.map((file) => file.id) };
      connection.send({ type: "send_message", id, thread_id: threadId, body, origin, ...files });
    }
  }
  function resume(): void {
    phase = "sending";
    send();
  }
  return {
    resume,
    pause() {
      phase = "paused";
      cancelTimer();
      sentAtMs.clear();
    },
    send,
    sendStale() {
      for (const [id, ms] of sentAtMs) if (now() - ms >= ANSWER_DUE_MS) sentAtMs.delete(id);
      send();
    },
    heard(frame) {
      if (phase === "paused") return;
      if (frame.type === "message_acknowledged") failures = 0;
      if (frame.type === "message_acknowledged" || frame.type === "message_refused") sentAtMs.delete(frame.id);
      if (frame.type === "message_refused" && frame.error.retry) {
        phase = "backing_off";
        cancelTimer();
        cancelTimer = schedule(resume, backoffMs(failures++, random()));
      }
      send();
    },
    explainRefusal(frame) {
      if (frame.type !== "refused" || frame.request !== "send_message") return [frame];
      return outbox
        .entries()
        .filter(({ id, threadId }) => sentAtMs.has(id) && (frame.thread_id ?? threadId) === threadId)
        .map(({ id, threadId }) => ({ type: "message_refused", id, thread_id: threadId, error: frame.error }));
    },
  };
}
