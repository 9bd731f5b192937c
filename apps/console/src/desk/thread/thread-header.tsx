import type { ThreadSummary } from "@beckon/protocol";
import { ActionIcon } from "@mantine/core";
import { IconArrowLeft, IconEye, IconLayoutSidebarRight, IconUser } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useDesk } from "../desk-provider.tsx";
import { sayLiveChat } from "../state/live-chat.decisions.ts";
import { sayViewers } from "../state/viewing.decisions.ts";
import { TagButton } from "../tags/tag-button.tsx";
import { TagChips } from "../tags/tag-chips.tsx";
import { PriorityMenu } from "../tasks/priority-menu.tsx";
import { TaskMenu } from "../tasks/task-menu.tsx";
import { LiveChatActions } from "./live-chat-actions.tsx";
import { LockButton } from "./lock-button.tsx";
import "./thread-header.css";

interface ThreadHeaderProps {
  thread: ThreadSummary | undefined;
  threadId: string;
  panelOpen: boolean;
  onTogglePanel: () => void;
}

export function ThreadHeader({ thread, threadId, panelOpen, onTogglePanel }: ThreadHeaderProps) {
  const online = useDesk((state) => state.presences.get(threadId)?.online);
  const viewers = useDesk((state) => sayViewers(state.viewings.get(threadId)));
  return (
    <header className="thread-header">
      <Link to="/desk" className="thread-header-phone" aria-label="Back to the threads">
        <IconArrowLeft size={20} />
      </Link>
      <div className="thread-header-names">
        <h1 className="truncated">{thread?.identity.name ?? " "}</h1>
        <p className="truncated">
          {thread !== undefined && thread.live !== null && (
            <span className="thread-header-badge" data-live={thread.live.state}>
              {sayLiveChat(thread.live)}
            </span>
          )}
          {thread?.source_label}
          {online !== undefined && (
            <span className="thread-header-online" data-online={online}>
              {online ? "online" : "offline"}
            </span>
          )}
          {thread?.live === null && thread.state === "closed" && <span className="thread-header-badge">Closed</span>}
          {thread?.locked && <span className="thread-header-badge">Locked</span>}
          {viewers !== null && (
            <span className="thread-header-viewers" role="status">
              <IconEye size={13} aria-hidden="true" /> {viewers}
            </span>
          )}
          {thread !== undefined && <TagChips thread={thread} />}
        </p>
      </div>
      {thread !== undefined && <TaskMenu thread={thread} />}
      {thread !== undefined && <LiveChatActions thread={thread} />}
      {thread !== undefined && <PriorityMenu thread={thread} />}
      {thread !== undefined && <TagButton thread={thread} />}
      {thread !== undefined && <LockButton thread={thread} />}
      <Link
        to="/desk/threads/$threadId"
        params={{ threadId }}
        search={{ view: "visitor" }}
        className="thread-header-phone"
        aria-label="Show the visitor"
      >
        <IconUser size={20} />
      </Link>
      <ActionIcon
        className="thread-header-panel"
        variant={panelOpen ? "light" : "subtle"}
        color={panelOpen ? "blue" : "gray"}
        aria-label={panelOpen ? "Hide the visitor" : "Show the visitor"}
        aria-expanded={panelOpen}
        onClick={onTogglePanel}
      >
        <IconLayoutSidebarRight size={18} stroke={1.7} />
      </ActionIcon>
    </header>
  );
}
