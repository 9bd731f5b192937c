import { type AgentToServer, LIMITS, type Mentioned, type Message, type VisitorToServer } from "@beckon/protocol";
import { toRefusalReason } from "../../delivery/refusals.ts";
import type { AgentSession, VisitorSession } from "../../delivery/session.ts";
import type { Database } from "../../platform/database/index.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { findThread, type ThreadAccess } from "../threads/index.ts";
import { isVisibleToAgent, isVisibleToVisitor, toListing } from "./listings.decisions.ts";
import type { AddOutcome, MessageToAdd } from "./message-to-add.ts";
import { renderSenderName } from "./messages.decisions.ts";
import type { MessageService } from "./messages.service.ts";
import { listMessagesAfter, listMessagesBefore } from "./messages.store.ts";

type VisitorFrame<Type extends VisitorToServer["type"]> = Extract<VisitorToServer, { type: Type }>;
type AgentFrame<Type extends AgentToServer["type"]> = Extract<AgentToServer, { type: Type }>;

/** Called without waiting between two frames of one session, so that messages keep their order. */
export async function sendVisitorMessage(
  messages: MessageService,
  session: VisitorSession,
  frame: VisitorFrame<"send_message">,
): Promise<AddOutcome> {
  const { domainId, sourceId, identity } = session;
  const { origin } = frame;
  const message: MessageToAdd = {
    domainId,
    id: frame.id,
    threadId: frame.thread_id,
    author: { type: "visitor", id: identity.id, name: identity.name },
    body: frame.body,
    private: false,
    attachmentIds: frame.attachment_ids ?? [],
    newThread: origin && {
      domainId,
      id: frame.thread_id,
      sourceId,
      identityId: identity.id,
      triggerId: origin.trigger_id,
      language: origin.language,
      contextData: origin.identity_initiated ? { identity_initiated_thread: "true" } : {},
      opening: origin.opening === undefined ? null : { kind: origin.opening, messageId: newId() },
    },
  };
  const outcome = await messages.addMessage(message, session.id);
  if (outcome.kind === "added" && outcome.opened?.opening) {
    session.send({ type: "message_added", message: outcome.opened.opening });
  }
  answerSender(session, frame, outcome);
  return outcome;
}

export async function sendAgentMessage(
  messages: MessageService,
  session: AgentSession,
  frame: AgentFrame<"send_message"> & { mentions: readonly Mentioned[] },
  senderNameTemplate: string,
): Promise<void> {
  const { caller } = session;
  const message: MessageToAdd = {
    domainId: caller.domainId,
    id: frame.id,
    threadId: frame.thread_id,
    // Colleagues see who wrote a note; visitors see the name that the source's template gives.
    author: {
      type: "agent",
      id: caller.userId,
      name: frame.private ? caller.name : renderSenderName(senderNameTemplate, caller),
    },
    body: frame.body,
    private: frame.private,
    attachmentIds: frame.attachment_ids ?? [],
    mentions: frame.mentions,
    newThread: null,
  };
  answerSender(session, frame, await messages.addMessage(message, session.id));
}

function answerSender(
  session: VisitorSession | AgentSession,
  frame: { id: string; thread_id: string },
  outcome: AddOutcome,
): void {
  if (outcome.kind === "added") {
    const { id, thread_id, number, created_at } = outcome.message;
    session.send({ type: "message_acknowledged", id, thread_id, number, created_at });
  } else {
    const error = toRefusalReason(outcome.code);
    session.send({ type: "message_refused", id: frame.id, thread_id: frame.thread_id, error });
  }
}

/** A thread that this session may read. Throws the refusal `not_found` otherwise. */
async function accessThread(
  database: Database,
  session: VisitorSession | AgentSession,
  threadId: string,
): Promise<ThreadAccess> {
  const domainId = "caller" in session ? session.caller.domainId : session.domainId;
  const access = await findThread(database, domainId, threadId);
  const isAllowed =
    access !== null &&
    ("caller" in session || (access.identityId === session.identity.id && access.sourceId === session.sourceId));
  if (!isAllowed) throw new Refusal("not_found");
  return access;
}

/** The page of messages after a number. A reader who finds itself behind `thread_last_number` asks for the next one. */
export async function syncThread(
  database: Database,
  session: VisitorSession | AgentSession,
  frame: { thread_id: string; after_number: number },
): Promise<void> {
  const access = await accessThread(database, session, frame.thread_id);
  const rows = await listMessagesAfter(
    database,
    domainOf(session),
    frame.thread_id,
    frame.after_number,
    LIMITS.messagesPerPage,
  );
  session.send(toListing(frame.thread_id, access.lastNumber, rows, visibilityFor(session), frame.after_number));
}

export async function loadHistory(
  database: Database,
  session: VisitorSession | AgentSession,
  frame: { thread_id: string; before_number: number; limit: number },
): Promise<void> {
  const access = await accessThread(database, session, frame.thread_id);
  const rows = await listMessagesBefore(database, domainOf(session), frame.thread_id, frame.before_number, frame.limit);
  session.send(toListing(frame.thread_id, access.lastNumber, rows, visibilityFor(session), frame.before_number - 1));
}

function domainOf(session: VisitorSession | AgentSession): string {
  return "caller" in session ? session.caller.domainId : session.domainId;
}

function visibilityFor(session: VisitorSession | AgentSession): (message: Message) => boolean {
  return "caller" in session ? isVisibleToAgent : isVisibleToVisitor;
}
