import type { Message, ServerToAgent, ServerToVisitor } from "@beckon/protocol";

type MessagesListed = Extract<ServerToVisitor & ServerToAgent, { type: "messages_listed" }>;

/**
 * A page of a thread as a frame. `rows` are consecutive; what `isVisible` leaves out is still covered by the
 * range, so that the reader finds no gap. An empty page has a range of no numbers.
 */
export function toListing(
  threadId: string,
  threadLastNumber: number,
  rows: readonly Message[],
  isVisible: (message: Message) => boolean,
  emptyAt: number,
): MessagesListed {
  return {
    type: "messages_listed",
    thread_id: threadId,
    first_number: rows[0]?.number ?? emptyAt + 1,
    last_number: rows.at(-1)?.number ?? emptyAt,
    // A message may have been added between the reading of the thread and of its messages.
    thread_last_number: Math.max(threadLastNumber, rows.at(-1)?.number ?? 0),
    messages: rows.filter(isVisible),
  };
}

export const isVisibleToVisitor = (message: Message): boolean => !message.private;
export const isVisibleToAgent = (): boolean => true;
