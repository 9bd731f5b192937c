import { isDeepStrictEqual } from "node:util";
import {
  AgentToServer,
  CLOSE_CODES,
  LIMITS,
  PROTOCOL_VERSION,
  type ServerToAgent,
  type SourcePermission,
  type ThreadSummary,
} from "@beckon/protocol";
import type { ThreadHint } from "../delivery/hints.ts";
import type { AgentSession } from "../delivery/session.ts";
import { assertSourcePermission, type Caller, holdsForSource } from "../features/accounts/index.ts";
import {
  isVisibleToAgent,
  listMessagesAfter,
  listMessagesBefore,
  loadHistory,
  renderSenderName,
  sendAgentMessage,
  syncThread,
  toListing,
} from "../features/messages/index.ts";
import { findSummaries, markReadByAgent, readAsOf, tellTypingOfAgent, tellViewing } from "../features/threads/index.ts";
import { watchVisitor } from "../features/visits/index.ts";
import { newId } from "../platform/identifiers.ts";
import { Refusal } from "../platform/refusal.ts";
import { type Connection, openConnection } from "./connection.ts";
import type { OtherHint } from "./desk-feeds.ts";
import { answerFailure, answerUnreadable, refuseRequest } from "./failures.ts";
import { createFrameReader, type ReadFrame } from "./frame-reader.ts";
import { textFor } from "./shared-frames.ts";
import type { SocketServices } from "./socket-services.ts";
import type { Wire } from "./wire.ts";

const readFrame = createFrameReader<AgentToServer>(AgentToServer);
type Hello = Extract<AgentToServer, { type: "hello" }>;
type SendMessage = Extract<AgentToServer, { type: "send_message" }>;
type FrameAfterHello = Exclude<AgentToServer, { type: "hello" | "ping" }>;

/** A console shows one thread, and keeps a few behind it. */
const WATCH_LIMIT = 20;

const FRAME_PERMISSIONS: Record<Exclude<FrameAfterHello["type"], "unwatch_thread">, SourcePermission> = {
  watch_thread: "read",
  sync_thread: "read",
  load_history: "read",
  mark_read: "read",
  set_typing: "reply",
  set_viewing: "read",
  send_message: "reply",
};

interface Watch {
  identityId: string;
  sourceId: string;
  /** The template by which the source names its agents to visitors. */
  senderNameTemplate: string;
  isLiveChat: boolean;
  stop(): void;
}

type State =
  | { kind: "expecting_hello" }
  | {
      kind: "welcomed";
      caller: Caller;
      session: AgentSession;
      watches: Map<string, Watch>;
      viewed: Set<string>;
      leave(): void;
    }
  | { kind: "closed" };

/**
 * One agent's connection. `fromCookie` is who the upgrade request's cookie proved, or null: then the hello has to
 * name a token. It ends when the session or token that proved the caller ends, and also when the caller's rights change:
 * the peer comes back with those that hold by then, and reads everything anew.
 */
export function acceptAgent(
  wire: Wire<string | Uint8Array>,
  fromCookie: Caller | null,
  services: SocketServices,
): Connection {
  const { database, hints, logger } = services;
  let state: State = { kind: "expecting_hello" };

  const connection = openConnection(wire, services.clock.nowMs, {
    onText: (text) => handle(readFrame(text)),
    onClosed() {
      if (state.kind === "welcomed") state.leave();
      state = { kind: "closed" };
    },
  });

  async function handle(read: ReadFrame<AgentToServer>): Promise<void> {
    if (read.kind === "unreadable") return answerUnreadable(connection, read);
    const { frame } = read;
    try {
      if (frame.type === "ping") connection.send({ type: "pong" });
      else if (frame.type === "hello") await greet(frame);
      else if (state.kind === "welcomed") await serve(frame, state);
      else connection.close(CLOSE_CODES.hello_expected);
    } catch (error) {
      answerFailure(connection, logger, frame, error);
    }
  }

  async function greet(hello: Hello): Promise<void> {
    if (state.kind !== "expecting_hello") throw new Refusal("frame_unknown", { reason: "Hello is said once." });
    if (hello.version < PROTOCOL_VERSION - 1 || hello.version > PROTOCOL_VERSION) {
      return connection.close(CLOSE_CODES.version_unsupported);
    }
    const caller = hello.token === undefined ? fromCookie : await services.authenticateToken(hello.token);
    if (caller === null) {
      refuseRequest(connection, "not_authenticated", "hello");
      return connection.close(CLOSE_CODES.not_authorised);
    }
    const session: AgentSession = { id: newId(), caller, send: connection.send };
    const watches = new Map<string, Watch>();
    const viewed = new Set<string>();
    const maySee = (sourceId: string) => holdsForSource(caller.rights, sourceId, "read");
    const stopDesk = services.deskFeeds.join(caller.domainId, {
      userId: caller.userId,
      maySee,
      gathers: hello.gathers === true,
      inflates: hello.inflates === true,
      send: connection.sendWritten,
      onOther(hint) {
        const frame = frameFor(hint, caller);
        if (frame === null || ("sourceId" in hint && !maySee(hint.sourceId))) return;
        connection.sendWritten(textFor(hint, () => frame));
      },
    });
    const stopCredential = services.onCredentialEnded(caller, () => connection.close(CLOSE_CODES.not_authorised));
    const stopRights = services.onRightsChanged(caller.domainId, () => void compareRights(caller));
    // Whoever takes no conversations adds nothing to what can be offered.
    const stopPresence = caller.rights.permissions.has("receive_tasks")
      ? services.onAgentConnected(caller)
      : () => undefined;
    state = {
      kind: "welcomed",
      caller,
      session,
      watches,
      viewed,
      leave() {
        for (const threadId of viewed) tellViewing(hints, session, threadId, false);
        stopDesk();
        stopRights();
        stopCredential();
        stopPresence();
        for (const watch of watches.values()) watch.stop();
      },
    };
    if (!connection.isOpen()) return state.leave();
    await hints.settled();
    // What was changed before the subscription was in force.
    await compareRights(caller);
    session.send({
      type: "welcomed",
      version: PROTOCOL_VERSION,
      user_id: caller.userId,
      server_time: new Date(services.clock.nowMs()).toISOString(),
      as_of: await readAsOf(database, caller.rights),
    });
  }

  /** Nobody goes on with rights that they have lost. */
  async function compareRights(caller: Caller): Promise<void> {
    const rights = await services.readRights(caller).catch(() => null);
    if (rights === null || !isDeepStrictEqual(rights, caller.rights)) connection.close(CLOSE_CODES.resume_later);
  }

  async function serve(frame: FrameAfterHello, welcomed: State & { kind: "welcomed" }): Promise<void> {
    const { session, watches } = welcomed;
    await assertMay(frame, welcomed);
    switch (frame.type) {
      case "watch_thread":
        return watchThread(frame, session, watches);
      case "unwatch_thread":
        watches.get(frame.thread_id)?.stop();
        watches.delete(frame.thread_id);
        return;
      case "send_message":
        return sendMessage(frame, welcomed);
      case "set_typing": {
        const watch = watches.get(frame.thread_id);
        if (watch === undefined) throw new Refusal("not_found", { reason: "Watch the thread first." });
        const senderName = renderSenderName(watch.senderNameTemplate, session.caller);
        return tellTypingOfAgent(hints, session, { identityId: watch.identityId, senderName }, frame);
      }
      case "set_viewing":
        if (frame.viewing) welcomed.viewed.add(frame.thread_id);
        else welcomed.viewed.delete(frame.thread_id);
        // It may have ended while the right was looked up.
        return tellViewing(hints, session, frame.thread_id, frame.viewing && connection.isOpen());
      case "mark_read":
        return markReadByAgent(database, hints, session, frame);
      case "sync_thread":
        return syncThread(database, session, frame);
      case "load_history":
        return loadHistory(database, session, frame);
    }
  }

  /** Reading a thread asks for `read` in its source; what reaches the visitor or joins the thread, for `reply`. */
  async function assertMay(frame: FrameAfterHello, { caller, watches }: State & { kind: "welcomed" }) {
    if (frame.type === "unwatch_thread") return;
    const watched = watches.get(frame.thread_id)?.sourceId;
    const sourceId = watched ?? (await findThreadSummary(caller.domainId, frame.thread_id)).source_id;
    assertSourcePermission(caller, sourceId, FRAME_PERMISSIONS[frame.type]);
  }

  async function sendMessage(frame: SendMessage, welcomed: State & { kind: "welcomed" }): Promise<void> {
    const { session, caller } = welcomed;
    const { domainId } = caller;
    const { senderNameTemplate, sourceId, isLiveChat } = await describeThread(frame.thread_id, welcomed);
    const ids = frame.mention_ids ?? [];
    const mentions = await services.judgeMentions({ domainId, sourceId, isPrivate: frame.private, ids });
    if (!frame.private) {
      await services.takeByReply(caller, { messageId: frame.id, threadId: frame.thread_id, sourceId, isLiveChat });
    }
    return sendAgentMessage(services.messages, session, { ...frame, mentions }, senderNameTemplate);
  }

  /** An agent may also write into a thread that it does not watch, such as one whose outbox waits. */
  async function describeThread(
    threadId: string,
    welcomed: State & { kind: "welcomed" },
  ): Promise<Pick<Watch, "senderNameTemplate" | "sourceId" | "isLiveChat">> {
    const watch = welcomed.watches.get(threadId);
    if (watch !== undefined) return watch;
    const { domainId } = welcomed.session.caller;
    const thread = await findThreadSummary(domainId, threadId);
    const senderNameTemplate = await services.findSenderName(domainId, thread.source_id);
    return { senderNameTemplate, sourceId: thread.source_id, isLiveChat: thread.live !== null };
  }

  async function findThreadSummary(domainId: string, threadId: string): Promise<ThreadSummary> {
    const [thread] = await findSummaries(database, domainId, [threadId]);
    if (thread === undefined) throw new Refusal("not_found");
    return thread;
  }

  async function watchThread(
    frame: Extract<AgentToServer, { type: "watch_thread" }>,
    session: AgentSession,
    watches: Map<string, Watch>,
  ): Promise<void> {
    const { domainId } = session.caller;
    const thread = await findThreadSummary(domainId, frame.thread_id);
    const template = await services.findSenderName(domainId, thread.source_id);
    watches.get(frame.thread_id)?.stop();
    watches.delete(frame.thread_id);
    const oldest = watches.entries().next().value;
    if (watches.size >= WATCH_LIMIT && oldest !== undefined) {
      oldest[1].stop();
      watches.delete(oldest[0]);
    }

    // Listens before it reads, so that nothing falls between.
    let early: ThreadHint[] | null = [];
    const stopThread = hints.onThread(domainId, frame.thread_id, (hint) => {
      if (early === null) deliver(hint, session);
      else early.push(hint);
    });
    let stopVisitor: () => void = () => undefined;
    const watch: Watch = {
      identityId: thread.identity.id,
      sourceId: thread.source_id,
      senderNameTemplate: template,
      isLiveChat: thread.live !== null,
      stop() {
        stopThread();
        stopVisitor();
      },
    };
    watches.set(frame.thread_id, watch);
    await hints.settled();
    const fresh = await findThreadSummary(domainId, frame.thread_id);
    session.send({ type: "thread_watched", thread: fresh });
    const known = frame.known_number;
    const rows =
      known === 0
        ? await listMessagesBefore(database, domainId, frame.thread_id, 2_147_483_647, LIMITS.messagesPerPage / 2)
        : await listMessagesAfter(database, domainId, frame.thread_id, known, LIMITS.messagesPerPage);
    session.send(toListing(frame.thread_id, fresh.last_number, rows, isVisibleToAgent, known));
    const waiting = early;
    early = null;
    for (const hint of waiting) deliver(hint, session);
    stopVisitor = await watchVisitor(database, hints, { domainId, identityId: watch.identityId }, (seen) => {
      session.send({
        type: "visitor_presence_changed",
        presence: { thread_id: frame.thread_id, ...seen },
      });
    });
    // The connection may have ended, or the watch been replaced, while this was being prepared.
    if (watches.get(frame.thread_id) !== watch || !connection.isOpen()) watch.stop();
  }

  return connection;
}

function deliver(hint: ThreadHint, session: AgentSession): void {
  switch (hint.kind) {
    case "message_added":
      if (hint.sessionId !== session.id) session.send({ type: "message_added", message: hint.message });
      return;
    case "thread_read":
      session.send({ type: "thread_read", thread_id: hint.threadId, reader: hint.reader, number: hint.number });
      return;
    case "typing_changed":
      if (hint.sessionId === session.id) return;
      session.send({
        type: "typing_changed",
        thread_id: hint.threadId,
        author_type: hint.authorType,
        author_name: hint.authorName,
        typing: hint.typing,
      });
      return;
    case "message_categorised":
      session.send({ type: "message_categorised", thread_id: hint.threadId });
      return;
    case "viewing_changed":
      // At how many desks one looks oneself is nothing to be told of.
      if (hint.agent.id === session.caller.userId) return;
      session.send({
        type: "viewing_changed",
        thread_id: hint.threadId,
        session_id: hint.sessionId,
        agent: hint.agent,
        viewing: hint.viewing,
      });
      return;
  }
}

/** What the agent is told of it, source rights apart; null when it is nothing to them. */
function frameFor(hint: OtherHint, caller: Caller): ServerToAgent | null {
  const isOwn = "userId" in hint && hint.userId === caller.userId;
  switch (hint.kind) {
    case "presence_changed":
      return isOwn || caller.rights.permissions.has("read_presence") ? { type: hint.kind, user_id: hint.userId } : null;
    case "mentions_read":
      return isOwn ? { type: hint.kind } : null;
    case "mention_added":
      return hint.userIds.includes(caller.userId) ? { type: hint.kind, message: hint.message } : null;
    case "folders_changed":
      return { type: hint.kind };
    default:
      return { type: hint.kind, thread_id: hint.threadId };
  }
}
