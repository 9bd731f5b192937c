import type { LiveState } from "@beckon/protocol";
import type { Chat } from "../window/chat.ts";
import { tellWait } from "./live-texts.ts";

/** Above the composer while no agent has come: the place in the queue, as the server tells it. */
export function Waiting({ chat, live }: { chat: Chat; live: LiveState & { kind: "waiting" } }) {
  const { text } = chat.texts;
  const { position, estimated_wait_seconds: seconds } = live;
  return (
    <div class="waiting" role="status">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <p>
        {text("waiting_for_agent")}
        {position !== null && <> {text("queuing_update.queued", { position })}</>}
        {seconds !== null && (
          <> {text("queuing_update.estimated_wait_time", { time: tellWait(seconds, chat.texts) })}</>
        )}
      </p>
    </div>
  );
}
