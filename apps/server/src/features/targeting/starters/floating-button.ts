import { BUBBLE, type StarterItem } from "./starter-item.ts";

/** A button at the corner that says what it does; on phones its picture alone. */
export const FLOATING_BUTTON: StarterItem = {
  label: "Chat with us",
  type: "button",
  placement: { kind: "floating", corner: "bottom_right", offset_x: 24, offset_y: 24 },
  online_offline: false,
  html: `<button type="button" class="chat chat_item_action">
  ${BUBBLE}
  <span class="label">Chat with us</span>
</button>`,
  css: `.chat {
  color-scheme: light dark;
  --surface: #4b3bc9;
  --surface-hover: #3f30b3;
  --text: #fff;
  --ring: #4b3bc9;
  --ring-gap: #fff;
  display: inline-flex;
  align-items: center;
  gap: 10px;
  min-height: 52px;
  margin: 0;
  padding: 0 22px 0 18px;
  border: 0;
  border-radius: 26px;
  background: var(--surface);
  color: var(--text);
  font: 600 16px/1.25 Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  letter-spacing: -0.005em;
  white-space: nowrap;
  cursor: pointer;
  box-shadow: 0 1px 2px rgb(20 16 60 / 0.18), 0 8px 24px rgb(20 16 60 / 0.24);
  -webkit-tap-highlight-color: transparent;
  transition: background-color 160ms ease-out, box-shadow 160ms ease-out, transform 160ms ease-out;
}
svg { flex: none; display: block; }
.chat:hover { background: var(--surface-hover); box-shadow: 0 2px 4px rgb(20 16 60 / 0.2), 0 12px 32px rgb(20 16 60 / 0.3); transform: translateY(-1px); }
.chat:active { transform: translateY(0); }
.chat:focus-visible { outline: 3px solid var(--ring); outline-offset: 3px; box-shadow: 0 0 0 3px var(--ring-gap), 0 8px 24px rgb(20 16 60 / 0.24); }
@media (prefers-color-scheme: dark) {
  .chat { --surface: #a79bff; --surface-hover: #b9afff; --text: #17123a; --ring: #c9c2ff; --ring-gap: #17123a; }
}
@media (max-width: 480px) {
  .chat { padding: 0; width: 56px; min-height: 56px; justify-content: center; border-radius: 28px; }
  svg { width: 26px; height: 26px; }
  .label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
}
@media (prefers-reduced-motion: reduce) {
  .chat { transition: none; }
  .chat:hover, .chat:active { transform: none; }
}
@media (forced-colors: active) {
  .chat { border: 2px solid ButtonText; }
}`,
};
