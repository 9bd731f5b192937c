import type { Message, PageView } from "@beckon/protocol";
import type { OutgoingMessage } from "../state/outbox.decisions.ts";

/** One line of a shown thread, in the order of the screen. */
export type TranscriptItem =
  | { kind: "day"; key: string; timestamp: string }
  | { kind: "unread_line"; key: string }
  | { kind: "page_view"; key: string; pageView: PageView }
  | { kind: "message"; key: string; message: Message; startsGroup: boolean; endsGroup: boolean }
  | { kind: "outgoing"; key: string; message: OutgoingMessage; startsGroup: boolean };

interface TranscriptParts {
  messages: readonly Message[];
  outgoing: readonly OutgoingMessage[];
  /** In any order. */
  pageViews: readonly PageView[];
  /** Older messages exist that are not loaded: page views from before the first loaded one wait for them. */
  hasOlder: boolean;
  /** The line of new messages stands before the first visitor's message above this number; null or 0: no line. */
  readUpTo: number | null;
  isSameDay: (left: string, right: string) => boolean;
}

/** Messages of one author within this time stand together. */
const GROUP_PAUSE_MS = 5 * 60_000;

export function arrangeTranscript(parts: TranscriptParts): TranscriptItem[] {
  const { messages, outgoing, readUpTo, isSameDay } = parts;
  const pageViews = selectPageViews(parts);
  const items: TranscriptItem[] = [];
  let day: string | null = null;
  let lineDrawn = readUpTo === null || readUpTo === 0;
  let nextView = 0;

  const startDay = (timestamp: string) => {
    if (day !== null && isSameDay(day, timestamp)) return;
    items.push({ kind: "day", key: `day-${timestamp}`, timestamp });
    day = timestamp;
  };
  const placePageViewsBefore = (timeMs: number) => {
    for (; nextView < pageViews.length; nextView += 1) {
      const pageView = pageViews[nextView];
      if (pageView === undefined || Date.parse(pageView.started_at) > timeMs) return;
      startDay(pageView.started_at);
      items.push({ kind: "page_view", key: pageView.id, pageView });
    }
  };

  for (const message of messages) {
    placePageViewsBefore(Date.parse(message.created_at));
    startDay(message.created_at);
    if (!lineDrawn && message.author.type === "visitor" && message.number > (readUpTo ?? 0)) {
      items.push({ kind: "unread_line", key: "unread_line" });
      lineDrawn = true;
    }
    const last = items.at(-1);
    const joins = last?.kind === "message" && belongTogether(last.message, message);
    if (joins) last.endsGroup = false;
    items.push({ kind: "message", key: message.id, message, startsGroup: !joins, endsGroup: true });
  }
  placePageViewsBefore(Number.POSITIVE_INFINITY);
  for (const message of outgoing) {
    startDay(new Date(message.writtenAtMs).toISOString());
    const last = items.at(-1);
    const joins = last?.kind === "outgoing" && last.message.private === message.private;
    items.push({ kind: "outgoing", key: message.id, message, startsGroup: !joins });
  }
  return items;
}

function selectPageViews({ pageViews, messages, hasOlder }: TranscriptParts): PageView[] {
  const fromMs = hasOlder ? Date.parse(messages[0]?.created_at ?? "") : Number.NEGATIVE_INFINITY;
  return pageViews
    .filter((pageView) => Date.parse(pageView.started_at) >= fromMs)
    .sort((left, right) => Date.parse(left.started_at) - Date.parse(right.started_at));
}

function belongTogether(earlier: Message, later: Message): boolean {
  return (
    earlier.author.type === later.author.type &&
    earlier.author.id === later.author.id &&
    earlier.author.name === later.author.name &&
    earlier.private === later.private &&
    earlier.automated === later.automated &&
    Date.parse(later.created_at) - Date.parse(earlier.created_at) < GROUP_PAUSE_MS
  );
}
