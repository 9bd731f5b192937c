import type { Chat } from "../window/chat.ts";

/** What stands in the place of the composer while the conversation is locked. */
export function Closure({ chat }: { chat: Chat }) {
  const { texts } = chat;
  return (
    <div class="closure">
      <p>{texts.text("thread_closure")}</p>
      <button type="button" class="text-button" onClick={chat.beginThread}>
        {texts.text("control_new_title")}
      </button>
    </div>
  );
}
