import type { StarterItem } from "./starter-item.ts";

/** Says whether somebody is there: for live chat, with triggers that execute only if agents are available. */
export const LIVE_CHAT_BUTTON: StarterItem = {
  label: "Live chat, online or offline",
  type: "button",
  placement: { kind: "floating", corner: "bottom_right", offset_x: 24, offset_y: 24 },
  online_offline: true,
  html: `<button type="button" class="chat chat_item_action">
  <span class="light" aria-hidden="true"></span>
  <span class="words chat_show_when_online"><strong>Chat live</strong> <span class="more">We are here for you</span></span>
  <span class="words chat_show_when_offline"><strong>Leave a message</strong> <span class="more">We are away and answer later</span></span>
</button>`,
  css: `.chat {
  color-scheme: light dark;
  --surface: #fff;
  --hover: #f7f6fd;
  --text: #1d1a33;
  --dim: #5d5876;
  --line: #e3e1ee;
  --light: #17804a;
  --ring: #4b3bc9;
  display: inline-flex;
  align-items: center;
  gap: 14px;
  min-height: 60px;
  margin: 0;
  padding: 8px 24px 8px 20px;
  border: 1px solid var(--line);
  border-radius: 30px;
  background: var(--surface);
  color: var(--text);
  font: 400 14px/1.3 Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  text-align: start;
  white-space: nowrap;
  cursor: pointer;
  box-shadow: 0 1px 2px rgb(20 16 60 / 0.1), 0 8px 24px rgb(20 16 60 / 0.18);
  -webkit-tap-highlight-color: transparent;
  transition: background-color 160ms ease-out;
}
.chat:hover { background: var(--hover); }
.chat:focus-visible { outline: 3px solid var(--ring); outline-offset: 3px; }
.light { flex: none; box-sizing: border-box; width: 12px; height: 12px; border: 2px solid var(--light); border-radius: 50%; }
.chat_mode_online .light { background: var(--light); box-shadow: 0 0 0 4px color-mix(in srgb, var(--light) 22%, transparent); }
.chat_mode_offline .light { --light: var(--dim); }
.words { display: grid; }
strong { font-size: 16px; font-weight: 600; }
.more { color: var(--dim); }
@media (prefers-color-scheme: dark) {
  .chat { --surface: #211d38; --hover: #2a2547; --text: #f3f1fd; --dim: #b9b4d4; --line: #3d3761; --light: #4fd08b; --ring: #c9c2ff; }
}
@media (max-width: 480px) {
  .chat { min-height: 52px; padding: 6px 20px 6px 16px; gap: 12px; }
  .more { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
}
@media (prefers-reduced-motion: reduce) {
  .chat { transition: none; }
}
@media (forced-colors: active) {
  .chat { border: 2px solid ButtonText; }
  .chat_mode_online .light { background: ButtonText; forced-color-adjust: none; }
}`,
};
