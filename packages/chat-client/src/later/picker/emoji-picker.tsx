import { Component } from "preact";
import { isTouchOnly } from "../../surface/screen.ts";
import type { Texts } from "../../text/texts.ts";
import { loadEmojiWords } from "../languages.ts";
import { EMOJI_GROUPS, type EmojiGroup } from "./emoji-list.ts";
import { ENGLISH_WORDS } from "./english-words.ts";
import { type EmojiWords, findEmoji } from "./find-emoji.ts";

export { default as css } from "./emoji-picker.css?inline";

export interface EmojiPickerProps {
  texts: Texts;
  /** What was picked before, newest first, separated by spaces; stays as it is while the picker is open. */
  recent: string;
  onPick: (emoji: string) => void;
  onClose: () => void;
}

interface State {
  group: number;
  focused: number;
  query: string;
  /** What emoji are found by in the window's language; null for English, and until it has come. */
  words: EmojiWords | null;
}

const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
const ALL_EMOJI = EMOJI_GROUPS.flatMap(({ emoji }) => emoji.split(" "));

/**
 * Emoji by groups, or those that are searched for. Nothing of them is downloaded: they are the system's own. Arrows go from
 * one to the next, Tab leaves the field of them, Enter in the search takes the first, Escape closes.
 */
export class EmojiPicker extends Component<EmojiPickerProps, State> {
  override state: State = { group: 0, focused: 0, query: "", words: null };
  readonly #groups: readonly EmojiGroup[] = [
    ...(this.props.recent === "" ? [] : [{ name: "emoji.recent" as const, emoji: this.props.recent }]),
    ...EMOJI_GROUPS,
  ];
  #search: HTMLInputElement | null = null;
  #field: HTMLElement | null = null;

  override componentDidMount(): void {
    // On phones the search would bring their keyboard up, over the emoji.
    if (isTouchOnly()) this.#focus(0);
    else this.#search?.focus();
    void loadEmojiWords(this.props.texts.locale).then((words) => this.setState({ words }));
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
    else if (arrow === 2 && focused < this.#columns()) this.#search?.focus();
    else this.#focus(focused + this.#columns() * (arrow === 3 ? 1 : -1));
  };

  /** As many as the width takes. */
  #columns(): number {
    const buttons = [...(this.#field?.children ?? [])];
    const top = (element: Element | undefined): number => element?.getBoundingClientRect().top ?? 0;
    const second = buttons.findIndex((button) => top(button) > top(buttons[0]));
    return second < 0 ? buttons.length : second;
  }

  readonly #leaveSearch = (event: KeyboardEvent): void => {
    if (event.isComposing || !/^(ArrowDown|Enter)$/.test(event.key)) return;
    event.preventDefault();
    const [first] = this.#shown();
    if (event.key === "ArrowDown") this.#focus(0);
    else if (first && this.state.query.trim() !== "") this.props.onPick(first);
  };

  readonly #closeByKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.props.onClose();
  };

  #shown(): readonly string[] {
    const { group, query, words } = this.state;
    if (query.trim() === "") return this.#groups[group]?.emoji.split(" ") ?? [];
    return findEmoji(query, ALL_EMOJI, words === null ? [ENGLISH_WORDS] : [words, ENGLISH_WORDS]);
  }

  render({ texts, onPick }: EmojiPickerProps) {
    const { group, focused, query } = this.state;
    const shown = this.#shown();
    const isSearching = query.trim() !== "";
    const searchName = texts.text("emoji.search");
    return (
      <div
        class="emoji-picker"
        role="dialog"
        aria-label={texts.text("control_emoji_title")}
        onKeyDown={this.#closeByKey}
      >
        <input
          ref={(search) => {
            this.#search = search;
          }}
          class="emoji-search"
          type="search"
          dir="auto"
          autocomplete="off"
          aria-label={searchName}
          placeholder={searchName}
          value={query}
          onInput={(event) => this.setState({ query: event.currentTarget.value, focused: 0 })}
          onKeyDown={this.#leaveSearch}
        />
        <div class="emoji-groups" role="toolbar" aria-label={texts.text("emoji.groups")}>
          {this.#groups.map(({ name, emoji }, index) => (
            <button
              key={name}
              type="button"
              aria-label={texts.text(name)}
              title={texts.text(name)}
              aria-pressed={!isSearching && index === group}
              onClick={() => this.setState({ group: index, focused: 0, query: "" })}
            >
              {emoji.split(" ")[0]}
            </button>
          ))}
        </div>
        <p class="emoji-none" role="status">
          {shown.length === 0 && texts.text("emoji.none")}
        </p>
        <div
          ref={(field) => {
            this.#field = field;
          }}
          class="emoji-field"
          role="toolbar"
          aria-label={isSearching ? searchName : texts.text(this.#groups[group]?.name ?? "emoji.faces")}
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
