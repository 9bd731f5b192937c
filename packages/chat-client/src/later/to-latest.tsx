import type { Chat } from "../window/chat.ts";
import { IconButton } from "../window/icon-button.tsx";
import { Badge } from "../window/launcher.tsx";

/** The way back to the end of the conversation. `count`: of what has arrived there meanwhile. */
export function ToLatest({ chat, count, onClick }: { chat: Chat; count: number; onClick: () => void }) {
  return (
    <IconButton class="latest" name={chat.texts.text("control_latest_title")} icon={DOWN} onClick={onClick}>
      <Badge count={count} />
    </IconButton>
  );
}

const DOWN = "M12 5v14M6 13l6 6 6-6";
