import type { PageView } from "@beckon/protocol";
import { IconArrowDown } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { LateRows } from "../../application/page-skeleton.tsx";
import { isSameDay } from "../../controls/times.ts";
import { useNow } from "../../controls/use-now.ts";
import { useDesk, useDeskClient } from "../desk-provider.tsx";
import { useReadMentions } from "../mentions/use-read-mentions.ts";
import { emptyTranscript, hasOlder } from "../state/transcript.decisions.ts";
import { DayLine, MessageLine, OutgoingLine, PageViewLine, UnreadLine } from "./message-lines.tsx";
import { arrangeTranscript, type TranscriptItem } from "./transcript-items.decisions.ts";
import { useTranscriptScroll } from "./transcript-scroll.ts";
import { TypingLine } from "./typing-line.tsx";
import { isAttending, useAttention } from "./use-attention.ts";
import { useWantedLine } from "./use-wanted-line.ts";
import "./transcript.css";

interface TranscriptViewProps {
  threadId: string;
  pageViews: readonly PageView[];
  /** The number of a message that is looked for. */
  wanted: number | null;
}

/** One thread, from where the agent left it. Mount anew for each thread. */
export function TranscriptView({ threadId, pageViews, wanted }: TranscriptViewProps) {
  const client = useDeskClient();
  const transcript = useDesk((state) => state.transcripts.get(threadId) ?? emptyTranscript);
  const outbox = useDesk((state) => state.outbox);
  const attending = useAttention();
  const nowMs = useNow(60_000);
  const readUpTo = useReadLine(transcript.listed, transcript.agentReadNumber, attending);

  const items = useMemo(
    () =>
      arrangeTranscript({
        messages: transcript.messages,
        outgoing: outbox.filter((message) => message.threadId === threadId),
        pageViews: transcript.listed ? pageViews : [],
        hasOlder: hasOlder(transcript),
        readUpTo,
        isSameDay,
      }),
    [transcript, outbox, pageViews, readUpTo, threadId],
  );

  const loadOlder = useCallback(() => client.loadHistory(threadId), [client, threadId]);
  const visibleNumber = useRef<() => number>(() => 0);
  const readMentions = useReadMentions(threadId);
  const markRead = useCallback(() => {
    if (!isAttending()) return;
    client.markRead(threadId, visibleNumber.current());
    readMentions(visibleNumber.current());
  }, [client, threadId, readMentions]);
  const scroll = useTranscriptScroll(items, loadOlder, markRead);
  visibleNumber.current = scroll.visibleNumber;
  useWantedLine(scroll.scroller, wanted, items, hasOlder(transcript), loadOlder);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew whenever more is shown or somebody looks again.
  useEffect(markRead, [markRead, items, attending]);

  const lastReply = transcript.messages.findLast((message) => message.author.type === "agent" && !message.private);
  const deliveryOf = (item: TranscriptItem) => {
    if (item.kind !== "message" || item.message !== lastReply) return null;
    return item.message.number <= transcript.visitorReadNumber ? "seen" : "sent";
  };
  const newBelow = transcript.lastNumber - transcript.agentReadNumber;

  return (
    <div className="transcript">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <div className="transcript-scroller" ref={scroll.scroller} role="log" aria-label="Messages" tabIndex={0}>
        <div className="transcript-lines">
          {!transcript.listed && <LateRows count={5} label="Loading messages" />}
          {transcript.listed && !hasOlder(transcript) && items.length === 0 && (
            <p className="transcript-empty">Nothing has been written here yet.</p>
          )}
          {items.map((item) => (
            <Line key={item.key} item={item} nowMs={nowMs} delivery={deliveryOf(item)} />
          ))}
          <TypingLine threadId={threadId} />
        </div>
      </div>
      {!scroll.atEnd && (
        <button type="button" className="transcript-jump" onClick={scroll.jumpToEnd}>
          <IconArrowDown size={15} />
          {newBelow > 0 ? `${newBelow} new` : "Latest"}
        </button>
      )}
    </div>
  );
}

function Line({ item, nowMs, delivery }: { item: TranscriptItem; nowMs: number; delivery: "sent" | "seen" | null }) {
  switch (item.kind) {
    case "day":
      return <DayLine timestamp={item.timestamp} nowMs={nowMs} />;
    case "unread_line":
      return <UnreadLine />;
    case "page_view":
      return <PageViewLine pageView={item.pageView} />;
    case "message":
      return (
        <MessageLine
          message={item.message}
          startsGroup={item.startsGroup}
          endsGroup={item.endsGroup}
          delivery={delivery}
        />
      );
    case "outgoing":
      return <OutgoingLine message={item.message} startsGroup={item.startsGroup} />;
  }
}

/**
 * Up to where the agent had read when they came, or came back to this window. It stays while they read, so that the
 * line does not vanish under their eyes.
 */
function useReadLine(listed: boolean, agentReadNumber: number, attending: boolean): number | null {
  const [readUpTo, setReadUpTo] = useState<number | null>(null);
  const read = useRef(agentReadNumber);
  read.current = agentReadNumber;
  // While rendering, so that the very first lines already stand with their line of new messages.
  if (listed && readUpTo === null) setReadUpTo(agentReadNumber);
  useEffect(() => {
    if (!attending) setReadUpTo((known) => (known === null ? null : read.current));
  }, [attending]);
  return readUpTo;
}
