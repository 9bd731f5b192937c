/** A word that is being typed and begins with a mark, such as `/thanks`. */
export interface MarkedWord {
  /** Where the mark stands in the text. */
  start: number;
  /** What is typed behind it. */
  typed: string;
}

/** The word before the caret, when it begins with the mark. A mark within a word, as in an address, is none. */
export function findMarkedWord(text: string, caret: number, mark: "/" | "@"): MarkedWord | null {
  const before = text.slice(0, caret);
  const start = before.search(/\S*$/);
  if (before[start] !== mark) return null;
  const typed = before.slice(start + 1);
  return typed.length <= 40 && !typed.includes(mark) ? { start, typed } : null;
}
