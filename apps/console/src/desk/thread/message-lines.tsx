import type { Message, PageView } from "@beckon/protocol";
import { IconAlertCircle, IconArrowRight, IconClock, IconLock } from "@tabler/icons-react";
import { safeWebAddress } from "../../controls/safe-web-address.ts";
import { sayClock, sayDay, sayFull } from "../../controls/times.ts";
import { MessageFiles } from "../attachments/message-files.tsx";
import { useDeskClient } from "../desk-provider.tsx";
import { MessageCategories } from "../message-categories/message-categories.tsx";
import type { OutgoingMessage } from "../state/outbox.decisions.ts";
import { VisitorWords } from "../translation/visitor-words.tsx";
import { LinkedText } from "./linked-text.tsx";
import { NoteText } from "./note-text.tsx";

interface MessageLineProps {
  message: Message;
  startsGroup: boolean;
  endsGroup: boolean;
  /** Said beneath the last reply: how far it got. */
  delivery: "sent" | "seen" | null;
}

export function MessageLine({ message, startsGroup, endsGroup, delivery }: MessageLineProps) {
  const { author } = message;
  const isRemoved = message.notice?.kind === "anonymized";
  const isOwnWord = author.type === "system" && message.private;
  if ((message.notice !== null || isOwnWord) && !isRemoved) return <NoticeLine message={message} />;
  const time = sayClock(message.created_at);
  const kind = message.private ? "note" : author.type;
  return (
    <article
      className="line"
      data-kind={kind}
      data-starts-group={startsGroup}
      data-number={message.number}
      data-anchor={message.id}
      data-removed={isRemoved}
      aria-label={`${author.name}${message.private ? ", private note" : ""}, ${time}`}
    >
      {startsGroup && (
        <p className="line-author">
          {message.private && <IconLock size={12} />}
          {author.name}
          {message.private && " · private note"}
          {(message.automated || author.type === "bot") && " · automated"}
        </p>
      )}
      {message.body === "" ? null : kind === "visitor" && !isRemoved ? (
        <VisitorWords message={message} />
      ) : (
        <div className="line-bubble" title={sayFull(message.created_at)}>
          <NoteText message={message} />
        </div>
      )}
      <MessageFiles files={message.attachments} />
      {!isRemoved && <MessageCategories message={message} />}
      {endsGroup && (
        <p className="line-below">
          <time dateTime={message.created_at}>{time}</time>
          {delivery !== null && <span> · {delivery === "seen" ? "Seen" : "Sent"}</span>}
        </p>
      )}
    </article>
  );
}

/** What a conversation says of itself. */
function NoticeLine({ message }: { message: Message }) {
  return (
    <p
      className="line-notice"
      data-number={message.number}
      data-anchor={message.id}
      title={sayFull(message.created_at)}
    >
      {message.body} <time dateTime={message.created_at}>{sayClock(message.created_at)}</time>
    </p>
  );
}

export function OutgoingLine({ message, startsGroup }: { message: OutgoingMessage; startsGroup: boolean }) {
  const client = useDeskClient();
  const { status } = message;
  return (
    <article
      className="line"
      data-kind={message.private ? "note" : "agent"}
      data-starts-group={startsGroup}
      data-status={status.kind}
      data-anchor={message.id}
      aria-label={message.private ? "You, private note" : "You"}
    >
      {message.body !== "" && (
        <div className="line-bubble">
          <LinkedText text={message.body} />
        </div>
      )}
      <MessageFiles files={message.attachments} />
      {status.kind === "refused" ? (
        <div className="line-below line-refused" role="alert">
          <IconAlertCircle size={14} />
          <span>Not sent. {status.error.message}</span>
          <button type="button" onClick={() => client.retryMessage(message.id)}>
            Try again
          </button>
          <button type="button" onClick={() => client.discardMessage(message.id)}>
            Discard
          </button>
        </div>
      ) : (
        <p className="line-below">
          {status.kind === "acknowledged" ? (
            "Sent"
          ) : (
            <>
              <IconClock size={12} /> Sending
            </>
          )}
        </p>
      )}
    </article>
  );
}

export function PageViewLine({ pageView }: { pageView: PageView }) {
  const address = safeWebAddress(pageView.url);
  const name = pageView.title || address?.path || pageView.url;
  return (
    <p className="line-page-view">
      <IconArrowRight size={13} aria-hidden="true" />
      <span className="truncated">
        viewed{" "}
        {address === null ? (
          name
        ) : (
          <a href={address.href} target="_blank" rel="noopener noreferrer nofollow" title={address.href}>
            {name}
          </a>
        )}
      </span>
      <time dateTime={pageView.started_at}>{sayClock(pageView.started_at)}</time>
    </p>
  );
}

export function DayLine({ timestamp, nowMs }: { timestamp: string; nowMs: number }) {
  return (
    <p className="line-day">
      <span>{sayDay(timestamp, nowMs)}</span>
    </p>
  );
}

export function UnreadLine() {
  return (
    <p className="line-unread">
      <span>New messages</span>
    </p>
  );
}
