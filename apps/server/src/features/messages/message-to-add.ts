import type { ErrorCode, Mentioned, Message, MessageNotice } from "@beckon/protocol";

/** A message on its way into the database. Everything but id, thread, body and privacy comes from the session. */
export interface MessageToAdd {
  domainId: string;
  id: string;
  threadId: string;
  author:
    | { type: "visitor"; id: string; name: string }
    | { type: "agent"; id: string; name: string }
    /** The id is that of a bot which has the thread; without one it is what the product says by itself. */
    | { type: "bot"; id: string | null; name: string }
    | { type: "system"; id: null; name: "" };
  /** What a live chat says of itself, which `body` tells in English. */
  notice?: MessageNotice;
  body: string;
  private: boolean;
  /** Files that the author uploaded before. */
  attachmentIds: readonly string[];
  /** Whom a note mentions. */
  mentions?: readonly Mentioned[];
  /** The thread that the message begins, unless it exists by now. */
  newThread: NewThread | null;
}

export interface NewThread {
  domainId: string;
  id: string;
  sourceId: string;
  identityId: string;
  triggerId: string | null;
  language: string | null;
  contextData: Record<string, string>;
  /** What the visitor saw before writing, and the id of the message that it becomes. */
  opening: { kind: "welcome" | "automatic"; messageId: string } | null;
}

/** A thread that has just begun. */
export interface OpenedThread {
  domainId: string;
  id: string;
  /** The message that it begins with; null when there is none. */
  opening: Message | null;
}

export type AddOutcome =
  /** `repeated`: the message was there already; nobody needs to be told again. */
  | {
      kind: "added";
      message: Message;
      identityId: string;
      sourceId: string;
      repeated: boolean;
      /** The thread began with this message. */
      opened: OpenedThread | null;
      /** The thread was closed, and is open again. */
      reopened: boolean;
      /** Where the live chat stood before this message; null in messaging. */
      live: "waiting" | "connected" | "ended" | null;
    }
  | { kind: "refused"; code: ErrorCode };
