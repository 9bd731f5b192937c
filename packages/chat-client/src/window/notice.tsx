import type { TextKey } from "../text/english.ts";
import type { Chat } from "./chat.ts";

/** The line beneath the header when something is not as it should be. Announced; silent otherwise. */
export function Notice({ chat }: { chat: Chat }) {
  const { later, state, texts } = chat;
  const { connection } = state;
  const key: TextKey | false = chat.isLaterMissing
    ? "later_missing"
    : chat.isInterruptionShown && connection.kind !== "ended" && "connection_interrupted";
  return (
    <div role="status">
      {later && connection.kind === "ended" && <later.Ended chat={chat} reason={connection.reason} />}
      {key && <p class="notice">{texts.text(key)}</p>}
    </div>
  );
}
