/** What each emoji is found by: words in lower case, separated by spaces. */
export type EmojiWords = Readonly<Record<string, string>>;

/** Accents may be left out, and Hangul is found by its letters while it is being composed. */
const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036f]/g, "");

/**
 * The emoji that have all words of a query among their own, in any of the catalogues; those where words begin so before those
 * that have it within a word, since not every language puts spaces between words.
 */
export function findEmoji(query: string, emoji: readonly string[], catalogues: readonly EmojiWords[]): string[] {
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  const beginning: string[] = [];
  const within: string[] = [];
  for (const each of emoji) {
    const words = fold(catalogues.map((catalogue) => ` ${catalogue[each] ?? ""}`).join(""));
    if (wanted.every((word) => words.includes(` ${word}`))) beginning.push(each);
    else if (wanted.every((word) => words.includes(word))) within.push(each);
  }
  return [...beginning, ...within];
}
