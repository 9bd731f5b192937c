import { LIMITS } from "@beckon/protocol/constants";
import type { Chat } from "../window/chat.ts";

const LIMIT = LIMITS.messageBodyLength;

/** How much of a message's bound is used, or by how much it is too long. */
export function MessageLength({ chat, length }: { chat: Chat; length: number }) {
  const { text, locale } = chat.texts;
  return (
    <>
      {text(length > LIMIT ? "message_too_long" : "message_length", {
        excess: (length - LIMIT).toLocaleString(locale),
        length: length.toLocaleString(locale),
        limit: LIMIT.toLocaleString(locale),
      })}
    </>
  );
}
