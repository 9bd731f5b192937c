import type {
  CustomVariables,
  IdentityClaims,
  LoaderConfiguration,
  Message,
  PageView,
  RefusalReason,
  ThreadOrigin,
} from "@beckon/protocol";

/**
 * The door between the Chat Manager and the Chat Client. The manager imports the client's file when it is
 * needed and calls `launchChat` once a page; the handle is all that it knows of the window.
 */
export type LaunchChat = (options: LaunchOptions) => ChatHandle;

/** Loads what the embedded display needs. Rejects when it cannot be loaded. */
export type LoadEmbedding = () => Promise<{
  launchChat: LaunchChat;
  /** Calls back once there is an element with this id. Returns what ends the waiting. */
  waitForElement(id: string, onThere: () => void): () => void;
}>;

export interface LaunchOptions {
  configuration: LoaderConfiguration;
  locale: string;
  /** Texts of the page's `_addTranslations`, which win over the source's. */
  translations: Record<string, Record<string, unknown>>;
  /** How it shows first. `openedBy`: only a visitor's own gesture moves the focus into the window. */
  display: Display;
  /** The thread on screen on the page before, or null. */
  threadId: string | null;
  /** Goes with the first message of a thread that begins here. */
  origin: ThreadOrigin;
  /** Whom the website says that the visitor is. Another visitor is another launch. */
  identified: {
    readonly claims: IdentityClaims | null;
    /** A token; empty for visitors who are not signed. */
    readonly signedIdentity: string;
    /** Names the visitor among those of this browser; empty for the browser's own. */
    readonly slot: string;
  };
  /** Where the engaged visitor is. */
  visited: { pageView: PageView; customVariables: CustomVariables };
  onEvent: (event: ChatEvent) => void;
  /** Of who the website says the visitor is, something was not taken. `isFinal`: nothing connects with it. */
  onIdentityRefused: (reason: RefusalReason, isFinal: boolean) => void;
}

export type Display =
  | { kind: "floating"; opened: boolean; openedBy: "visitor" | "trigger" | "continuation" }
  /** In an element of the page, for as long as there is one with this id. `openedBy` as above. */
  | {
      kind: "embedded";
      opened: true;
      openedBy: "trigger" | "continuation";
      parentNodeId: string;
    };

/** What the manager hears; `started` is the moment at which the window is on screen. */
export type ChatEvent =
  | { kind: "shown" }
  | { kind: "opened" }
  | { kind: "minimized" }
  /** The visitor leaves for good: the window is gone and the handle dead. */
  | { kind: "closed" }
  /** The first message of the visitor in this visit. */
  | { kind: "engaged" }
  | { kind: "message_sent"; message: Message }
  | { kind: "message_received"; message: Message }
  | { kind: "thread_changed"; threadId: string | null }
  | { kind: "unread_changed"; count: number };

export interface ChatHandle {
  /** `by`: only a visitor's own gesture moves the focus into the window. Opening an open window does nothing. */
  open(by: "visitor" | "trigger"): void;
  minimize(): void;
  /** Removes the window and stops the connection. */
  close(): void;
  /** Texts of an automatic message, shown as from the agent, kept until the visitor engages. */
  addAutomaticMessage(body: string): void;
  /** Words of the visitor's that the website writes: sent at once when they engage, else before the visitor's next own message. */
  addCustomerMessage(body: string, engages: boolean): void;
  completeIdentity(claims: IdentityClaims): void;
  renewSignedIdentity(token: string): void;
  viewPage(pageView: PageView, customVariables: CustomVariables): void;
  setLocale(locale: string): void;
}
