import { BUBBLE, BUTTONS, paletteOf, type StarterItem } from "./starter-item.ts";

/** In the middle of the page, over all of it: for the rare moment that is worth an interruption. */
export const MODAL_INVITATION: StarterItem = {
  label: "Can we help you decide?",
  type: "invitation",
  placement: { kind: "modal" },
  online_offline: false,
  html: `<div class="card">
  <div class="picture">${BUBBLE}</div>
  <h2>Can we help you decide?</h2>
  <p>Ask us about prices, delivery or anything else. We are glad to tell you more.</p>
  <div class="choices">
    <button type="button" class="start chat_item_action">Ask a question</button>
    <button type="button" class="later chat_item_dismiss">No, thanks</button>
  </div>
</div>`,
  css: `${paletteOf("card")}
.card {
  display: grid;
  justify-items: center;
  width: min(400px, calc(100vw - 32px));
  padding: 36px 32px 28px;
  border-radius: 20px;
  background: var(--surface);
  text-align: center;
}
dialog { border-radius: 20px; box-shadow: 0 24px 64px rgb(20 16 60 / 0.36); }
dialog::backdrop { background: rgb(20 16 45 / 0.5); }
.picture { display: grid; place-items: center; width: 64px; height: 64px; border-radius: 50%; background: var(--soft); color: var(--accent); }
.picture svg { width: 32px; height: 32px; }
h2 { margin: 20px 0 8px; font-size: 22px; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; text-wrap: balance; }
p { margin: 0 0 24px; color: var(--dim); text-wrap: pretty; }
.choices { display: grid; gap: 8px; justify-self: stretch; }
${BUTTONS}
@media (max-width: 480px) {
  .card { padding: 28px 20px 20px; }
}
@media (forced-colors: active) {
  .card { border: 2px solid CanvasText; }
}`,
};
