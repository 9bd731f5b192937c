import type { SnippetPart } from "@beckon/protocol";

/** More words than this narrow nothing down. */
const WORDS_LIMIT = 10;
const SNIPPET_LENGTH = 160;
/** Of what comes before the first hit, so that it is read in its sentence. */
const BEFORE_HIT = 40;

/** The words of a query as the index knows them: without accents, in small letters, cut at punctuation. */
export function wordsOf(query: string): string[] {
  const words = fold(query).split(SEPARATORS).filter(Boolean);
  return [...new Set(words)].slice(0, WORDS_LIMIT);
}

/** As `searchable_text` in the database cuts. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: spaces of every kind and all ASCII punctuation.
const SEPARATORS = /[\s\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007f]+/;

/** For `to_tsquery`: each word as a beginning; single letters only whole. Words have no punctuation that it would read. */
export function toTextQuery(words: readonly string[]): string {
  return words.map((word) => `'${word}'${word.length > 1 ? ":*" : ""}`).join(" & ");
}

/** The part of a text around the first word that is found, with all that is found in it marked. */
export function makeSnippet(text: string, words: readonly string[]): SnippetPart[] {
  const flat = text.replace(/\s+/g, " ").trim();
  const hits = findHits(flat, words);
  const first = hits[0]?.start ?? 0;
  const start = first <= BEFORE_HIT ? 0 : flat.lastIndexOf(" ", first - BEFORE_HIT) + 1;
  const end = Math.min(flat.length, start + SNIPPET_LENGTH);
  const parts: SnippetPart[] = [];
  let at = start;
  for (const hit of hits) {
    if (hit.start >= end) break;
    if (hit.start > at) parts.push({ text: flat.slice(at, hit.start), hit: false });
    parts.push({ text: flat.slice(hit.start, Math.min(hit.end, end)), hit: true });
    at = Math.min(hit.end, end);
  }
  if (at < end) parts.push({ text: flat.slice(at, end), hit: false });
  if (start > 0) parts.unshift({ text: "…", hit: false });
  if (end < flat.length) parts.push({ text: "…", hit: false });
  return parts;
}

interface Hit {
  start: number;
  end: number;
}

/** Where words begin with one of the wanted, in their order. */
function findHits(text: string, words: readonly string[]): Hit[] {
  const hits: Hit[] = [];
  for (const { index, 0: token } of text.matchAll(TOKENS)) {
    const folded = fold(token);
    const length = Math.max(0, ...words.map((word) => (startsWith(folded, word) ? word.length : 0)));
    if (length > 0) hits.push({ start: index, end: index + lengthOfFolded(token, length) });
  }
  return hits;
}

const TOKENS = /[^\s\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e]+/g;

function startsWith(folded: string, word: string): boolean {
  return word.length > 1 ? folded.startsWith(word) : folded === word;
}

/** How many characters of the token make up so many of its folded form: accents are one character here and two there. */
function lengthOfFolded(token: string, wanted: number): number {
  let length = 0;
  let folded = 0;
  for (const character of token) {
    if (folded >= wanted && fold(character) !== "") break;
    folded += fold(character).length;
    length += character.length;
  }
  return length;
}

function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase();
}
