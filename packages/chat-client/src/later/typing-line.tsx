import type { Chat } from "../window/chat.ts";

/** `name`: who is typing, empty when that person has no name. */
export function TypingLine({ chat, name }: { chat: Chat; name: string }) {
  return (
    <p class="typing">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {chat.texts.text("typing", { name: name || chat.title })}
    </p>
  );
}
