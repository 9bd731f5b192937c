import { LIMITS } from "@beckon/protocol/constants";
import { Component } from "preact";
import { isTouchOnly } from "../surface/screen.ts";
import type { Chat, Later } from "./chat.ts";
import { IconButton } from "./icon-button.tsx";

const LIMIT = LIMITS.messageBodyLength;
/** From here on the visitor is told how much is left. */
const LENGTH_SHOWN_FROM = LIMIT * 0.9;

interface Props {
  chat: Chat;
}

/** Where the visitor writes. What stands in it is the kept draft itself, so nothing has to be brought in step. */
export class Composer extends Component<Props> {
  #field: HTMLTextAreaElement | null = null;
  #typing: InstanceType<Later["TypingSignal"]> | null = null;

  readonly #attach = (field: HTMLTextAreaElement | null): void => {
    this.#field = field;
  };

  override componentDidMount(): void {
    this.#fit();
  }

  override componentDidUpdate(): void {
    this.#fit();
  }

  override componentWillUnmount(): void {
    this.#signalTyping(false);
  }

  #signalTyping(isTyping: boolean): void {
    const { later, setTyping, now } = this.props.chat;
    this.#typing ??= later && new later.TypingSignal(setTyping, now);
    this.#typing?.signal(isTyping);
  }

  /** As high as its text; the style sheet bounds it. */
  #fit(): void {
    const field = this.#field;
    // Browsers that fit it themselves need no layout in the middle of a key.
    if (field === null || CSS.supports("field-sizing", "content")) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }

  readonly #change = (body: string): void => {
    this.props.chat.kept.write(this.props.chat.draftName(), body);
    this.#signalTyping(body.trim() !== "");
    this.forceUpdate();
  };

  /** At the caret, in the place of what is selected. */
  readonly #insert = (text: string): void => {
    const field = this.#field;
    if (field === null) return;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    this.#change(field.value);
  };

  readonly #send = (): void => {
    const { chat } = this.props;
    const body = chat.kept.read(chat.draftName()).trim();
    if (!canSend(chat, body)) return;
    this.#change("");
    chat.send(body, chat.later?.filesOf(chat).take());
    this.#field?.focus();
  };

  readonly #sendByKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || isTouchOnly()) return;
    event.preventDefault();
    this.#send();
  };

  render({ chat }: Props) {
    const { later } = chat;
    const { text } = chat.texts;
    const draft = chat.kept.read(chat.draftName());
    const { length } = draft.trim();
    const isTooLong = length > LIMIT;
    const name = text("input_placeholder");
    return (
      <div class="composer">
        <div class="field">
          {later && <later.EmojiButton chat={chat} onPick={this.#insert} />}
          <textarea
            ref={this.#attach}
            rows={1}
            aria-label={name}
            placeholder={name}
            aria-invalid={isTooLong}
            aria-describedby="length"
            dir={draft === "" ? undefined : "auto"}
            value={draft}
            onInput={(event) => this.#change(event.currentTarget.value)}
            onKeyDown={this.#sendByKey}
            onBlur={() => this.#signalTyping(false)}
          />
          {later && <later.AttachFiles chat={chat} />}
          {(length > 0 || !!later?.filesOf(chat).readyCount) && (
            <IconButton
              class="send"
              name={text("control_send_title")}
              icon="send"
              disabled={!canSend(chat, draft.trim())}
              onClick={this.#send}
            />
          )}
        </div>
        <p id="length" class={isTooLong ? "length failure" : "length"} role="status">
          {later && length > LENGTH_SHOWN_FROM && <later.MessageLength chat={chat} length={length} limit={LIMIT} />}
        </p>
      </div>
    );
  }
}

function canSend(chat: Chat, body: string): boolean {
  const files = chat.later?.filesOf(chat);
  return (
    (body !== "" || !!files?.readyCount) &&
    !files?.isBusy &&
    body.length <= LIMIT &&
    chat.state.connection.kind !== "ended"
  );
}
