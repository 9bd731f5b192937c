import type { TargetedKeyboardEvent } from "preact";
import { isFullScreen } from "../surface/screen.ts";
import type { Chat } from "./chat.ts";
import { Conversation } from "./conversation.tsx";
import { Skeleton } from "./empty-state.tsx";
import { Header } from "./header.tsx";
import { Launcher } from "./launcher.tsx";
import { Notice } from "./notice.tsx";

/** Everything that is drawn: the bubble, and the window above it while it is open. */
export function Window({ chat }: { chat: Chat }) {
  const threadId = chat.currentThreadId();
  const leaveOrStay = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    if (event.key === "Escape") {
      event.preventDefault();
      if (chat.isMenuOpen) chat.toggleMenu();
      else chat.minimize();
    } else if (event.key === "Tab" && isFullScreen()) {
      chat.later?.keepFocusWithin(event.currentTarget, event);
    }
  };
  return (
    <>
      {chat.isOpen && (
        <div
          class="window floating"
          role="dialog"
          aria-labelledby="title"
          aria-modal={isFullScreen()}
          tabIndex={-1}
          onKeyDown={leaveOrStay}
        >
          <Header chat={chat} />
          <Notice chat={chat} />
          {threadId === null ? <List chat={chat} /> : <Conversation chat={chat} threadId={threadId} />}
        </div>
      )}
      <Launcher chat={chat} />
    </>
  );
}

function List({ chat }: { chat: Chat }) {
  const { later } = chat;
  return later === null ? <Skeleton /> : <later.ThreadList chat={chat} />;
}
