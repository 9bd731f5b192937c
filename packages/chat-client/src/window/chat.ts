import type { Attachment, CustomVariables, LiveState, Message, MessageNotice, PageView } from "@beckon/protocol";
import type { ThreadState, VisitorClient, VisitorClientState } from "@beckon/sdk";
import type { ComponentType, VNode } from "preact";
import type { LaunchOptions } from "../api.ts";
import type { KeptTexts } from "../surface/kept-texts.ts";
import type { Texts } from "../text/texts.ts";
import type { AutomaticMessage } from "../transcript/entries.ts";
import type { View } from "./view.ts";

/** Where the focus goes after the next drawing. `launcher`: or back to where it was on the page. */
export type FocusTarget = "composer" | "list" | "launcher";

type Drawing<Props> = (props: Props) => VNode;

/** The files of the message that is being written. */
export interface ComposedFiles {
  /** How many can go with it now. */
  readonly readyCount: number;
  /** Whether one is on its way: a message does not leave without it. */
  readonly isBusy: boolean;
  /** Hands them to the message that is sent now. Undefined when there are none. */
  take(): readonly Attachment[] | undefined;
}

/** What is loaded after the window (later/later.ts), as the window knows it. */
export interface Later {
  /** Texts that its parts need. */
  readonly english: Readonly<Record<string, string>>;
  /** Button, list and places to drop of the files that go with the next message. */
  readonly AttachFiles: ComponentType<{ chat: Chat }>;
  readonly Closure: Drawing<{ chat: Chat }>;
  readonly EndConfirmation: ComponentType<{ chat: Chat }>;
  readonly EndFrame: ComponentType<{ chat: Chat }>;
  readonly Waiting: Drawing<{ chat: Chat; live: LiveState & { kind: "waiting" } }>;
  readonly EmojiButton: ComponentType<{ chat: Chat; onPick: (emoji: string) => void }>;
  readonly EmailRequest: ComponentType<{ chat: Chat; threadState: ThreadState }>;
  readonly Ended: Drawing<{ chat: Chat; reason: string }>;
  readonly MessageBody: Drawing<{ chat: Chat; body: string; files: readonly Attachment[] | undefined }>;
  readonly Menu: Drawing<{ chat: Chat }>;
  readonly MessageLength: Drawing<{ chat: Chat; length: number; limit: number }>;
  readonly Refusal: Drawing<{ chat: Chat; id: string; sentence: string }>;
  readonly ThreadList: Drawing<{ chat: Chat }>;
  readonly ToLatest: Drawing<{ chat: Chat; count: number; onClick: () => void }>;
  readonly TypingLine: Drawing<{ chat: Chat; name: string }>;
  readonly TypingSignal: new (
    say: (isTyping: boolean) => void,
    now: () => number,
  ) => { signal(isTyping: boolean): void };
  /** Null for English, and for what is not shipped. */
  loadLanguage(locale: string): Promise<Readonly<Record<string, string>> | null>;
  /** Empty for what nobody has words for. */
  tellNotice(notice: MessageNotice, texts: Texts): string;
  /** The files that wait at the composer. */
  filesOf(chat: Chat): ComposedFiles;
  isEmojiAlone(body: string): boolean;
  keepFocusWithin(dialog: HTMLElement, event: KeyboardEvent): void;
}

/** What draws the chat within the page; see embedded/. */
export interface Embedding {
  readonly css: string;
  readonly Frame: ComponentType<{ chat: Chat }>;
  waitForElement(id: string, onThere: () => void): () => void;
}

/** What the world around the window does for it; all of it lives at the rim. */
export interface ChatSurroundings {
  kept: KeptTexts;
  now(): number;
  hasAttention(): boolean;
  /** Phones, where a window that opens by itself would take the whole page away. */
  isFullScreen(): boolean;
  playSoundFor(messageId: string): void;
  showUnreadInTitle(count: number): void;
  moveFocus(target: FocusTarget): void;
  /** Fetches what is loaded later, unless it is there or on its way; `laterLoaded` follows. */
  wantLater(): void;
  /** Draws soon; several calls in one task are one drawing. */
  requestDrawing(): void;
  addStyles(text: string): void;
  /** Loads the built-in texts of another language than English; `languageLoaded` follows. */
  wantLanguage(): void;
}

/**
 * The window's state and everything that can be done to it. It knows no DOM: components draw from it,
 * the rim gives it clock, storage, attention and focus.
 */
export interface Chat {
  readonly client: VisitorClient;
  readonly kept: KeptTexts;
  readonly options: LaunchOptions;
  readonly state: VisitorClientState;
  readonly texts: Texts;
  readonly title: string;
  readonly isOpen: boolean;
  readonly isMenuOpen: boolean;
  readonly isMuted: boolean;
  readonly view: View;
  readonly unreadCount: number;
  /** Of all but the conversation on screen. */
  readonly unreadElsewhere: number;
  readonly automaticMessages: readonly AutomaticMessage[];
  readonly isAttended: boolean;
  /** Whether the connection has been missing for so long that the visitor is told. */
  readonly isInterruptionShown: boolean;
  /** Null until it is loaded: then everything but reading and writing has to wait, or is missing. */
  readonly later: Later | null;
  /** Whether what the visitor asked for cannot be shown because it could not be loaded. */
  readonly isLaterMissing: boolean;
  /** Whether what is not known yet can be expected within moments. */
  readonly mayStillLoad: boolean;
  now(): number;
  /** Styles of what has just been loaded; the same again are the same. */
  addStyles(text: string): void;
  /** Null while the list is shown. */
  currentThreadId(): string | null;
  currentThread(): ThreadState | null;
  draftName(): string;
  open(by: "visitor" | "trigger"): void;
  minimize(): void;
  /** Leaves a live chat; while it goes on, the visitor is asked before. */
  quit(): void;
  /** Whether the visitor is asked whether the conversation shall end. */
  readonly isEndAsked: boolean;
  /** The answer to that. */
  answerEnd(ends: boolean): void;
  /** Leaves for good: the window closes. */
  leave(): void;
  /** `files` were uploaded before; the text may then be empty. */
  send(body: string, files?: readonly Attachment[]): void;
  setTyping(typing: boolean): void;
  showList(): void;
  /** Where the list stands beside it, a conversation is always shown: the one that a window opens with. */
  leaveList(): void;
  showThread(threadId: string): void;
  beginThread(): void;
  toggleMenu(): void;
  toggleMuted(): void;
  addAutomaticMessage(body: string): void;
  addCustomerMessage(body: string, engages: boolean): void;
  viewPage(pageView: PageView, customVariables: CustomVariables): void;
  setLocale(locale: string): void;
  /** The client's state changed. */
  clientChanged(): void;
  messageReceived(message: Message): void;
  messageSent(message: Message): void;
  /** Something changed that it does not know of: the visitor's attention, or the page took the window away. */
  refresh(): void;
  interruptionLasted(): void;
  /** The built-in texts of its language have come; null: there are none. */
  languageLoaded(language: Readonly<Record<string, string>> | null): void;
  /** Null: it could not be loaded. */
  laterLoaded(later: Later | null): void;
  /** Announces the launch; after the first drawing. */
  started(): void;
}
