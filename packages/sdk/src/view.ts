import type { ConnectionState, OutgoingMessage, ThreadState, VisitorClientState } from "./api.ts";
import { type HeldThread, type Inbox, isSaidByOthers, newThread, unheardThread } from "./inbox.ts";
import type { OutboxEntry } from "./outbox.ts";

/** What is shown: threads of the inbox and those that so far exist in the outbox only, newest activity first. */
export function showState(
  connection: ConnectionState,
  inbox: Inbox,
  entries: readonly OutboxEntry[],
): VisitorClientState {
  const begun = entries
    .filter(({ threadId }, index) => {
      return !inbox.threads.has(threadId) && entries.findIndex((entry) => entry.threadId === threadId) === index;
    })
    .map(({ threadId, writtenAtMs }) => newThread(unheardThread(threadId, new Date(writtenAtMs).toISOString())));
  const threads = [...inbox.threads.values(), ...begun]
    .map((held) =>
      showThread(
        held,
        entries.filter((entry) => entry.threadId === held.thread.id),
      ),
    )
    .sort((left, right) => lastActivityMs(right) - lastActivityMs(left));
  return {
    connection,
    identityId: inbox.identityId,
    threadsKnown: inbox.identityId !== null,
    threads,
    unreadCount: threads.reduce((sum, thread) => sum + thread.unreadCount, 0),
  };
}

function showThread(held: HeldThread, entries: readonly OutboxEntry[]): ThreadState {
  // An acknowledged message whose predecessors are still on their way must not leave the screen meanwhile.
  const early = held.ahead
    .filter((message) => message.author.type === "visitor")
    .map(({ id, thread_id: threadId, body, attachments, created_at }): OutboxEntry => {
      return { id, threadId, body, attachments, origin: null, writtenAtMs: Date.parse(created_at), refusal: null };
    });
  const { thread, messages, firstNumber, loadingHistory, typing, emailError } = held;
  return {
    thread,
    messages,
    outgoing: [...early, ...entries].map(showEntry),
    hasOlder: firstNumber > 1,
    loadingHistory,
    typing,
    emailError,
    unreadCount: countUnread(held),
  };
}

function showEntry({ id, threadId, body, attachments, writtenAtMs, refusal }: OutboxEntry): OutgoingMessage {
  return {
    id,
    threadId,
    body,
    attachments,
    writtenAtMs,
    status: refusal ? { kind: "refused", error: refusal } : { kind: "sending" },
  };
}

/**
 * Whoever writes has read. Of messages that are not loaded only the numbers are known; they count up to the last one
 * that the visitor may see, so that an agent's private note is never unread.
 */
function countUnread({ thread, messages, firstNumber }: HeldThread): number {
  const { last_message: newest, visitor_read_number: marked } = thread;
  const own = messages.findLast((message) => message.author.type === "visitor")?.number ?? 0;
  const answered = newest?.author.type === "visitor" ? newest.number : 0;
  const readNumber = Math.max(marked, own, answered);
  const loaded = messages.filter((message) => message.number > readNumber && isSaidByOthers(message)).length;
  return loaded + Math.max(0, Math.min(firstNumber - 1, newest?.number ?? 0) - readNumber);
}

function lastActivityMs({ thread, outgoing }: ThreadState): number {
  const told = Date.parse(thread.last_message?.created_at ?? thread.created_at);
  return Math.max(told, outgoing.at(-1)?.writtenAtMs ?? 0);
}
