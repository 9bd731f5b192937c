import type { ThreadState } from "@beckon/sdk";
import { Component } from "preact";
import type { TextKey } from "../text/english.ts";
import type { Chat } from "../window/chat.ts";

/** An answer that takes longer has been lost with its connection. */
const ANSWER_DUE_MS = 10_000;
/** The server looks closer; this spares a visitor the way there. */
const EMAIL = /^\S+@[^\s@.]+(\.[^\s@.]+)+$/;

interface Props {
  chat: Chat;
  threadState: ThreadState;
}

interface State {
  error: TextKey | null;
  isSending: boolean;
}

/** Asks for an e-mail address at the end of the conversation, then thanks for it as long as the window is open. */
export class EmailRequest extends Component<Props, State> {
  override state: State = { error: null, isSending: false };
  readonly #wasAsked = this.props.threadState.thread.email_request === "open";
  #address = "";
  #overdue: ReturnType<typeof setTimeout> | undefined;

  override componentDidUpdate({ threadState: before }: Props, { error }: State): void {
    // What stands at the end of the conversation has grown or shrunk with it.
    if (error !== this.state.error) this.props.chat.refresh();
    const { emailError, thread } = this.props.threadState;
    if (emailError === before.emailError && thread.email_request === before.thread.email_request) return;
    clearTimeout(this.#overdue);
    if (emailError === null) return;
    this.setState({
      isSending: false,
      error: emailError.code === "email_incorrect" ? "prompt_error.incorrect_email" : "prompt_error.send_error",
    });
  }

  override componentWillUnmount(): void {
    clearTimeout(this.#overdue);
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const { chat, threadState } = this.props;
    const address = this.#address.trim();
    const fail = (error: TextKey): void => this.setState({ error, isSending: false });
    const error = judge(address, chat.state.connection.kind === "open");
    if (error !== null) {
      fail(error);
      return;
    }
    this.setState({ error: null, isSending: true });
    this.#overdue = setTimeout(() => fail("prompt_error.send_error"), ANSWER_DUE_MS);
    chat.client.submitEmail(threadState.thread.id, address);
  };

  render({ chat, threadState }: Props) {
    const { text } = chat.texts;
    const { error, isSending } = this.state;
    if (threadState.thread.email_request === "submitted") {
      return this.#wasAsked && <p class="email-request thanks">{text("request_email.submitted_title")}</p>;
    }
    return (
      <form class="email-request" noValidate onSubmit={this.#submit}>
        <label for="email">{text("request_email.title")}</label>
        <div class="field">
          <input
            id="email"
            type="email"
            autocomplete="email"
            inputMode="email"
            maxLength={320}
            dir="ltr"
            aria-invalid={error !== null}
            aria-describedby="email-error"
            onInput={(event) => {
              this.#address = event.currentTarget.value;
            }}
          />
          <button type="submit" class="text-button" disabled={isSending}>
            {text("control_send_title")}
          </button>
        </div>
        <p id="email-error" class="failure" role="status">
          {error && text(error)}
        </p>
      </form>
    );
  }
}

/** Why an address cannot be sent now, or null. */
function judge(address: string, isConnected: boolean): TextKey | null {
  if (address === "") return "prompt_error.required";
  if (!EMAIL.test(address)) return "prompt_error.incorrect_email";
  return isConnected ? null : "prompt_error.send_error";
}
