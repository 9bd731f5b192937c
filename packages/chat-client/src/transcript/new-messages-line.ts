/** Where the line above new messages stands, and what decides whether it moves. */
export interface NewMessagesLine {
  /** Messages of others with a greater number are new; null: no line. */
  afterNumber: number | null;
  /** Whether something was unread when this was decided. */
  hadUnread: boolean;
}

export interface ReadingNow {
  /** The newest number that somebody else wrote. */
  newestForeignNumber: number;
  readNumber: number;
  /** Whether the visitor looked at the end of the conversation until now. */
  wasLooking: boolean;
}

export const NO_LINE: NewMessagesLine = { afterNumber: null, hadUnread: false };

/**
 * The line appears before what arrived while the visitor was not looking, and stays there once it is read,
 * so that it can be found. What arrives before the visitor's eyes gets no line.
 */
export function decideLine(line: NewMessagesLine, now: ReadingNow): NewMessagesLine {
  const hasUnread = now.newestForeignNumber > now.readNumber;
  const moves = hasUnread && !line.hadUnread && !now.wasLooking;
  return { afterNumber: moves ? now.readNumber : line.afterNumber, hadUnread: hasUnread };
}
