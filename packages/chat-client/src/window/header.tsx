import { Avatar } from "./avatar.tsx";
import type { Chat } from "./chat.ts";
import { IconButton } from "./icon-button.tsx";
import { Badge } from "./launcher.tsx";

export function Header({ chat }: { chat: Chat }) {
  const { texts, title, view, options, isMenuOpen, later } = chat;
  const { appearance, mode } = options.configuration;
  const hasList = mode === "messaging";
  const live = chat.currentThread()?.thread.live;
  const subtitle = live?.kind === "connected" ? live.agent_name : appearance.subtitle;
  return (
    <header class="header">
      {hasList && view.kind !== "list" && (
        <IconButton name={texts.text("control_back_title")} icon="back" onClick={chat.showList}>
          <Badge count={chat.unreadElsewhere} />
        </IconButton>
      )}
      <Avatar name={title} url={appearance.avatar_url} />
      <div class="titles">
        <h2 id="title" class="title" dir="auto">
          {title}
        </h2>
        {subtitle !== "" && (
          <p class="subtitle" dir="auto">
            {subtitle}
          </p>
        )}
      </div>
      <IconButton name={texts.text("control_menu_title")} icon="more" expanded={isMenuOpen} onClick={chat.toggleMenu} />
      {isMenuOpen && later && <later.Menu chat={chat} />}
      <IconButton name={texts.text("control_close_title")} icon="minimize" onClick={chat.minimize} />
      {!hasList && <IconButton name={texts.text("control_quit_title")} icon="close" onClick={chat.quit} />}
    </header>
  );
}
