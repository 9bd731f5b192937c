import { foldText } from "../state/fold-text.decisions.ts";

interface Named {
  id: string;
  name: string;
}

export interface TextPart {
  text: string;
  /** Whom it mentions; null for what is said around it. */
  mentioned: string | null;
}

/** A letter or digit behind a name makes it another one (`@Ann` is not in `@Anna`), and one before it an address. */
const goesOn = /^[\p{L}\p{N}]/u;
const withinWord = /[\p{L}\p{N}]$/u;

/** A text cut at the names that it mentions, each behind an `@`. Of names that begin alike the longest counts. */
export function cutAtMentions(text: string, people: readonly Named[]): TextPart[] {
  const byLength = people.filter(({ name }) => name !== "").sort((left, right) => right.name.length - left.name.length);
  const parts: TextPart[] = [];
  let from = 0;
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    if (withinWord.test(text.slice(0, at))) continue;
    const found = byLength.find(
      ({ name }) => text.startsWith(name, at + 1) && !goesOn.test(text.slice(at + 1 + name.length)),
    );
    if (found === undefined) continue;
    if (at > from) parts.push({ text: text.slice(from, at), mentioned: null });
    from = at + 1 + found.name.length;
    parts.push({ text: text.slice(at, from), mentioned: found.id });
    at = from - 1;
  }
  if (from < text.length) parts.push({ text: text.slice(from), mentioned: null });
  return parts;
}

/** Whether a text may mention somebody: an `@` begins a word of it. */
export function mayMention(text: string): boolean {
  return /(^|[^\p{L}\p{N}])@[\p{L}\p{N}]/u.test(text);
}

/** The ids of those whom a text mentions, each once. `chosen`: whom the writer picked, where names are the same. */
export function findMentioned(
  text: string,
  people: readonly Named[],
  chosen: ReadonlyMap<string, string> = new Map(),
): string[] {
  const distinct = people.filter(({ id, name }) => (chosen.get(name) ?? id) === id);
  return [...new Set(cutAtMentions(text, distinct).flatMap(({ mentioned }) => mentioned ?? []))];
}

/** Colleagues in whose name a word begins as it is typed; those whose name begins so first. */
export function rankColleagues<Person extends Named>(people: readonly Person[], typed: string): Person[] {
  const query = foldText(typed);
  const place = ({ name }: Person) => {
    const folded = foldText(name);
    return folded.startsWith(query) ? 0 : folded.includes(` ${query}`) ? 1 : 2;
  };
  return people.filter((person) => place(person) < 2).sort((left, right) => place(left) - place(right));
}
