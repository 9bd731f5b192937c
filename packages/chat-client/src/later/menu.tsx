import type { Chat } from "../window/chat.ts";
import { Icon } from "../window/icon.tsx";

const BELL = "M6 16v-5a6 6 0 0112 0v5l1.5 2h-15L6 16zM10 21h4";

/** What hangs from the header's *more options*. */
export function Menu({ chat }: { chat: Chat }) {
  return (
    <div class="menu">
      <button type="button" class="menu-item" onClick={chat.toggleMuted}>
        <Icon name={chat.isMuted ? `${BELL}M4 4l16 17` : BELL} />
        {chat.texts.text(chat.isMuted ? "control_unmute_title" : "control_mute_title")}
      </button>
    </div>
  );
}
