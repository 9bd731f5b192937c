import type { ThreadSummary } from "@beckon/protocol";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Avatar } from "../../controls/avatar.tsx";
import { sayBriefly } from "../../controls/times.ts";
import { draftsQuery } from "../../http/queries.ts";
import { useDesk } from "../desk-provider.tsx";
import { countUnread } from "../state/unread.decisions.ts";
import { TaskPriorityMark } from "../tasks/task-priority.tsx";

interface ThreadRowProps {
  thread: ThreadSummary;
  /** It has left the folder that is shown. */
  gone: boolean;
  opened: boolean;
  top: number;
  height: number;
  position: number;
  count: number;
  nowMs: number;
}

export function ThreadRow({ thread, gone, opened, top, height, position, count, nowMs }: ThreadRowProps) {
  const unread = useDesk((state) => countUnread(thread, state.transcripts.get(thread.id)));
  const online = useDesk((state) => state.presences.get(thread.id)?.online ?? false);
  const typing = useDesk(
    (state) => state.typing.get(thread.id)?.some((entry) => entry.authorType === "visitor") ?? false,
  );
  const { data: draft } = useQuery({
    ...draftsQuery,
    select: (drafts) => drafts.find(({ thread_id }) => thread_id === thread.id) ?? null,
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: an item of the list above, which is no ul.
    <div
      className="thread-row"
      role="listitem"
      aria-posinset={position}
      aria-setsize={count}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      <Link
        to="/desk/threads/$threadId"
        params={{ threadId: thread.id }}
        className="thread-row-link"
        data-thread-id={thread.id}
        data-unread={unread > 0}
        data-gone={gone}
        aria-current={opened ? "page" : undefined}
        activeOptions={{ includeSearch: false }}
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
          ) : draft && !opened ? (
            <>
              <span className="thread-row-draft">Draft:</span> {draft.reply || draft.note}
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
      </Link>
    </div>
  );
}

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
