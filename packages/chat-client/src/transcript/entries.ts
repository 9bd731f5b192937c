import type { Attachment, Message, MessageNotice, RefusalReason } from "@beckon/protocol";
import type { ThreadState } from "@beckon/sdk";

export type Sender =
  | { kind: "visitor" }
  /** Agents, bots, which are marked, and what the source says by itself. */
  | { kind: "company"; id: string; name: string; bot?: boolean }
  | { kind: "system"; name: string };

/** What the visitor is told of a message of their own; nothing is told of other people's. */
export type Delivery =
  | { kind: "sending" }
  /** There is no connection: it goes out by itself when there is one. */
  | { kind: "waiting" }
  | { kind: "sent" }
  | { kind: "seen" }
  | { kind: "failed"; error: RefusalReason };

/** One message as the transcript shows it, wherever it comes from. */
export interface Entry {
  id: string;
  sender: Sender;
  body: string;
  atMs: number;
  /** The number in the thread; null while it has none. */
  number: number | null;
  delivery: Delivery | null;
  /** What a live chat says of itself, to be told in the visitor's language. */
  notice?: MessageNotice | null;
  files?: readonly Attachment[] | undefined;
}

/** A message that only this window knows, placed in its thread after the messages up to `afterNumber`. */
export interface AutomaticMessage {
  id: string;
  threadId: string;
  body: string;
  atMs: number;
  afterNumber: number;
}

/** What was made of a message before: as long as nothing of it changes it is the same, and is not drawn again. */
const known = new WeakMap<Message, Entry>();

function toEntry(message: Message, agentReadNumber: number, sourceTitle: string): Entry {
  const { author, number } = message;
  const isOwn = author.type === "visitor";
  const kind = isOwn && number <= agentReadNumber ? "seen" : "sent";
  const before = known.get(message);
  const name = author.name || sourceTitle;
  if (before && (isOwn ? before.delivery?.kind === kind : "name" in before.sender && before.sender.name === name)) {
    return before;
  }
  const entry: Entry = {
    id: message.id,
    sender: isOwn
      ? { kind: "visitor" }
      : author.type === "system"
        ? { kind: "system", name }
        : { kind: "company", id: author.id ?? "", name, bot: author.type === "bot" && author.id !== null },
    body: message.body,
    notice: message.notice,
    files: message.attachments,
    atMs: Date.parse(message.created_at),
    number,
    delivery: isOwn ? { kind } : null,
  };
  known.set(message, entry);
  return entry;
}

/**
 * The newest `limit` messages, automatic ones among them where they belong, then what is not acknowledged yet. What
 * nobody sees costs nothing, however long the conversation is.
 */
export function listEntries(
  threadState: ThreadState | null,
  automaticMessages: readonly AutomaticMessage[],
  sourceTitle: string,
  connected: boolean,
  limit = Number.POSITIVE_INFINITY,
): Entry[] {
  const entries: Entry[] = [];
  const all = threadState?.messages ?? [];
  const messages = all.slice(-limit);
  const [first] = all;
  const isCut = messages.length < all.length;
  let placed = 0;
  const placeAutomaticMessages = (beforeNumber: number): void => {
    for (; placed < automaticMessages.length; placed += 1) {
      const automatic = automaticMessages[placed];
      if (automatic === undefined || automatic.afterNumber >= beforeNumber) return;
      const { id, body, atMs } = automatic;
      // The conversation has begun with it, or it stands above what is drawn.
      if (first?.automated && first.body === body) continue;
      if (isCut && automatic.afterNumber < (messages[0]?.number ?? 0) - 1) continue;
      const sender: Sender = { kind: "company", id: "", name: sourceTitle };
      entries.push({ id, sender, body, atMs, number: null, delivery: null });
    }
  };

  for (const message of messages) {
    placeAutomaticMessages(message.number);
    entries.push(toEntry(message, threadState?.thread.agent_read_number ?? 0, sourceTitle));
  }
  placeAutomaticMessages(Number.POSITIVE_INFINITY);
  for (const { id, body, attachments, writtenAtMs, status } of threadState?.outgoing ?? []) {
    entries.push({
      id,
      sender: { kind: "visitor" },
      body,
      files: attachments,
      atMs: writtenAtMs,
      number: null,
      delivery:
        status.kind === "refused"
          ? { kind: "failed", error: status.error }
          : { kind: connected ? "sending" : "waiting" },
    });
  }
  return entries;
}
