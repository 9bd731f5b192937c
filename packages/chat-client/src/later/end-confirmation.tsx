import { Component } from "preact";
import type { Chat } from "../window/chat.ts";
import { keepFocusWithin } from "./keep-focus-within.ts";

/** Asks whether the conversation shall end. Escape is a no. */
export class EndConfirmation extends Component<{ chat: Chat }> {
  #dialog: HTMLElement | null = null;

  override componentDidMount(): void {
    this.#dialog?.querySelector("button")?.focus();
  }

  readonly #answerByKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.props.chat.answerEnd(false);
    } else if (event.key === "Tab" && this.#dialog !== null) {
      event.stopPropagation();
      keepFocusWithin(this.#dialog, event);
    }
  };

  render({ chat }: { chat: Chat }) {
    const { text } = chat.texts;
    return (
      <div class="veil">
        <div
          ref={(dialog) => {
            this.#dialog = dialog;
          }}
          class="confirmation"
          role="alertdialog"
          aria-modal="true"
          aria-labelledby="end-question"
          onKeyDown={this.#answerByKey}
        >
          <p id="end-question">{text("end_frame.confirm")}</p>
          <button type="button" class="option leave" onClick={() => chat.answerEnd(true)}>
            {text("dialog_frame.button_ok_label")}
          </button>
          <button type="button" class="option" onClick={() => chat.answerEnd(false)}>
            {text("control_cancel_title")}
          </button>
        </div>
      </div>
    );
  }
}
