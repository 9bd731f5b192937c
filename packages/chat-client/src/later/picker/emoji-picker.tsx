import { Component } from "preact";
import type { Texts } from "../../text/texts.ts";
import { EMOJI_GROUPS, type EmojiGroup } from "./emoji-list.ts";

export { default as css } from "./emoji-picker.css?inline";

export interface EmojiPickerProps {
  texts: Texts;
  /** What was picked before, newest first, separated by spaces; stays as it is while the picker is open. */
  recent: string;
  onPick: (emoji: string) => void;
  onClose: () => void;
}

const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

/**
 * Emoji by groups. Nothing is downloaded: they are the system's own. Arrows go from one to the next, Tab leaves the
 * field of them, Escape closes.
 */
export class EmojiPicker extends Component<EmojiPickerProps, { group: number; focused: number }> {
  override state = { group: 0, focused: 0 };
  readonly #groups: readonly EmojiGroup[] = [
    ...(this.props.recent === "" ? [] : [{ name: "emoji.recent" as const, emoji: this.props.recent }]),
    ...EMOJI_GROUPS,
  ];
  #field: HTMLElement | null = null;

  override componentDidMount(): void {
    this.#focus(0);
  }

  #focus(index: number): void {
    const button = this.#field?.children[index];
    if (!(button instanceof HTMLElement)) return;
    this.setState({ focused: index });
    button.focus();
  }

  readonly #move = (event: KeyboardEvent): void => {
    const arrow = ARROWS.indexOf(event.key);
    if (arrow < 0) return;
    event.preventDefault();
    const { focused } = this.state;
    const isForward = (arrow === 1) === (this.props.texts.direction === "ltr");
    if (arrow < 2) this.#focus(focused + (isForward ? 1 : -1));
    else this.#focus(focused + this.#columns() * (arrow === 3 ? 1 : -1));
  };

  /** As many as the width takes. */
  #columns(): number {
    const buttons = [...(this.#field?.children ?? [])];
    const top = (element: Element | undefined): number => element?.getBoundingClientRect().top ?? 0;
    const second = buttons.findIndex((button) => top(button) > top(buttons[0]));
    return second < 0 ? buttons.length : second;
  }

  readonly #closeByKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.props.onClose();
  };

  render({ texts, onPick }: EmojiPickerProps) {
    const { group, focused } = this.state;
    const shown = this.#groups[group]?.emoji.split(" ") ?? [];
    return (
      <div
        class="emoji-picker"
        role="dialog"
        aria-label={texts.text("control_emoji_title")}
        onKeyDown={this.#closeByKey}
      >
        <div class="emoji-groups" role="toolbar" aria-label={texts.text("emoji.groups")}>
          {this.#groups.map(({ name, emoji }, index) => (
            <button
              key={name}
              type="button"
              aria-label={texts.text(name)}
              title={texts.text(name)}
              aria-pressed={index === group}
              onClick={() => this.setState({ group: index, focused: 0 })}
            >
              {emoji.split(" ")[0]}
            </button>
          ))}
        </div>
        <div
          ref={(field) => {
            this.#field = field;
          }}
          class="emoji-field"
          role="toolbar"
          aria-label={texts.text(this.#groups[group]?.name ?? "emoji.faces")}
          onKeyDown={this.#move}
        >
          {shown.map((emoji, index) => (
            <button
              key={emoji}
              type="button"
              tabIndex={index === focused ? 0 : -1}
              onClick={() => {
                this.setState({ focused: index });
                onPick(emoji);
              }}
            >
              {emoji}
            </button>
          ))}
        </div>
      </div>
    );
  }
}
