import type { StarterItem } from "./starter-item.ts";

/** A tab at the right edge, for websites whose corner is taken. */
export const SIDE_TAB: StarterItem = {
  label: "Questions?",
  type: "button",
  placement: { kind: "floating", corner: "bottom_right", offset_x: 0, offset_y: 180 },
  online_offline: false,
  html: `<button type="button" class="tab chat_item_action"><span>Questions?</span></button>`,
  css: `.tab {
  color-scheme: light dark;
  --surface: #4b3bc9;
  --surface-hover: #3f30b3;
  --text: #fff;
  --ring-gap: #fff;
  display: block;
  min-width: 44px;
  margin: 0;
  padding: 20px 10px;
  border: 0;
  border-radius: 12px 0 0 12px;
  background: var(--surface);
  color: var(--text);
  font: 600 16px/1.5 Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  letter-spacing: 0.01em;
  writing-mode: vertical-rl;
  white-space: nowrap;
  cursor: pointer;
  box-shadow: 0 1px 2px rgb(20 16 60 / 0.18), 0 6px 20px rgb(20 16 60 / 0.24);
  -webkit-tap-highlight-color: transparent;
  transition: background-color 160ms ease-out, padding 160ms ease-out;
}
/* Read from the bottom up, as on the back of a book. */
span { display: block; transform: rotate(180deg); }
.tab:hover { background: var(--surface-hover); padding-right: 16px; }
.tab:focus-visible { outline: 3px solid var(--ring-gap); outline-offset: -6px; }
@media (prefers-color-scheme: dark) {
  .tab { --surface: #a79bff; --surface-hover: #b9afff; --text: #17123a; --ring-gap: #17123a; }
}
@media (max-width: 480px) {
  .tab { padding: 16px 8px; font-size: 15px; }
}
@media (prefers-reduced-motion: reduce) {
  .tab { transition: none; }
}
@media (forced-colors: active) {
  .tab { border: 2px solid ButtonText; }
}`,
};
