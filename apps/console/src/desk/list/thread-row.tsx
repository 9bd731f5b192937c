import type { ThreadSummary } from "@beckon/protocol";
import { memo } from "react";
import { Avatar } from "../../controls/avatar.tsx";
import { sayBriefly } from "../../controls/times.ts";
import { useDesk } from "../desk-provider.tsx";
import { countUnread } from "../state/unread.decisions.ts";
import { TaskPriorityMark } from "../tasks/task-priority.tsx";

interface ThreadRowProps {
  thread: ThreadSummary;
  /** It has left the folder that is shown. */
  gone: boolean;
  opened: boolean;
  /** What the agent has begun to write there. */
  draft: string | null;
  top: number;
  height: number;
  position: number;
  count: number;
  nowMs: number;
}

/**
 * While the list is scrolled only the rows that come into view are made. What is pressed is answered by the list, so that a row
 * is plain elements: there are dozens a second of them.
 */
export const ThreadRow = memo(function ThreadRow(props: ThreadRowProps) {
  const { thread, gone, opened, draft, top, height, position, count, nowMs } = props;
  const unread = useDesk((state) => countUnread(thread, state.transcripts.get(thread.id)));
  const online = useDesk((state) => state.presences.get(thread.id)?.online ?? false);
  const typing = useDesk(
    (state) => state.typing.get(thread.id)?.some((entry) => entry.authorType === "visitor") ?? false,
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: an item of the list above, which is no ul.
    <div
      className="thread-row"
      role="listitem"
      aria-posinset={position}
      aria-setsize={count}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      <a
        href={`/desk/threads/${thread.id}`}
        className="thread-row-link"
        data-thread-id={thread.id}
        data-unread={unread > 0}
        data-gone={gone}
        aria-current={opened ? "page" : undefined}
      >
        <Avatar name={thread.identity.name} size={36} online={online} />
        <span className="thread-row-top">
          <span className="thread-row-name truncated">{thread.identity.name}</span>
          <TaskPriorityMark task={thread} />
          <time className="thread-row-time" dateTime={thread.last_activity_at}>
            {sayBriefly(thread.last_activity_at, nowMs)}
          </time>
        </span>
        <span className="thread-row-middle truncated">
          {typing ? (
            <span className="thread-row-typing">is typing…</span>
          ) : draft !== null && !opened ? (
            <>
              <span className="thread-row-draft">Draft:</span> {draft}
            </>
          ) : (
            <Preview thread={thread} />
          )}
        </span>
        <span className="thread-row-bottom">
          <span className="truncated">{thread.source_label}</span>
          {thread.live === null
            ? thread.state === "closed" && <span className="thread-row-state">closed</span>
            : thread.live.state !== "connected" && (
                <span className="thread-row-state" data-live={thread.live.state}>
                  {thread.live.state}
                </span>
              )}
        </span>
        {unread > 0 && (
          <span className="thread-row-unread">
            {unread > 99 ? "99+" : unread}
            <span className="visually-hidden"> unread</span>
          </span>
        )}
      </a>
    </div>
  );
});

function Preview({ thread }: { thread: ThreadSummary }) {
  const last = thread.last_message;
  if (last === null) return "No messages yet";
  // Files alone have no words.
  const words = last.preview === "" ? "File" : last.preview;
  const isTheirs = last.author.type === "visitor" || last.author.name === "";
  return (
    <>
      {!isTheirs && `${last.author.name}: `}
      <bdi>{words}</bdi>
    </>
  );
}
