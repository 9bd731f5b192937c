import { BUTTONS, CLOSE, paletteOf, type StarterItem } from "./starter-item.ts";

/** A strip along the bottom of the page. */
export const BANNER_INVITATION: StarterItem = {
  label: "Questions about your order?",
  type: "invitation",
  placement: { kind: "banner", corner: "bottom_right" },
  online_offline: false,
  html: `<div class="banner">
  <p><strong>Questions about your order?</strong> <span class="more">We are happy to help, before and after you buy.</span></p>
  <button type="button" class="start chat_item_action">Chat with us</button>
  ${CLOSE}
</div>`,
  css: `${paletteOf("banner")}
.banner {
  display: flex;
  align-items: center;
  justify-content: center;
  gap: 12px 20px;
  padding: 14px max(64px, env(safe-area-inset-right)) calc(14px + env(safe-area-inset-bottom)) max(24px, env(safe-area-inset-left));
  border-top: 1px solid var(--line);
  background: var(--surface);
  box-shadow: 0 -8px 32px rgb(20 16 60 / 0.14);
}
p { margin: 0; text-wrap: balance; }
strong { font-weight: 650; }
.more { color: var(--dim); }
${BUTTONS}
.start { flex: none; }
.close { position: absolute; inset-inline-end: 12px; }
@media (max-width: 640px) {
  .banner { flex-wrap: wrap; justify-content: flex-start; padding-inline: 16px; }
  p { flex: 1 1 0; padding-inline-end: 44px; font-size: 15px; line-height: 1.4; }
  .more { display: block; }
  .start { flex: 1 0 100%; }
  .close { top: 6px; inset-inline-end: 6px; }
}
@media (forced-colors: active) {
  .banner { border-top: 2px solid CanvasText; }
}`,
};
