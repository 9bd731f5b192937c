import type { Message, RefusalReason, ServerToVisitor, VisitorToServer } from "@beckon/protocol";
import { LIMITS } from "@beckon/protocol/constants";
import type { ConnectionState, VisitorClient, VisitorClientState } from "./api.ts";
import { createConnection } from "./connection.ts";
import { createConversations } from "./conversations.ts";
import { makeUuid } from "./identifiers.ts";
import { findGaps, toFrames, wantHistory } from "./inbox.ts";
import { createListeners } from "./listeners.ts";
import { createOutbox, type OutboxEntry } from "./outbox.ts";
import { createOutboxSender } from "./outbox-sender.ts";
import type { PageEvent, Surroundings, VisitorClientOptions } from "./rim.ts";
import { guardStorage } from "./safe-storage.ts";
import { browserSurroundings } from "./surroundings.ts";
import { createTabs, type TabNews } from "./tabs.ts";
import { showState } from "./view.ts";
import { createVisitorProfile } from "./visitor-profile.ts";

/** A hello names the threads of the newest activity; gaps in others are asked for after the welcome. */
const KNOWN_THREADS = 50;
const HISTORY_PAGE = 50;

/**
 * The headless visitor client. Nothing touches network or storage before `start()`. The parts decide (inbox, outbox,
 * reconnection, election); this file only says what follows what.
 */
export function createVisitorClient(options: VisitorClientOptions): VisitorClient {
  const surroundings: Surroundings = { ...browserSurroundings(), ...options };
  const { now } = surroundings;
  const own = `beckon:${options.sourceToken}:`;
  // What one visitor's tabs share and what waits to be sent is never another's.
  const { slot = "" } = options;
  const prefix = own + slot;
  const identityKey = `${own}identity${slot && `:${slot}`}`;
  const storage = guardStorage(options.storage);
  const outbox = createOutbox(storage, `${prefix}outbox:`, now);
  const changes = createListeners<[]>();
  const received = createListeners<[Message]>();
  const sent = createListeners<[Message]>();
  const refused = createListeners<[RefusalReason, boolean]>();
  const profile = createVisitorProfile(
    storage,
    identityKey,
    now,
    options.claims ?? null,
    options.signedIdentity ?? null,
  );

  let connectionState: ConnectionState = { kind: "stopped" };
  let shown: VisitorClientState | null = null;
  let forgetPage: (() => void) | null = null;
  let present = false;
  let isChangeDue = false;
  /** Threads whose gap somebody was asked to fill and has not yet. */
  const asked = new Set<string>();
  /** Live chats that the visitor has ended, until the server says so too. */
  const ending = new Set<string>();

  const conversations = createConversations(outbox, surroundings, {
    changed,
    received: received.tell,
    sent: sent.tell,
  });
  const connection = createConnection(
    `${options.publicUrl.replace(/^http/, "ws")}/chat/${encodeURIComponent(options.sourceToken)}/socket`,
    surroundings,
    { hello, received: receiveFromServer, changed: changeConnection, beat: askAgain, amend },
  );
  const sender = createOutboxSender(outbox, connection, surroundings);
  const tabs = createTabs(surroundings, storage, prefix, { heard, roleChanged });

  function changed(): void {
    shown = null;
    if (isChangeDue) return;
    isChangeDue = true;
    queueMicrotask(() => {
      isChangeDue = false;
      changes.tell();
    });
  }

  function state(): VisitorClientState {
    shown ??= showState(connectionState, conversations.inbox(), outbox.entries());
    return shown;
  }

  // What the leader does with the server.

  function roleChanged(leads: boolean): void {
    asked.clear();
    if (leads) {
      outbox.load();
      connection.open();
      changed();
    } else {
      connection.close();
      sender.pause();
      tabs.askSnapshot();
    }
  }

  function hello(): VisitorToServer {
    asked.clear();
    const known: { thread_id: string; number: number }[] = [];
    for (const { thread } of state().threads) {
      const held = conversations.thread(thread.id);
      if (!held || known.length === KNOWN_THREADS) continue;
      known.push({ thread_id: thread.id, number: held.lastNumber });
      asked.add(thread.id);
    }
    return profile.hello(known);
  }

  function amend(error: RefusalReason): boolean {
    if (error.code === "identity_refused") return profile.renew();
    refused.tell(error, true);
    return false;
  }

  function changeConnection(next: ConnectionState): void {
    connectionState = next;
    if (next.kind !== "open") sender.pause();
    tabs.tell({ kind: "connection_changed", state: next });
    changed();
  }

  function receiveFromServer(frame: ServerToVisitor): void {
    if (frame.type === "welcomed") {
      resume(frame);
      return;
    }
    if (frame.type === "refused" && frame.thread_id === null) refused.tell(frame.error, false);
    for (const told of sender.explainRefusal(frame)) {
      tabs.tell({ kind: "frame_received", frame: told });
      receiveLive(told);
    }
  }

  /** After a welcome: what was meant for the server while there was none. */
  function resume(welcome: ServerToVisitor & { type: "welcomed" }): void {
    conversations.receive(welcome);
    tellSnapshot();
    for (const { id, visitor_read_number: told } of welcome.threads) {
      const held = conversations.thread(id);
      const number = held?.thread.visitor_read_number ?? 0;
      if (number > told) connection.send({ type: "mark_read", thread_id: id, number });
      if (held?.loadingHistory) sendLoadHistory(id);
    }
    for (const id of ending) {
      if (isLive(id)) connection.send({ type: "end_thread", thread_id: id });
      else ending.delete(id);
    }
    for (const frame of profile.untold()) connection.send(frame);
    fillGaps();
    sender.resume();
  }

  /** Every ten seconds: whatever got lost on the way, to the server or between tabs, heals. */
  function askAgain(): void {
    tabs.tell({ kind: "connection_changed", state: connectionState });
    asked.clear();
    fillGaps();
    sender.sendStale();
  }

  function sendLoadHistory(threadId: string): void {
    const before = conversations.thread(threadId)?.firstNumber ?? 0;
    if (before <= 1) return;
    connection.send({ type: "load_history", thread_id: threadId, before_number: before, limit: HISTORY_PAGE });
  }

  function tellSnapshot(): void {
    const frames = toFrames(conversations.inbox());
    tabs.tell({
      kind: "snapshot",
      snapshot: { identity: profile.identity(), connection: connectionState, frames, entries: outbox.entries() },
    });
  }

  // What every tab does.

  function receiveLive(frame: ServerToVisitor): void {
    if (frame.type === "messages_listed") asked.delete(frame.thread_id);
    conversations.receive(frame);
    sender.heard(frame);
    // A changed thread's number is often just ahead of the message itself; what does not follow, the next beat asks for.
    if (frame.type !== "thread_changed") fillGaps();
  }

  function fillGaps(): void {
    for (const { thread, lastNumber } of findGaps(conversations.inbox())) {
      if (asked.has(thread.id)) continue;
      asked.add(thread.id);
      if (tabs.leads()) connection.send({ type: "sync_thread", thread_id: thread.id, after_number: lastNumber });
      else tabs.askSnapshot();
    }
  }

  function heard(news: TabNews): void {
    const leads = tabs.leads();
    switch (news.kind) {
      case "frame_received":
      case "thread_read":
        receiveLive(news.frame);
        break;
      case "connection_changed":
        if (!leads) connectionState = news.state;
        break;
      case "snapshot":
        if (leads) break;
        profile.adopt(news.snapshot.identity);
        connectionState = news.snapshot.connection;
        news.snapshot.entries.forEach(outbox.hear);
        news.snapshot.frames.forEach(conversations.receive);
        offerWhatLacks(news.snapshot.entries);
        break;
      case "take_snapshot":
        if (leads) tellSnapshot();
        break;
      case "send_frame":
        if (news.frame.type === "complete_identity") profile.claim(news.frame.claims);
        if (news.frame.type === "renew_signed_identity") profile.sign(news.frame.token);
        if (news.frame.type === "end_thread") ending.add(news.frame.thread_id);
        if (!leads) break;
        if (news.frame.type === "view_page") profile.view(news.frame.page_view, news.frame.custom_variables);
        connection.send(news.frame);
        break;
      case "load_history":
        orderHistory(news.threadId, news.beforeNumber);
        break;
      case "messages_written":
        news.entries.forEach(outbox.hear);
        conversations.settle();
        sender.send();
        break;
      case "message_discarded":
        outbox.remove(news.id);
        break;
      case "everything_forgotten":
        becomeStranger();
        break;
    }
    changed();
  }

  /** `beforeNumber`: where the messages of the tab that asks begin, which may lack what its leader has. */
  function orderHistory(threadId: string, beforeNumber: number): void {
    const held = conversations.thread(threadId);
    if (tabs.leads() && held && held.firstNumber < beforeNumber) {
      tellSnapshot();
      return;
    }
    conversations.change((inbox) => wantHistory(inbox, threadId));
    if (tabs.leads()) sendLoadHistory(threadId);
  }

  function isLive(threadId: string): boolean {
    const live = conversations.thread(threadId)?.thread.live;
    return live !== null && live !== undefined && live.kind !== "ended";
  }

  function request(frame: VisitorToServer): void {
    if (frame.type === "end_thread") ending.add(frame.thread_id);
    tabs.tell({ kind: "send_frame", frame });
    if (tabs.leads()) connection.send(frame);
  }

  function offerToSend({ id, threadId }: OutboxEntry): void {
    conversations.expectAcknowledgement(id);
    // With all that precedes it, for the leader may have come after that was told.
    tabs.tell({ kind: "messages_written", entries: outbox.entries().filter((entry) => entry.threadId === threadId) });
    sender.send();
    changed();
  }

  /** The leader knows nothing of entries that were written here while nobody heard it. */
  function offerWhatLacks(known: readonly OutboxEntry[]): void {
    const entries = outbox.entries().filter((entry) => !known.some(({ id }) => id === entry.id));
    if (entries.length > 0) tabs.tell({ kind: "messages_written", entries });
  }

  function becomeStranger(): void {
    profile.forget();
    conversations.forget();
    if (!tabs.leads()) return;
    connection.close();
    storage.remove(identityKey);
    changeConnection({ kind: "connecting", since: now() });
    connection.open();
  }

  // What the page does.

  function enter(): void {
    if (present) return;
    present = true;
    connectionState = { kind: "connecting", since: now() };
    outbox.load();
    tabs.join();
    changed();
  }

  function leave(): void {
    if (!present) return;
    present = false;
    tabs.leave();
    connection.close();
    sender.pause();
    connectionState = { kind: "connecting", since: now() };
    changed();
  }

  function pageChanged(event: PageEvent): void {
    if (event === "hidden") {
      leave();
      return;
    }
    if (event === "shown") enter();
    // Tabs that cannot hear each other leave what they could not send in storage.
    outbox.load();
    sender.send();
    changed();
    if (tabs.leads()) connection.wake();
    else tabs.askSnapshot();
  }

  return {
    start() {
      forgetPage ??= surroundings.watchPage(pageChanged);
      enter();
    },
    stop() {
      leave();
      forgetPage?.();
      forgetPage = null;
      conversations.stop();
      for (const listeners of [changes, received, sent, refused]) listeners.forget();
      connectionState = { kind: "stopped" };
      shown = null;
    },
    getState: state,
    subscribe: changes.add,
    onMessageReceived: received.add,
    onMessageSent: sent.add,

    proof: profile.proof,
    newThreadId: () => makeUuid(now()),
    sendMessage(threadId, body, origin, attachments) {
      const begun = outbox.entries().find((entry) => entry.threadId === threadId);
      // One unit over the limit is enough to be refused for it, in the server's words, and never costs the connection.
      const entry = outbox.write(
        threadId,
        body.slice(0, LIMITS.messageBodyLength + 1),
        origin ?? begun?.origin ?? null,
        attachments,
      );
      offerToSend(entry);
      return entry.id;
    },
    retryMessage(messageId) {
      const refused = outbox.get(messageId);
      if (!refused?.refusal) return;
      const entry = { ...refused, refusal: null };
      outbox.put(entry);
      offerToSend(entry);
    },
    discardMessage(messageId) {
      if (!outbox.get(messageId)?.refusal) return;
      outbox.remove(messageId);
      tabs.tell({ kind: "message_discarded", id: messageId });
      changed();
    },
    setTyping: (threadId, typing) => request({ type: "set_typing", thread_id: threadId, typing }),
    markRead(threadId, number) {
      const held = conversations.thread(threadId);
      if (!held || number <= held.thread.visitor_read_number) return;
      const frame = { type: "thread_read", thread_id: threadId, reader: "visitor", number } as const;
      conversations.receive(frame);
      tabs.tell({ kind: "thread_read", frame });
      request({ type: "mark_read", thread_id: threadId, number });
    },
    loadHistory(threadId) {
      const held = conversations.thread(threadId);
      if (!held || held.loadingHistory) return;
      tabs.tell({ kind: "load_history", threadId, beforeNumber: held.firstNumber });
      orderHistory(threadId, held.firstNumber);
    },
    viewPage: (pageView, customVariables) => request(profile.view(pageView, customVariables)),
    completeIdentity(more) {
      profile.claim(more);
      request({ type: "complete_identity", claims: more });
    },
    endThread: (threadId) => request({ type: "end_thread", thread_id: threadId }),
    renewSignedIdentity(token) {
      profile.sign(token);
      request({ type: "renew_signed_identity", token });
      // One that had expired comes back with it.
      if (connectionState.kind === "ended" && tabs.leads()) connection.open();
    },
    onIdentityRefused: refused.add,
    submitEmail: (threadId, email) => request({ type: "submit_email", thread_id: threadId, email }),
    forgetEverything() {
      // Here only: a tab that hears of it late must not remove what was written after.
      for (const part of ["identity", "outbox:", "draft"]) {
        for (const key of storage.keys(prefix + part)) storage.remove(key);
      }
      becomeStranger();
      tabs.tell({ kind: "everything_forgotten" });
    },
  };
}
