import type { IdentityClaims } from "@beckon/protocol";

/** What the client needs of its surroundings, so that it runs in browsers, Node and tests alike. */

/** What is used of the Web Storage interface. Implementations may throw; callers of this package never see it. */
export interface KeyValueStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** One WebSocket or what stands in for it, text frames only. After `close` nothing more is expected of it. */
export interface Socket {
  send(text: string): void;
  close(): void;
}

export interface SocketListener {
  opened(): void;
  received(text: string): void;
  /** Also after a connection that never opened. `code`: as in RFC 6455. */
  closed(code: number): void;
}

/** Structured clones to the same channel of the browser's other tabs, in order per sender, never back to the sender. */
export interface TabChannel {
  post(message: unknown): void;
  close(): void;
}

/** Web Locks' `request`: calls `hold` once the lock is had and keeps it until that promise ends. Rejects when aborted or stolen. */
export type RequestLock = (
  name: string,
  options: { signal: AbortSignal } | { steal: true },
  hold: () => Promise<void>,
) => Promise<unknown>;

/** `hidden`: the page may be frozen or gone any moment. `shown`: it is back. `noticed`: somebody looks, or the network is back. */
export type PageEvent = "hidden" | "shown" | "noticed";

/** Everything that stands outside the client; the browser's own unless given. */
export interface Surroundings {
  createSocket(url: string, listener: SocketListener): Socket;
  /** Milliseconds since the epoch. */
  now(): number;
  /** From 0 up to 1, for jitter only. */
  random(): number;
  /** Calls back after `delayMs`; returns the cancellation. */
  schedule(callback: () => void, delayMs: number): () => void;
  watchPage(listener: (event: PageEvent) => void): () => void;
  /** Null: tabs do not hear each other, so each has a socket of its own. */
  openChannel: ((name: string, onMessage: (message: unknown) => void) => TabChannel) | null;
  /** Null: a lease in storage chooses the leader (lease.ts, loaded only then). */
  requestLock: RequestLock | null;
}

export interface VisitorClientOptions extends Partial<Surroundings> {
  /** Where Beckon answers, without a trailing slash. */
  publicUrl: string;
  sourceToken: string;
  /** Null where the browser gives none: identity and outbox then live as long as the tabs. */
  storage: KeyValueStorage | null;
  /** A `uuid` among them is another visitor than the browser's own, with storage and connection apart. */
  claims?: IdentityClaims | null;
  /** A signed identity: the visitor is whom the token names. Kept in memory only. */
  signedIdentity?: string | null;
  /** `findSlot` of the two, where the storage or the page is shared with other visitors. */
  slot?: string;
}
