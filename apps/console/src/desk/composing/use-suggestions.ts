import { type KeyboardEvent, useId, useState } from "react";
import { findMarkedWord, type MarkedWord } from "./find-mark.decisions.ts";

export interface Suggestions<Option> {
  /** Null while nothing is suggested. */
  word: MarkedWord | null;
  options: readonly Option[];
  active: number;
  listId: string;
  setActive: (index: number) => void;
  /** True when the key was for the list. */
  press: (event: KeyboardEvent) => boolean;
}

interface SuggestionsOptions<Option> {
  mark: "/" | "@";
  text: string;
  /** Null while the field has no caret. */
  caret: number | null;
  optionsFor: (typed: string) => readonly Option[];
  onChoose: (option: Option, word: MarkedWord) => void;
}

/** What a marked word before the caret could become, and the keys that choose from it. Escape leaves the word as it is. */
export function useSuggestions<Option>(given: SuggestionsOptions<Option>): Suggestions<Option> {
  const { mark, text, caret, optionsFor, onChoose } = given;
  const listId = useId();
  const [at, setAt] = useState({ typed: "", index: 0 });
  const [left, setLeft] = useState<number | null>(null);
  const found = caret === null ? null : findMarkedWord(text, caret, mark);
  const word = found !== null && found.start !== left ? found : null;
  // Once the word that was left is gone, one at the same place is another word.
  if (left !== null && found?.start !== left && caret !== null) setLeft(null);
  const options = word === null ? [] : optionsFor(word.typed);
  // Typing on begins at the best again.
  const active = at.typed === word?.typed ? Math.min(at.index, Math.max(0, options.length - 1)) : 0;
  const setActive = (index: number) => setAt({ typed: word?.typed ?? "", index });

  const press = (event: KeyboardEvent): boolean => {
    if (word === null || event.nativeEvent.isComposing) return false;
    if (event.key === "Escape") {
      setLeft(word.start);
      return true;
    }
    const option = options[active];
    if (option === undefined) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const by = event.key === "ArrowDown" ? 1 : -1;
      setActive((active + by + options.length) % options.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) onChoose(option, word);
    else return false;
    event.preventDefault();
    return true;
  };
  return { word, options, active, listId, setActive, press };
}
