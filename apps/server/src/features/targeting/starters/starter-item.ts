import type { Item } from "@beckon/protocol";

/**
 * A ready-made item. Its HTML is written as it is stored, so that sanitising it changes nothing, and its style sheet
 * is complete: administrators edit both from there.
 */
export type StarterItem = Pick<Item, "label" | "type" | "placement" | "online_offline" | "html" | "css">;

/** The colours and type that the ready-made items share, for the element that has the class `name`. */
export function paletteOf(name: string): string {
  return `.${name} {
  color-scheme: light dark;
  --surface: #fff;
  --text: #1d1a33;
  --dim: #5d5876;
  --line: #e3e1ee;
  --accent: #4b3bc9;
  --accent-hover: #3f30b3;
  --on-accent: #fff;
  --soft: #f0eefc;
  --ring: #4b3bc9;
  box-sizing: border-box;
  color: var(--text);
  font: 400 16px/1.5 Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  text-align: start;
  cursor: default;
}
@media (prefers-color-scheme: dark) {
  .${name} {
    --surface: #211d38;
    --text: #f3f1fd;
    --dim: #b9b4d4;
    --line: #3d3761;
    --accent: #a79bff;
    --accent-hover: #b9afff;
    --on-accent: #17123a;
    --soft: #332c5c;
    --ring: #c9c2ff;
  }
}`;
}

/** Buttons with and without emphasis, and the one that dismisses. */
export const BUTTONS = `button {
  box-sizing: border-box;
  min-height: 44px;
  margin: 0;
  border: 0;
  border-radius: 22px;
  font: inherit;
  font-weight: 600;
  cursor: pointer;
  -webkit-tap-highlight-color: transparent;
  transition: background-color 160ms ease-out;
}
button:focus-visible { outline: 3px solid var(--ring); outline-offset: 2px; }
.start { padding: 0 22px; background: var(--accent); color: var(--on-accent); }
.start:hover { background: var(--accent-hover); }
.later { padding: 0 16px; background: transparent; color: var(--dim); }
.later:hover { background: var(--soft); color: var(--text); }
.close { flex: none; display: grid; place-items: center; width: 44px; padding: 0; background: transparent; color: var(--dim); }
.close:hover { background: var(--soft); color: var(--text); }
svg { display: block; flex: none; }
@media (prefers-reduced-motion: reduce) {
  button { transition: none; }
}
@media (forced-colors: active) {
  button { border: 1px solid ButtonText; }
}`;

export const BUBBLE = `<svg viewbox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
    <path d="M12 3.5c5 0 9 3.4 9 7.9s-4 7.9-9 7.9c-1 0-2-.1-2.9-.4L4.5 21l.9-3.7C3.9 15.9 3 13.8 3 11.4 3 6.9 7 3.5 12 3.5Z"></path>
    <circle cx="8.3" cy="11.4" r="1.05" fill="currentColor" stroke="none"></circle>
    <circle cx="12" cy="11.4" r="1.05" fill="currentColor" stroke="none"></circle>
    <circle cx="15.7" cy="11.4" r="1.05" fill="currentColor" stroke="none"></circle>
  </svg>`;

export const CLOSE = `<button type="button" class="close chat_item_dismiss" aria-label="Close">
    <svg viewbox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true" focusable="false"><path d="M6 6l12 12M18 6 6 18"></path></svg>
  </button>`;
