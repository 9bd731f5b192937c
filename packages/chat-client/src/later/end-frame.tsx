import { Component } from "preact";
import type { Chat } from "../window/chat.ts";

/** What stands in the place of the composer once a live chat has ended: leave, see it again, print it. */
export class EndFrame extends Component<{ chat: Chat }, { isSeenAgain: boolean; isPrintMissing: boolean }> {
  override state = { isSeenAgain: false, isPrintMissing: false };

  readonly #print = (): void => {
    import("./print-transcript.ts").then(
      ({ printTranscript }) => printTranscript(this.props.chat),
      () => this.setState({ isPrintMissing: true }),
    );
  };

  render({ chat }: { chat: Chat }) {
    const { text } = chat.texts;
    const { isSeenAgain, isPrintMissing } = this.state;
    return (
      <section class={`end-frame${isSeenAgain ? " small" : ""}`} aria-label={text("end_frame.message_1")}>
        <div role="status">
          <p class="empty-title">{text("end_frame.message_1")}</p>
          {!isSeenAgain && <p>{text("end_frame.message_2")}</p>}
          {isPrintMissing && <p class="failure">{text("later_missing")}</p>}
        </div>
        <div class="options">
          {!isSeenAgain && (
            <button type="button" class="option" onClick={() => this.setState({ isSeenAgain: true })}>
              {text("end_frame.option_see_again_label")}
            </button>
          )}
          <button type="button" class="option" onClick={this.#print}>
            {text("end_frame.option_print_label")}
          </button>
          <button type="button" class="option leave" onClick={chat.leave}>
            {text("end_frame.option_leave_label")}
          </button>
        </div>
      </section>
    );
  }
}
