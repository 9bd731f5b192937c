import type { Attachment } from "@beckon/protocol";
import { freshStatus, type OutgoingMessage } from "../state/outbox.decisions.ts";

/**
 * The outbox as it survives reloads: one entry of localStorage per message, so that two consoles of one browser
 * never overwrite each other's. A refused message stays until its agent decides about it.
 */
export interface StoredOutbox {
  load(): OutgoingMessage[];
  put(message: OutgoingMessage): void;
  remove(id: string): void;
  /** Calls back when another console of this browser has settled a message. */
  onRemovedElsewhere(listener: (id: string) => void): () => void;
}

interface StoredMessage {
  thread_id: string;
  body: string;
  /** Absent in what an older console wrote. */
  attachments?: readonly Attachment[];
  private: boolean;
  /** Absent in what an older console wrote. */
  mention_ids?: readonly string[];
  written_at_ms: number;
  refused: { code: string; message: string; retry: boolean } | null;
}

export function openStoredOutbox(userId: string): StoredOutbox {
  const prefix = `beckon:desk:outbox:${userId}:`;
  return {
    load() {
      return storedKeys(prefix).flatMap(
        (key) => readMessage(key.slice(prefix.length), localStorage.getItem(key)) ?? [],
      );
    },
    put(message) {
      const stored: StoredMessage = {
        thread_id: message.threadId,
        body: message.body,
        attachments: message.attachments,
        private: message.private,
        mention_ids: message.mentionIds,
        written_at_ms: message.writtenAtMs,
        refused: message.status.kind === "refused" ? message.status.error : null,
      };
      try {
        localStorage.setItem(prefix + message.id, JSON.stringify(stored));
      } catch {
        // Storage is full or blocked: the message still goes out, it only does not survive a reload.
      }
    },
    remove(id) {
      try {
        localStorage.removeItem(prefix + id);
      } catch {
        // Blocked storage holds nothing to remove.
      }
    },
    onRemovedElsewhere(listener) {
      const hear = (event: StorageEvent) => {
        if (event.key?.startsWith(prefix) && event.newValue === null) listener(event.key.slice(prefix.length));
      };
      window.addEventListener("storage", hear);
      return () => window.removeEventListener("storage", hear);
    },
  };
}

function storedKeys(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

/** Null for anything that is not an entry of ours: storage is not to be trusted. */
function readMessage(id: string, text: string | null): OutgoingMessage | null {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "null");
  } catch {
    return null;
  }
  if (!isStoredMessage(value)) return null;
  return {
    id,
    threadId: value.thread_id,
    body: value.body,
    attachments: value.attachments ?? [],
    private: value.private,
    mentionIds: value.mention_ids ?? [],
    writtenAtMs: value.written_at_ms,
    status: value.refused === null ? freshStatus : { kind: "refused", error: value.refused },
  };
}

function isStoredMessage(value: unknown): value is StoredMessage {
  if (typeof value !== "object" || value === null) return false;
  const entry: Partial<Record<keyof StoredMessage, unknown>> = value;
  const { refused } = entry;
  return (
    typeof entry.thread_id === "string" &&
    typeof entry.body === "string" &&
    (entry.attachments === undefined || isListOfFiles(entry.attachments)) &&
    typeof entry.private === "boolean" &&
    (entry.mention_ids === undefined || isListOfTexts(entry.mention_ids)) &&
    typeof entry.written_at_ms === "number" &&
    (refused === null || (typeof refused === "object" && "message" in refused && typeof refused.message === "string"))
  );
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((entry: unknown) => typeof entry === "string");
}

/** As much as is drawn of a file that is still to be sent. */
function isListOfFiles(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (file: unknown) =>
        typeof file === "object" &&
        file !== null &&
        "id" in file &&
        typeof file.id === "string" &&
        "name" in file &&
        typeof file.name === "string" &&
        "url" in file &&
        typeof file.url === "string",
    )
  );
}
