import type { Chat } from "./chat.ts";
import { Icon } from "./icon.tsx";

/** A conversation that has not begun. */
export function EmptyState({ chat }: { chat: Chat }) {
  return (
    <div class="empty">
      <span class="empty-mark">
        <Icon name="chat" />
      </span>
      <p class="empty-title">{chat.texts.text("welcome_title")}</p>
      <p>{chat.texts.text("welcome_text")}</p>
    </div>
  );
}

/** Where messages will stand; shows itself only when they let wait (by the style sheet). */
export function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  );
}
