import type { VisitorClient } from "@beckon/sdk";
import { render } from "preact";
import type { ChatHandle, LaunchOptions } from "./api.ts";
import type { Sound } from "./later/sound.ts";
import type { TitleBadge } from "./later/title-badge.ts";
import { hasAttention, watchAttention } from "./surface/attention.ts";
import { createHostElement } from "./surface/host-element.ts";
import { createKeptTexts, findStorage } from "./surface/kept-texts.ts";
import { isFullScreen } from "./surface/screen.ts";
import { applyAppearance } from "./theme/apply-appearance.ts";
import { followScheme } from "./theme/scheme.ts";
import type { Embedding, FocusTarget } from "./window/chat.ts";
import { createChat } from "./window/create-chat.ts";
import { whenIdle } from "./window/when-idle.ts";
import { Window } from "./window/window.tsx";

/** A connection that is back within this was never missed. */
const INTERRUPTION_SHOWN_AFTER_MS = 4_000;

const LANGUAGE_WAITED_FOR_MS = 1_500;

/** An element that is lower, in CSS pixels, gives the chat no height. */
const LEAST_HEIGHT = 200;

const FOCUSABLE: Readonly<Record<FocusTarget, string>> = {
  composer: "textarea",
  list: ".thread, .new-thread",
  launcher: ".launcher",
};

/** In the place of a window, a line that says why there is none. */
function launchNothing(options: LaunchOptions): ChatHandle {
  const tell = (): void => {
    import("./later/unsupported.ts").then(({ tellUnsupported }) => tellUnsupported(options)).catch(() => {});
  };
  const nothing = (): void => {};
  if (options.display.opened) tell();
  return {
    open: tell,
    minimize: nothing,
    close: nothing,
    addAutomaticMessage: nothing,
    addCustomerMessage: nothing,
    completeIdentity: nothing,
    renewSignedIdentity: nothing,
    viewPage: nothing,
    setLocale: nothing,
  };
}

/** Shows the window of a client that somebody else made. No event is fired before this has returned. */
export function launchChatWith(client: VisitorClient, options: LaunchOptions, embedding?: Embedding): ChatHandle {
  // Of what the window needs, what came to browsers last.
  if (!("replaceSync" in CSSStyleSheet.prototype)) return launchNothing(options);
  const { appearance, source_token: sourceToken } = options.configuration;
  const { display } = options;
  const embedded = embedding && display.kind === "embedded" ? display : null;
  // Outside of the body: frameworks replace it, a transformed one moves what is fixed in it, and of those with the same
  // z-index the last in the document is on top.
  const findParent = () => (embedded ? document.getElementById(embedded.parentNodeId) : document.documentElement);
  const host = createHostElement(appearance.z_index, findParent, !!embedding, () => chat.refresh());
  const { root, stage } = host;
  if (embedding) {
    host.addStyles(embedding.css);
    stage.classList.toggle("free", (findParent()?.clientHeight ?? 0) < LEAST_HEIGHT);
  }
  host.addStyles(options.configuration.style_sheet ?? "");
  const Frame = embedding?.Frame ?? Window;
  let sound: Sound | null = null;
  let titleBadge: TitleBadge | null = null;
  let unreadCount = 0;
  let isClosed = false;
  let isDrawingDue = false;
  let focusTarget: FocusTarget | null = null;
  /** What had the focus on the page when the visitor went into the window. */
  let returnFocusTo: HTMLElement | null = null;

  const draw = (): void => {
    isDrawingDue = false;
    if (isClosed) return;
    stage.lang = chat.texts.locale;
    stage.dir = chat.texts.direction;
    applyAppearance(stage, appearance, chat.texts.direction);
    render(<Frame chat={chat} />, stage);
    if (focusTarget === null) return;
    const onPage = focusTarget === "launcher" && returnFocusTo?.isConnected === true ? returnFocusTo : null;
    const within =
      root.querySelector<HTMLElement>(FOCUSABLE[focusTarget]) ?? root.querySelector<HTMLElement>(".window");
    (onPage ?? within)?.focus({ preventScroll: true });
    focusTarget = null;
  };

  /** Calls back once the built-in texts of the window's language are there, or will not be. */
  const wantLanguage = (onThere?: () => void): void => {
    const { locale } = chat.texts;
    const conclude = (language: Readonly<Record<string, string>> | null): void => {
      if (locale === chat.texts.locale) chat.languageLoaded(language);
      onThere?.();
    };
    import("./later/later.ts").then((later) => later.loadLanguage(locale)).then(conclude, () => conclude(null));
  };

  let isPrefetchDue = true;
  let isLaterWanted = false;
  const wantLater = (): void => {
    if (isLaterWanted || isClosed) return;
    isLaterWanted = true;
    import("./later/later.ts").then(
      (later) => {
        if (isClosed) return;
        host.addStyles(later.css);
        sound = later.createSound();
        titleBadge = later.createTitleBadge(document);
        titleBadge.show(unreadCount);
        ends.push(later.followVisualViewport(stage));
        chat.laterLoaded(later);
      },
      () => {
        isLaterWanted = false;
        chat.laterLoaded(null);
      },
    );
  };

  const close = (): void => {
    if (isClosed) return;
    isClosed = true;
    for (const end of ends) end();
    client.stop();
    render(null, stage);
    host.remove();
    options.onEvent({ kind: "closed" });
  };

  const chat = createChat(
    client,
    options,
    {
      kept: createKeptTexts(findStorage(), sourceToken),
      now: Date.now,
      hasAttention,
      isFullScreen,
      playSoundFor: (messageId) => sound?.playFor(messageId),
      showUnreadInTitle(count) {
        unreadCount = count;
        if (count > 0) wantLater();
        titleBadge?.show(count);
      },
      wantLater,
      moveFocus(target) {
        const focused = root.activeElement === null ? document.activeElement : null;
        if (target === "launcher") {
          // Focus that is elsewhere on the page stays there.
          if (focused !== null) return;
        } else if (focused instanceof HTMLElement && focused !== document.body) {
          returnFocusTo = focused;
        }
        focusTarget = target;
      },
      addStyles: host.addStyles,
      wantLanguage: () => wantLanguage(),
      requestDrawing() {
        if (isDrawingDue) return;
        isDrawingDue = true;
        queueMicrotask(draw);
      },
    },
    close,
  );

  let interruption: ReturnType<typeof setTimeout> | undefined;
  const watchConnection = (): void => {
    const { kind } = chat.state.connection;
    if (kind === "connecting" || kind === "interrupted") {
      interruption ??= setTimeout(() => chat.interruptionLasted(), INTERRUPTION_SHOWN_AFTER_MS);
    } else {
      clearTimeout(interruption);
      interruption = undefined;
    }
    if (isPrefetchDue && (kind === "open" || kind === "ended")) {
      isPrefetchDue = false;
      // Once the conversation is there, so that nobody has to wait for it.
      whenIdle(wantLater);
    }
  };

  const ends = [
    client.subscribe(() => {
      chat.clientChanged();
      watchConnection();
    }),
    client.onMessageReceived((message) => chat.messageReceived(message)),
    client.onMessageSent((message) => chat.messageSent(message)),
    watchAttention(() => chat.refresh()),
    followScheme(stage, appearance.color_scheme),
    () => clearTimeout(interruption),
    () => sound?.stop(),
    () => titleBadge?.show(0),
  ];

  const show = (): void => {
    if (isClosed || isShown) return;
    isShown = true;
    draw();
    host.attach();
    if (embedding) wantLater();
    watchConnection();
    queueMicrotask(() => {
      if (!isClosed) chat.started();
    });
  };
  let isShown = false;
  // English comes with the window. Other languages are waited for, so that no text changes before the visitor's eyes.
  if (/^en\b/.test(options.locale)) show();
  else {
    wantLanguage(show);
    setTimeout(show, LANGUAGE_WAITED_FOR_MS);
  }

  const whileShown =
    <Arguments extends unknown[]>(act: (...values: Arguments) => void) =>
    (...values: Arguments): void => {
      if (!isClosed) act(...values);
    };
  return {
    open: whileShown(chat.open),
    minimize: whileShown(chat.minimize),
    close,
    addAutomaticMessage: whileShown(chat.addAutomaticMessage),
    addCustomerMessage: whileShown((body, engages) => chat.addCustomerMessage(body, engages)),
    completeIdentity: whileShown(client.completeIdentity),
    renewSignedIdentity: whileShown(client.renewSignedIdentity),
    viewPage: whileShown(chat.viewPage),
    setLocale: whileShown(chat.setLocale),
  };
}
