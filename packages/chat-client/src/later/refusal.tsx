import type { Chat } from "../window/chat.ts";

/** Why a message was refused, in the server's words, and what can be done about it. */
export function Refusal({ chat, id, sentence }: { chat: Chat; id: string; sentence: string }) {
  const { texts, client } = chat;
  return (
    <>
      <bdi>{sentence || texts.text("send_message_error")}</bdi>{" "}
      <button type="button" class="text-button" onClick={() => client.retryMessage(id)}>
        {texts.text("control_retry_title")}
      </button>{" "}
      <button type="button" class="text-button" onClick={() => client.discardMessage(id)}>
        {texts.text("control_discard_title")}
      </button>
    </>
  );
}
