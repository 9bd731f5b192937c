import type { Chat } from "./chat.ts";
import { Icon } from "./icon.tsx";

/** The bubble. Its name stays the same while it opens and shuts the window; `aria-expanded` tells which. */
export function Launcher({ chat }: { chat: Chat }) {
  const { unreadCount, isOpen } = chat;
  const unread = unreadCount > 0 ? `, ${chat.texts.text("unread", { count: unreadCount })}` : "";
  return (
    <button
      type="button"
      class="launcher floating"
      aria-label={chat.title + unread}
      aria-expanded={isOpen}
      onClick={() => (isOpen ? chat.minimize() : chat.open("visitor"))}
    >
      <Icon name={isOpen ? "close" : "chat"} />
      {!isOpen && <Badge count={unreadCount} />}
    </button>
  );
}

export function Badge({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span class="badge" aria-hidden="true">
      {count > 99 ? "99+" : count}
    </span>
  );
}
