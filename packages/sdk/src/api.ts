import type {
  Attachment,
  CustomVariables,
  IdentityClaims,
  Message,
  PageView,
  RefusalReason,
  ThreadOrigin,
  VisitorThread,
} from "@beckon/protocol";

/**
 * What the headless client offers. It knows no DOM and draws nothing; whoever shows a conversation subscribes
 * to it. All of it is the same in every tab of a browser: one tab holds the socket, the others ride on it.
 */
export interface VisitorClient {
  /** Connects (or joins the tab that is connected). Idempotent. Nothing is sent before this call. */
  start(): void;
  /** Stops for good in this tab: no reconnect, listeners forgotten. The outbox stays for the next start. */
  stop(): void;
  getState(): VisitorClientState;
  /** Calls back after every change, at most once a task. Returns the unsubscription. */
  subscribe(listener: () => void): () => void;
  /** Calls back for each message of somebody else that was not known before, in this tab, in order. */
  onMessageReceived(listener: (message: Message) => void): () => void;
  /** Calls back when a message of this browser is acknowledged, in the tab that wrote it only. */
  onMessageSent(listener: (message: Message) => void): () => void;

  /** A fresh thread id for a conversation that the visitor is about to begin; nothing exists until a message is sent. */
  newThreadId(): string;
  /**
   * Puts a message into the outbox and returns its id. It is sent as soon as possible, in order, once. `origin`: how
   * the thread came to be, for a thread that the server may not know; null takes that of a message that still waits.
   * `attachments` were uploaded before; the text may then be empty.
   */
  sendMessage(threadId: string, body: string, origin: ThreadOrigin | null, attachments?: readonly Attachment[]): string;
  /** What shows, beside the connection, who the visitor is: for uploads. Null until there was a connection. */
  proof(): VisitorProof | null;
  /** Tries a refused message again under the same id. */
  retryMessage(messageId: string): void;
  /** Forgets a refused message. */
  discardMessage(messageId: string): void;
  setTyping(threadId: string, typing: boolean): void;
  markRead(threadId: string, number: number): void;
  /** Loads the page of older messages before the oldest that is known (or the newest page when none is). */
  loadHistory(threadId: string): void;
  /** The page on which the engaged visitor is; the client repeats it after a reconnection. */
  viewPage(pageView: PageView, customVariables: CustomVariables): void;
  /** Ends a live chat, now or once there is a connection. */
  endThread(threadId: string): void;
  completeIdentity(claims: IdentityClaims): void;
  /** A newer token of the same visitor. Another visitor is another client. */
  renewSignedIdentity(token: string): void;
  /** Calls back with what the server did not take of who the visitor is: for whoever integrates, not for visitors. `isFinal`: the connection has ended with it. */
  onIdentityRefused(listener: (reason: RefusalReason, isFinal: boolean) => void): () => void;
  /** Answers a thread's request for an address; the thread then changes, or gets an `emailError`. */
  submitEmail(threadId: string, email: string): void;
  /** Forgets identity, outbox and drafts of this source in this browser: a reset that really resets. */
  forgetEverything(): void;
}

export interface VisitorProof {
  readonly id: string;
  readonly secret: string;
  /** The token that signs the visitor, or null. */
  readonly token: string | null;
}

export interface VisitorClientState {
  connection: ConnectionState;
  identityId: string | null;
  /** Newest activity first. Known only after the first `welcomed` (`threadsKnown`). */
  threadsKnown: boolean;
  threads: readonly ThreadState[];
  unreadCount: number;
}

export type ConnectionState =
  | { kind: "stopped" }
  | { kind: "connecting"; since: number }
  | { kind: "open" }
  /** `since`: when the connection was lost (ms since the epoch); the window says so only after some seconds. */
  | { kind: "interrupted"; since: number; retryAtMs: number }
  /** Reconnecting cannot help. `reason` is the close code's name, or the code of the error that refused the hello. */
  | { kind: "ended"; reason: string };

export interface ThreadState {
  thread: VisitorThread;
  /** Ascending by number, without gaps from the first to the last known. */
  messages: readonly Message[];
  /** Written here and not yet acknowledged, in the order of writing. */
  outgoing: readonly OutgoingMessage[];
  hasOlder: boolean;
  loadingHistory: boolean;
  /** The agent's name while one is typing. */
  typing: string | null;
  unreadCount: number;
  /** Why the address that was given last was refused. */
  emailError: RefusalReason | null;
}

export interface OutgoingMessage {
  id: string;
  threadId: string;
  body: string;
  attachments?: readonly Attachment[] | undefined;
  writtenAtMs: number;
  status: { kind: "sending" } | { kind: "refused"; error: RefusalReason };
}
