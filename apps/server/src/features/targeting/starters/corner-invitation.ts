import { BUBBLE, BUTTONS, CLOSE, paletteOf, type StarterItem } from "./starter-item.ts";

/** A card at the corner, which leaves the page as it is. */
export const CORNER_INVITATION: StarterItem = {
  label: "Can we help?",
  type: "invitation",
  placement: { kind: "corner", corner: "bottom_right", offset_x: 16, offset_y: 16 },
  online_offline: false,
  html: `<div class="card">
  <div class="head">
    <span class="picture">${BUBBLE}</span>
    <h2>Hello! Can we help?</h2>
    ${CLOSE}
  </div>
  <p>Tell us what you are looking for, and we find it together.</p>
  <button type="button" class="start chat_item_action">Start a chat</button>
</div>`,
  css: `${paletteOf("card")}
.card {
  width: min(340px, calc(100vw - 32px));
  padding: 16px 20px 20px;
  border: 1px solid var(--line);
  border-radius: 18px;
  background: var(--surface);
  box-shadow: 0 2px 6px rgb(20 16 60 / 0.1), 0 16px 48px rgb(20 16 60 / 0.22);
}
.head { display: flex; align-items: center; gap: 12px; margin-inline-end: -10px; }
.picture { flex: none; display: grid; place-items: center; width: 44px; height: 44px; border-radius: 50%; background: var(--soft); color: var(--accent); }
h2 { flex: 1; margin: 0; font-size: 17px; line-height: 1.3; font-weight: 650; letter-spacing: -0.005em; }
p { margin: 12px 0 16px; color: var(--dim); text-wrap: pretty; }
${BUTTONS}
.start { width: 100%; }
@media (forced-colors: active) {
  .card { border: 2px solid CanvasText; }
}`,
};
