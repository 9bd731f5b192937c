import type { ThreadOrigin } from "@beckon/protocol";
import type { ThreadState, VisitorClient } from "@beckon/sdk";
import type { ChatEvent, LaunchOptions } from "../api.ts";
import { createTexts, type Texts } from "../text/texts.ts";
import type { AutomaticMessage } from "../transcript/entries.ts";
import type { Chat, ChatSurroundings, FocusTarget, Later } from "./chat.ts";
import { decideFirstView, findThread, mayStillLoad, type View } from "./view.ts";

export function createChat(
  client: VisitorClient,
  options: LaunchOptions,
  surroundings: ChatSurroundings,
  leave: () => void,
): Chat {
  const { configuration, display } = options;
  const { kept } = surroundings;
  const emit = (event: ChatEvent): void => options.onEvent(event);
  const createTextsFor = (locale: string): Texts =>
    createTexts(locale, options.translations, configuration.translations, language, later?.english);

  let state = client.getState();
  let later: Later | null = null;
  let hasLaterFailed = false;
  let language: Readonly<Record<string, string>> = {};
  let texts = createTextsFor(options.locale);
  const isFloating = display.kind === "floating";
  let isOpen = display.opened && !(isFloating && display.openedBy === "trigger" && surroundings.isFullScreen());
  let isMenuOpen = false;
  let isEndAsked = false;
  let isMuted = kept.read("muted") !== "";
  let isEngaged = display.openedBy === "continuation";
  let isStarted = false;
  let isInterruptionShown = false;
  let visited = options.visited;
  let announcedUnread = 0;
  let announcedThreadId = options.threadId;
  let automaticMessages: readonly AutomaticMessage[] = [];
  let unseenAutomaticMessages = 0;
  /** The website's words for the visitor, until the visitor writes. */
  let heldBack: readonly string[] = [];
  /** The conversation that begins next. It exists nowhere else until something is sent in it. */
  let freshThreadId = client.newThreadId();
  let view: View = decideFirstView(state, options.threadId, freshThreadId);

  const startClient = (): void => {
    if (isStarted) return;
    isStarted = true;
    client.start();
    if (isEngaged) client.viewPage(visited.pageView, visited.customVariables);
  };

  const currentThreadId = (): string | null =>
    view.kind === "conversation" ? view.threadId : view.kind === "undecided" ? freshThreadId : null;

  const currentThread = (): ThreadState | null => {
    const threadId = currentThreadId();
    return threadId === null ? null : findThread(state, threadId);
  };

  const draftName = (): string => {
    const thread = currentThread();
    return `draft:${thread === null ? "new" : thread.thread.id}`;
  };

  /**
   * Once the threads are known: the conversation to open with. A fresh one that nobody asked for gives way to
   * one that turns up, say from another tab; what stands in it goes along.
   */
  const decideView = (): void => {
    const isProvisional =
      view.kind === "conversation" && !view.identityInitiated && state.threadsKnown && currentThread() === null;
    if (view.kind !== "undecided" && !isProvisional) return;
    view = decideFirstView(state, options.threadId, freshThreadId);
    const thread = currentThread()?.thread;
    if (thread === undefined) return;
    automaticMessages = automaticMessages.map((automatic) =>
      automatic.threadId === freshThreadId
        ? { ...automatic, threadId: thread.id, afterNumber: thread.last_number }
        : automatic,
    );
    const draft = kept.read("draft:new");
    if (draft !== "" && kept.read(draftName()) === "") {
      kept.write(draftName(), draft);
      kept.write("draft:new", "");
    }
  };

  /** What stands in a conversation that has not begun. */
  const findOpening = (threadId: string): ThreadOrigin["opening"] | "" =>
    automaticMessages.some((automatic) => automatic.threadId === threadId)
      ? "automatic"
      : configuration.welcome_message && "welcome";

  const announceThread = (): void => {
    const threadId = currentThread()?.thread.id ?? null;
    if (threadId === announcedThreadId || view.kind === "undecided" || !state.threadsKnown) return;
    announcedThreadId = threadId;
    emit({ kind: "thread_changed", threadId });
  };

  const unreadCount = (): number => state.unreadCount + unseenAutomaticMessages;

  const update = (): void => {
    if (isOpen && view.kind !== "list" && surroundings.hasAttention()) unseenAutomaticMessages = 0;
    const count = unreadCount();
    if (count !== announcedUnread) {
      announcedUnread = count;
      surroundings.showUnreadInTitle(count);
      emit({ kind: "unread_changed", count });
    }
    announceThread();
    surroundings.requestDrawing();
  };

  /** Of what stands open, what can only be shown by what is loaded later. */
  const needsLater = (): boolean =>
    isOpen &&
    (isMenuOpen ||
      view.kind === "list" ||
      state.connection.kind === "ended" ||
      currentThread()?.thread.locked === true ||
      currentThread()?.thread.live != null);

  const show = (next: View, focus: FocusTarget): void => {
    view = next;
    surroundings.moveFocus(focus);
    if (needsLater()) surroundings.wantLater();
    update();
  };

  return {
    client,
    kept,
    options,
    get state() {
      return state;
    },
    get texts() {
      return texts;
    },
    get title() {
      return configuration.appearance.title || texts.text("default_title");
    },
    get isOpen() {
      return isOpen;
    },
    get isMenuOpen() {
      return isMenuOpen;
    },
    get isEndAsked() {
      return isEndAsked && currentThread()?.thread.live?.kind !== "ended";
    },
    get isMuted() {
      return isMuted;
    },
    get view() {
      return view;
    },
    get unreadCount() {
      return unreadCount();
    },
    get unreadElsewhere() {
      return state.unreadCount - (currentThread()?.unreadCount ?? 0);
    },
    get automaticMessages() {
      return automaticMessages;
    },
    get isAttended() {
      return surroundings.hasAttention();
    },
    get isInterruptionShown() {
      return isInterruptionShown;
    },
    get later() {
      return later;
    },
    get isLaterMissing() {
      return hasLaterFailed && needsLater();
    },
    get mayStillLoad() {
      return mayStillLoad(state);
    },
    now: surroundings.now,
    addStyles: surroundings.addStyles,
    currentThreadId,
    currentThread,
    draftName,

    open(by) {
      if (by === "visitor") surroundings.moveFocus(view.kind === "list" ? "list" : "composer");
      if (isOpen || (by === "trigger" && surroundings.isFullScreen())) return;
      isOpen = true;
      startClient();
      emit({ kind: "opened" });
      update();
    },
    minimize() {
      if (!isOpen || !isFloating) return;
      isOpen = false;
      isMenuOpen = false;
      surroundings.moveFocus("launcher");
      emit({ kind: "minimized" });
      update();
    },
    quit() {
      const live = currentThread()?.thread.live;
      if (!live || live.kind === "ended") {
        leave();
        return;
      }
      isEndAsked = true;
      isMenuOpen = false;
      surroundings.wantLater();
      update();
    },
    answerEnd(ends) {
      isEndAsked = false;
      const thread = currentThread()?.thread;
      if (ends && thread) client.endThread(thread.id);
      surroundings.moveFocus("composer");
      update();
    },
    leave,
    send(body, files) {
      const threadId = currentThreadId();
      if (threadId === null) return;
      const isFresh = (currentThread()?.thread.last_number ?? 0) === 0;
      const identityInitiated = view.kind === "conversation" && view.identityInitiated;
      const opening = findOpening(threadId);
      const origin = isFresh
        ? {
            ...options.origin,
            language: options.origin.language ?? texts.locale,
            identity_initiated: options.origin.identity_initiated || identityInitiated,
            ...(opening && { opening }),
          }
        : null;
      const engagesNow = !isEngaged;
      isEngaged = true;
      view = { kind: "conversation", threadId, identityInitiated };
      if (threadId === freshThreadId) freshThreadId = client.newThreadId();
      if (engagesNow) emit({ kind: "engaged" });
      for (const each of heldBack) client.sendMessage(threadId, each, origin);
      heldBack = [];
      client.sendMessage(threadId, body, origin, files);
      if (engagesNow) client.viewPage(visited.pageView, visited.customVariables);
      state = client.getState();
      update();
    },
    setTyping(typing) {
      const thread = currentThread();
      // Typing in a conversation that nobody has begun is the visitor's own business.
      if (thread !== null && thread.thread.last_number > 0) client.setTyping(thread.thread.id, typing);
    },
    leaveList() {
      view = decideFirstView(state, null, freshThreadId);
      update();
    },
    showList: () => show({ kind: "list" }, "list"),
    showThread: (threadId) => show({ kind: "conversation", threadId, identityInitiated: false }, "composer"),
    beginThread: () => show({ kind: "conversation", threadId: freshThreadId, identityInitiated: true }, "composer"),
    toggleMenu() {
      isMenuOpen = !isMenuOpen;
      if (needsLater()) surroundings.wantLater();
      update();
    },
    toggleMuted() {
      isMuted = !isMuted;
      kept.write("muted", isMuted ? "1" : "");
      update();
    },
    addAutomaticMessage(body) {
      const automatic: AutomaticMessage = {
        id: `automatic-${automaticMessages.length}`,
        threadId: currentThreadId() ?? freshThreadId,
        body,
        atMs: surroundings.now(),
        afterNumber: currentThread()?.thread.last_number ?? 0,
      };
      automaticMessages = [...automaticMessages, automatic];
      unseenAutomaticMessages += 1;
      update();
    },
    addCustomerMessage(body, engages) {
      if (engages) this.send(body);
      else heldBack = [...heldBack, body];
    },
    viewPage(pageView, customVariables) {
      visited = { pageView, customVariables };
      if (isEngaged) client.viewPage(pageView, customVariables);
    },
    setLocale(locale) {
      language = {};
      texts = createTextsFor(locale);
      surroundings.wantLanguage();
      update();
    },
    languageLoaded(loaded) {
      language = loaded ?? {};
      texts = createTextsFor(texts.locale);
      update();
    },
    clientChanged() {
      state = client.getState();
      if (state.connection.kind === "open") isInterruptionShown = false;
      decideView();
      update();
    },
    messageReceived(message) {
      // What the conversation began with has been on screen.
      if (message.automated && message.number === 1) return;
      const isLookedAt = isOpen && surroundings.hasAttention() && currentThreadId() === message.thread_id;
      if (!isMuted && !isLookedAt) surroundings.playSoundFor(message.id);
      emit({ kind: "message_received", message });
    },
    messageSent: (message) => emit({ kind: "message_sent", message }),
    refresh: update,
    interruptionLasted() {
      isInterruptionShown = true;
      update();
    },
    laterLoaded(loaded) {
      later = loaded;
      hasLaterFailed = loaded === null;
      texts = createTextsFor(texts.locale);
      update();
    },
    started() {
      emit({ kind: "shown" });
      if (isOpen) emit({ kind: "opened" });
      if (isOpen || isEngaged || options.threadId !== null) startClient();
      if (isOpen && isFloating && display.openedBy === "visitor") surroundings.moveFocus("composer");
      update();
    },
  };
}
