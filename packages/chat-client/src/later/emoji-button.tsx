import { Component, type ComponentType } from "preact";
import type { Chat } from "../window/chat.ts";
import { Icon } from "../window/icon.tsx";
import type { EmojiPickerProps } from "./picker/emoji-picker.tsx";
import { addRecent } from "./picker/recent-emoji.ts";

const SMILE =
  "M12 3a9 9 0 100 18 9 9 0 000-18zM8.5 14.500c1 1.500 2.200 2 3.500 2s2.500-.5 3.500-2M9 9.500h.01M15 9.500h.01";

interface Props {
  chat: Chat;
  onPick: (emoji: string) => void;
}

interface State {
  Picker: ComponentType<EmojiPickerProps> | null;
  isOpen: boolean;
}

/** Opens the emoji, which are fetched when they are wanted first. */
export class EmojiButton extends Component<Props, State> {
  override state: State = { Picker: null, isOpen: false };
  #button: HTMLButtonElement | null = null;
  #recent = "";

  readonly #toggle = (): void => {
    const isOpen = !this.state.isOpen;
    this.#recent = this.props.chat.kept.read("emoji");
    this.setState({ isOpen });
    if (!isOpen || this.state.Picker !== null) return;
    import("./picker/emoji-picker.tsx").then(
      ({ EmojiPicker, css }) => {
        this.props.chat.addStyles(css);
        this.setState({ Picker: EmojiPicker });
      },
      () => this.setState({ isOpen: false }),
    );
  };

  readonly #pick = (emoji: string): void => {
    const { chat, onPick } = this.props;
    chat.kept.write("emoji", addRecent(chat.kept.read("emoji"), emoji));
    onPick(emoji);
  };

  readonly #close = (): void => {
    this.setState({ isOpen: false });
    this.#button?.focus();
  };

  render({ chat }: Props) {
    const { isOpen, Picker } = this.state;
    const name = chat.texts.text("control_emoji_title");
    return (
      <>
        <button
          ref={(button) => {
            this.#button = button;
          }}
          type="button"
          class="icon-button tool"
          aria-label={name}
          title={name}
          aria-expanded={isOpen}
          onClick={this.#toggle}
        >
          <Icon name={SMILE} />
        </button>
        {isOpen && Picker && (
          <Picker texts={chat.texts} recent={this.#recent} onPick={this.#pick} onClose={this.#close} />
        )}
      </>
    );
  }
}
