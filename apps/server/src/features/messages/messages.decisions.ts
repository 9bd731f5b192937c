import { type Attachment, type ErrorCode, LIMITS } from "@beckon/protocol";
import type { AddOutcome, MessageToAdd, OpenedThread } from "./message-to-add.ts";

/** What the database answers for one message of a group: see `addMessages` in messages.store.ts. */
export interface AddAnswer {
  /** Which item of the group it is about, counted from 1. */
  place: number;
  /** Whose thread it is. */
  identity_id: string;
  source_id: string;
  thread_locked: boolean;
  thread_closed: boolean;
  thread_live: "waiting" | "connected" | "ended" | null;
  thread_is_own: boolean;
  /** The row with the message's id, whether it was added now (`is_new`) or is older; all null when there is none. */
  stored_thread_id: string | null;
  stored_number: number | null;
  stored_at: Date | null;
  stored_author_type: string | null;
  stored_author_id: string | null;
  is_new: boolean | null;
}

/** Whether a body may be sent at all; null when it may. What comes with files needs no text. */
export function checkBody(body: string, hasAttachments: boolean): ErrorCode | null {
  if (body.length > LIMITS.messageBodyLength) return "message_too_long";
  // PostgreSQL's text takes every character but this one.
  if (body.includes("\u0000")) return "frame_invalid";
  return body.trim() === "" && !hasAttachments ? "message_empty" : null;
}

/** What became of each item of a group, in the items' order. */
export function toAddOutcomes(
  items: readonly MessageToAdd[],
  answers: readonly AddAnswer[],
  opened: readonly OpenedThread[],
  attachmentsOf: (item: MessageToAdd) => Attachment[] = () => [],
): AddOutcome[] {
  const answerAt = new Map(answers.map((answer) => [answer.place, answer]));
  // The same message twice in one group is new once.
  const told = new Set<string>();
  const untold = new Map(opened.map((thread) => [`${thread.domainId} ${thread.id}`, thread]));
  return items.map((item, index) => {
    const key = `${item.domainId} ${item.id}`;
    const outcome = toAddOutcome(item, answerAt.get(index + 1), told.has(key));
    told.add(key);
    const threadKey = `${item.domainId} ${item.threadId}`;
    if (outcome.kind === "added" && item.attachmentIds.length > 0) {
      outcome.message.attachments = attachmentsOf(item);
    }
    const thread = untold.get(threadKey);
    if (outcome.kind === "refused" || thread === undefined) return outcome;
    untold.delete(threadKey);
    return { ...outcome, opened: thread };
  });
}

/**
 * Reads the database's answer. A thread that is not the visitor's own is answered as if it did not exist; an id
 * that exists is the same message only if thread and author are the same.
 */
function toAddOutcome(item: MessageToAdd, answer: AddAnswer | undefined, isTold: boolean): AddOutcome {
  // A thread that was to begin and is not there was one too many.
  if (answer === undefined) {
    return { kind: "refused", code: item.newThread === null ? "not_found" : "threads_limit_reached" };
  }
  if (!answer.thread_is_own) return { kind: "refused", code: "not_found" };
  if (answer.stored_number === null || answer.stored_at === null) {
    return { kind: "refused", code: whyNotAdded(answer) };
  }
  const isSame =
    answer.stored_thread_id === item.threadId &&
    answer.stored_author_type === item.author.type &&
    answer.stored_author_id === item.author.id;
  if (!isSame) return { kind: "refused", code: "id_taken" };
  return {
    kind: "added",
    identityId: answer.identity_id,
    sourceId: answer.source_id,
    repeated: isTold || answer.is_new !== true,
    opened: null,
    reopened:
      answer.thread_closed &&
      answer.is_new === true &&
      !item.private &&
      (item.author.type === "visitor" || item.author.type === "agent"),
    live: answer.thread_live,
    message: {
      id: item.id,
      thread_id: item.threadId,
      number: answer.stored_number,
      author: item.author,
      body: item.body,
      automated: false,
      private: item.private,
      attachments: [],
      structured: null,
      notice: item.notice ?? null,
      ...(item.mentions !== undefined && item.mentions.length > 0 && { mentions: [...item.mentions] }),
      created_at: answer.stored_at.toISOString(),
    },
  };
}

function whyNotAdded({ thread_live, thread_locked }: AddAnswer): ErrorCode {
  if (thread_live === "ended") return "thread_ended";
  return thread_locked ? "thread_locked" : "internal_error";
}

/** The name under which visitors see an agent: the source's template, such as `{{firstname}} from Purple Shop`. */
export function renderSenderName(template: string, agent: { firstname: string; lastname: string }): string {
  const name = template
    .replace(/\{\{\s*(firstname|lastname)\s*\}\}/g, (_, field: "firstname" | "lastname") => agent[field])
    .replace(/\s+/g, " ")
    .trim();
  return name === "" ? agent.firstname : name;
}
