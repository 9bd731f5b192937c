import { CLOSE_CODES, LIMITS, PROTOCOL_VERSION, type VisitorThread, VisitorToServer } from "@beckon/protocol";
import type { IdentityHint } from "../delivery/hints.ts";
import type { VisitorSession } from "../delivery/session.ts";
import type { SessionEnd } from "../features/communities/index.ts";
import type { RecognisedIdentity } from "../features/identities/index.ts";
import {
  isVisibleToVisitor,
  listLastMessages,
  listMessagesAfter,
  loadHistory,
  sendVisitorMessage,
  syncThread,
  toListing,
} from "../features/messages/index.ts";
import type { SourceEntrance } from "../features/sources/index.ts";
import {
  findThread,
  forgetEmailRequests,
  listThreadsOfIdentity,
  markReadByVisitor,
  submitEmail,
  tellTypingOfVisitor,
} from "../features/threads/index.ts";
import { trackVisitor, type VisitorTracking } from "../features/visits/index.ts";
import { newId } from "../platform/identifiers.ts";
import { Refusal } from "../platform/refusal.ts";
import { type Connection, openConnection } from "./connection.ts";
import { answerFailure, answerUnreadable, refuseRequest } from "./failures.ts";
import { createFrameReader, type ReadFrame } from "./frame-reader.ts";
import { judgeHint } from "./hints-for-visitors.decisions.ts";
import type { SocketServices } from "./socket-services.ts";
import type { Wire } from "./wire.ts";

const readFrame = createFrameReader<VisitorToServer>(VisitorToServer);
type Hello = Extract<VisitorToServer, { type: "hello" }>;
type FrameAfterHello = Exclude<VisitorToServer, { type: "hello" | "ping" }>;

/** A browser that was refused as the identity it named may come as another one, but not for ever. */
const HELLO_ATTEMPTS = 3;

type State =
  | { kind: "expecting_hello"; attempts: number }
  | {
      kind: "welcomed";
      session: VisitorSession;
      identity: RecognisedIdentity;
      /** The threads that are the visitor's own beyond doubt. */
      threadIds: Set<string>;
      tracking: VisitorTracking;
      /** Told once the visitor has a conversation, or none will come. */
      window: { engage(): void; leave(): void } | null;
      leave(): void;
    }
  | { kind: "closed" };

/** A session that has ended comes back as somebody who is let in, or says why it cannot. */
const SESSION_ENDS: Readonly<Record<SessionEnd, number>> = {
  token_expired: CLOSE_CODES.session_expired,
  token_key_revoked: CLOSE_CODES.session_expired,
  not_admitted: CLOSE_CODES.resume_later,
};

/**
 * One visitor's connection, from hello to close. The only thing trusted is the source, which the address named;
 * the identity is proven by the secret or the token in the hello. `address`: where the visitor comes from.
 */
export function acceptVisitor(
  wire: Wire,
  source: SourceEntrance,
  address: string,
  services: SocketServices,
): Connection {
  const { database, hints, identities, logger } = services;
  let state: State = { kind: "expecting_hello", attempts: 0 };
  /** Threads are read one after the other, so that the last that is sent is the newest. */
  let reading = Promise.resolve();

  const connection = openConnection(wire, services.clock.nowMs, {
    onText: (text) => handle(readFrame(text)),
    onClosed() {
      if (state.kind === "welcomed") state.leave();
      state = { kind: "closed" };
    },
  });

  function resumeLater(error: unknown): void {
    logger.warn({ err: error }, "a thread could not be read for its visitor");
    connection.close(CLOSE_CODES.resume_later);
  }

  async function handle(read: ReadFrame<VisitorToServer>): Promise<void> {
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
    state = { kind: "expecting_hello", attempts: state.attempts + 1 };
    const identity = await recognise(hello, state.attempts);
    if (identity === null) return;
    const claimsFault = await takeFirstClaims(hello.claims, identity);
    if (!connection.isOpen()) return;
    await welcome(hello, identity);
    if (claimsFault !== null) answerFailure(connection, logger, { type: "complete_identity" }, claimsFault);
  }

  /** Null for whoever is not let in, who has been told why. */
  async function recognise(hello: Hello, attempts: number): Promise<RecognisedIdentity | null> {
    try {
      return await identities.recognise(source, hello, address);
    } catch (error) {
      answerFailure(connection, logger, hello, error);
      const isHopeless = error instanceof Refusal && error.code === "identity_unsigned";
      if (isHopeless || attempts >= HELLO_ATTEMPTS) connection.close(CLOSE_CODES.not_authorised);
      return null;
    }
  }

  /** What the website says beside the identity itself. What of it is not right keeps nobody out: it is returned. */
  async function takeFirstClaims(claims: Hello["claims"], identity: RecognisedIdentity): Promise<Refusal | null> {
    if (claims === undefined || identity.standing === "signed") return null;
    try {
      await takeClaims(identity, claims);
      return null;
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }

  async function welcome(hello: Hello, recognised: RecognisedIdentity): Promise<void> {
    const { id, name } = recognised;
    const identity = { id, name };
    const session: VisitorSession = {
      id: newId(),
      domainId: source.domainId,
      sourceId: source.sourceId,
      identity,
      send: connection.send,
    };
    const threadIds = new Set<string>();
    const tracking = trackVisitor(database, hints, session);
    // Listens before it reads, so that nothing falls between; what comes meanwhile waits for the welcome.
    let early: IdentityHint[] | null = [];
    const stopListening = hints.onIdentity(source.domainId, identity.id, (hint) => {
      if (early === null) deliver(hint, welcomed);
      else early.push(hint);
    });
    const welcomed: State & { kind: "welcomed" } = {
      kind: "welcomed",
      session,
      identity: recognised,
      threadIds,
      tracking,
      window: null,
      leave() {
        stopListening();
        stopWatching();
        welcomed.window?.leave();
        tracking.leave();
      },
    };
    const stopWatching = services.sessionWatch.watch({
      communityId: source.communityId,
      proof: () => welcomed.identity.proof,
      sharesUuid: recognised.standing === "shared",
      end(why) {
        if (why !== "not_admitted") refuseRequest(connection, why, "session");
        connection.close(SESSION_ENDS[why]);
      },
    });
    state = welcomed;
    await hints.settled();
    const threads = await listThreads(session);
    for (const thread of threads) threadIds.add(thread.id);
    if (threads.length === 0 && connection.isOpen()) welcomed.window = services.onWindowOpened(source.sourceId);
    session.send({
      type: "welcomed",
      version: PROTOCOL_VERSION,
      identity_id: identity.id,
      server_time: new Date(services.clock.nowMs()).toISOString(),
      threads,
    });
    for (const known of hello.known) {
      const thread = threads.find((each) => each.id === known.thread_id);
      if (thread === undefined || thread.last_number <= known.number) continue;
      const rows = await listMessagesAfter(database, session.domainId, thread.id, known.number, LIMITS.messagesPerPage);
      session.send(toListing(thread.id, thread.last_number, rows, isVisibleToVisitor, known.number));
    }
    const waiting = early;
    early = null;
    for (const hint of waiting) deliver(hint, welcomed);
    tracking.announce();
  }

  async function takeClaims(identity: RecognisedIdentity, claims: NonNullable<Hello["claims"]>): Promise<void> {
    await identities.complete(identity, claims);
    if (claims.email) await forgetEmailRequests(database, hints, identity);
  }

  /** Reads a thread of the visitor's own and sends it as it stands. */
  async function sendThread(threadId: string, { session, threadIds }: State & { kind: "welcomed" }): Promise<void> {
    const access = await findThread(database, session.domainId, threadId);
    if (access === null || access.identityId !== session.identity.id || access.sourceId !== session.sourceId) return;
    const [last] = await listLastMessages(database, session.domainId, [threadId]);
    threadIds.add(threadId);
    session.send({ type: "thread_changed", thread: { ...access.thread, last_message: last ?? null } });
  }

  async function listThreads(session: VisitorSession): Promise<VisitorThread[]> {
    const threads = await listThreadsOfIdentity(database, session.domainId, session.identity.id, source.sourceId);
    const last = await listLastMessages(
      database,
      session.domainId,
      threads.map((thread) => thread.id),
    );
    return threads.map((thread) => ({
      ...thread,
      last_message: last.find((message) => message.thread_id === thread.id) ?? null,
    }));
  }

  async function serve(frame: FrameAfterHello, welcomed: State & { kind: "welcomed" }): Promise<void> {
    const { session, threadIds, tracking } = welcomed;
    switch (frame.type) {
      case "send_message": {
        const outcome = await sendVisitorMessage(services.messages, session, frame);
        if (outcome.kind === "added") {
          threadIds.add(frame.thread_id);
          welcomed.window?.engage();
        } else if (outcome.code === "thread_locked" || outcome.code === "thread_ended") {
          // The hint that told of it was lost.
          await sendThread(frame.thread_id, welcomed);
        }
        return;
      }
      case "sync_thread":
        return syncThread(database, session, frame);
      case "load_history":
        return loadHistory(database, session, frame);
      case "mark_read":
        return markReadByVisitor(database, hints, session, frame);
      case "set_typing":
        if (!threadIds.has(frame.thread_id)) throw new Refusal("not_found");
        return tellTypingOfVisitor(hints, session, frame);
      case "view_page":
        return tracking.viewPage(frame);
      case "complete_identity":
        return takeClaims(welcomed.identity, frame.claims);
      case "renew_signed_identity": {
        const proof = await identities.renew(source, welcomed.identity, frame.token, address);
        welcomed.identity = { ...welcomed.identity, proof };
        return;
      }
      case "submit_email":
        return submitEmail(database, hints, session, frame);
      case "end_thread":
        if (!threadIds.has(frame.thread_id)) throw new Refusal("not_found");
        return services.liveChats.end(session.domainId, frame.thread_id, {
          by: "visitor",
          identityId: session.identity.id,
        });
    }
  }

  function deliver(hint: IdentityHint, welcomed: State & { kind: "welcomed" }): void {
    const { session, threadIds, tracking } = welcomed;
    const consequence = judgeHint(hint, { sessionId: session.id, sourceId: session.sourceId, threadIds });
    switch (consequence.kind) {
      case "none":
        break;
      case "send":
        if (consequence.beginsThreadId !== null) threadIds.add(consequence.beginsThreadId);
        session.send(consequence.frame);
        break;
      case "send_thread":
        reading = reading.then(() => sendThread(consequence.threadId, welcomed)).catch(resumeLater);
        break;
      case "announce":
        tracking.announce();
        break;
      case "end":
        connection.close(CLOSE_CODES.not_authorised);
        break;
      case "resume_later":
        connection.close(CLOSE_CODES.resume_later);
        break;
    }
  }

  return connection;
}
