import type { Attachment, Message, RefusalReason, ThreadOrigin } from "@beckon/protocol";
import { isUuid, LAST_UUID_MS, makeUuid, uuidTime } from "./identifiers.ts";
import { decodeObject, encodeJson } from "./json.ts";
import type { SafeStorage } from "./safe-storage.ts";

/** A message that is written and not yet acknowledged. Ids sort in the order of writing. */
export interface OutboxEntry {
  readonly id: string;
  readonly threadId: string;
  readonly body: string;
  /** Files that were uploaded before; absent when there are none. */
  readonly attachments?: readonly Attachment[];
  /** How its thread came to be, for as long as the server may not know the thread. */
  readonly origin: ThreadOrigin | null;
  readonly writtenAtMs: number;
  /** Set once the server has refused it for good; it then waits for the visitor. */
  readonly refusal: RefusalReason | null;
}

/**
 * The entries of this browser, one storage key each, so that tabs never overwrite each other's. An entry that storage
 * does not take lives in memory, here and in the tabs that were told.
 */
export interface Outbox {
  /** In the order of writing. */
  entries(): readonly OutboxEntry[];
  get(id: string): OutboxEntry | undefined;
  /** Takes in what storage holds and, once, stores what was written before. */
  load(): void;
  write(threadId: string, body: string, origin: ThreadOrigin | null, attachments?: readonly Attachment[]): OutboxEntry;
  /** Keeps and stores a changed entry. */
  put(entry: OutboxEntry): void;
  /** Keeps an entry of another tab, which stores it itself. */
  hear(entry: OutboxEntry): void;
  remove(id: string): void;
  /** Empties the memory; storage may by now hold what was written after. */
  forget(): void;
}

export function createOutbox(storage: SafeStorage, prefix: string, now: () => number): Outbox {
  const held = new Map<string, OutboxEntry>();
  let loaded = false;
  let newestMs = 0;

  function hear(entry: OutboxEntry): void {
    held.set(entry.id, entry);
    newestMs = Math.max(newestMs, uuidTime(entry.id));
  }
  function put(entry: OutboxEntry): void {
    hear(entry);
    if (loaded) storage.write(prefix + entry.id, encodeJson(entry));
  }
  function remove(id: string): void {
    held.delete(id);
    storage.remove(prefix + id);
  }
  function entries(): readonly OutboxEntry[] {
    return [...held.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
  }
  return {
    entries,
    get: (id) => held.get(id),
    load() {
      const first = !loaded;
      loaded = true;
      if (first) for (const entry of entries()) put(entry);
      for (const key of storage.keys(prefix)) {
        const entry = readEntry(key.slice(prefix.length), storage.read(key));
        if (entry) hear(entry);
      }
    },
    write(threadId, body, origin, attachments) {
      const writtenAtMs = now();
      // A millisecond of its own, after all that waits, though the clock may have been set back.
      const id = makeUuid(Math.min(LAST_UUID_MS, Math.max(writtenAtMs, newestMs + 1)));
      const entry = { id, threadId, body, origin, writtenAtMs, refusal: null, ...(attachments && { attachments }) };
      put(entry);
      return entry;
    },
    put,
    hear,
    remove,
    forget() {
      held.clear();
    },
  };
}

/**
 * What may be sent now: of each thread only its first entry that is not refused. The next one waits for the
 * acknowledgement, so that a message that has to be tried again is never overtaken.
 */
export function findSendable(entries: readonly OutboxEntry[]): OutboxEntry[] {
  const busy = new Set<string>();
  return entries.filter((entry) => {
    if (entry.refusal || busy.has(entry.threadId)) return false;
    busy.add(entry.threadId);
    return true;
  });
}

/** The acknowledged entry as the message that it has become. */
export function becomeMessage(
  entry: OutboxEntry,
  acknowledged: { number: number; created_at: string },
  identityId: string | null,
): Message {
  return {
    id: entry.id,
    thread_id: entry.threadId,
    number: acknowledged.number,
    author: { type: "visitor", id: identityId, name: "" },
    body: entry.body,
    automated: false,
    private: false,
    attachments: [...(entry.attachments ?? [])],
    structured: null,
    notice: null,
    created_at: acknowledged.created_at,
  };
}

/** What has the shape of an entry was written here: origin and refusal are taken as they are. */
function readEntry(key: string, text: string | null): OutboxEntry | null {
  const stored = decodeObject(text);
  const isEntry =
    stored?.id === key &&
    isUuid(key) &&
    isUuid(stored.threadId) &&
    typeof stored.body === "string" &&
    areFiles(stored.attachments ?? []) &&
    Math.abs(Number(stored.writtenAtMs)) <= LAST_UUID_MS;
  return isEntry ? (stored as unknown as OutboxEntry) : null;
}

function areFiles(value: unknown): boolean {
  return Array.isArray(value) && value.every((file) => isUuid(file?.id));
}
