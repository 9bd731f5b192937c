import type { Chat } from "../window/chat.ts";

/** How much of a message's bound is used, or by how much it is too long. */
export function MessageLength({ chat, length, limit }: { chat: Chat; length: number; limit: number }) {
  const { text, locale } = chat.texts;
  return (
    <>
      {text(length > limit ? "message_too_long" : "message_length", {
        excess: (length - limit).toLocaleString(locale),
        length: length.toLocaleString(locale),
        limit: limit.toLocaleString(locale),
      })}
    </>
  );
}
