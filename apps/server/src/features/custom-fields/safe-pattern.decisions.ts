/**
 * Regular expressions that are matched in time that grows with the text only: by following all ways at once and never
 * going back, as RE2 does, in place of the language's own engine, in which `(a+)+$` on forty letters takes longer than
 * anybody lives. What needs going back (references, looking around) is refused when the pattern is written.
 *
 * Known: literals, `.`, classes `[a-z]` `[^…]`, `\d \w \s` and their opposites, groups, `|`, `* + ? {n} {n,} {n,m}`, and
 * `^ $` at the ends, which say nothing since the whole text has to match.
 */
export type Matcher = (text: string) => boolean;

export type PatternVerdict = { kind: "taken"; matches: Matcher } | { kind: "refused"; reason: string };

/** States of one pattern: with a text of 1,000 characters two million steps at most. */
const STATES_LIMIT = 2_000;
const COUNT_LIMIT = 200;
const DEPTH_LIMIT = 50;

type Test = (code: number) => boolean;
/** A state tests one character and goes on, or splits, or is the end. */
type State = { test: Test | null; next: number[] };

type Tree =
  | { kind: "empty" }
  | { kind: "test"; test: Test }
  | { kind: "sequence" | "choice"; parts: Tree[] }
  | { kind: "repeat"; part: Tree; least: number; most: number | null };

class PatternFault extends Error {}

/** Says why a pattern is not taken, or how it matches whole texts. */
export function compilePattern(pattern: string): PatternVerdict {
  try {
    const states: State[] = [];
    const end = addState(states, null, []);
    const start = build(parse(pattern), end, states);
    return { kind: "taken", matches: (text) => run(states, start, end, text) };
  } catch (error) {
    if (error instanceof PatternFault) return { kind: "refused", reason: error.message };
    throw error;
  }
}

function run(states: readonly State[], start: number, end: number, text: string): boolean {
  let current = reach(states, [start]);
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const next: number[] = [];
    for (const index of current) {
      const state = states[index];
      if (state?.test?.(code) === true) next.push(...state.next);
    }
    if (next.length === 0) return false;
    current = reach(states, next);
  }
  return current.has(end);
}

/** All states that are reached without a character. */
function reach(states: readonly State[], from: readonly number[]): Set<number> {
  const reached = new Set<number>();
  const open = [...from];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (reached.has(index)) continue;
    reached.add(index);
    const state = states[index];
    if (state?.test === null) open.push(...state.next);
  }
  return reached;
}

function addState(states: State[], test: Test | null, next: number[]): number {
  if (states.length >= STATES_LIMIT) throw new PatternFault("The pattern repeats too much.");
  states.push({ test, next });
  return states.length - 1;
}

/** The state at which `tree` begins that goes on to `next`. */
function build(tree: Tree, next: number, states: State[]): number {
  switch (tree.kind) {
    case "empty":
      return next;
    case "test":
      return addState(states, tree.test, [next]);
    case "sequence":
      return tree.parts.reduceRight((after, part) => build(part, after, states), next);
    case "choice":
      return addState(
        states,
        null,
        tree.parts.map((part) => build(part, next, states)),
      );
    case "repeat":
      return buildRepeat(tree, next, states);
  }
}

function buildRepeat({ part, least, most }: Tree & { kind: "repeat" }, next: number, states: State[]): number {
  let after = next;
  if (most === null) {
    after = addState(states, null, [next]);
    states[after]?.next.push(build(part, after, states));
  } else {
    for (let count = least; count < most; count += 1)
      after = addState(states, null, [next, build(part, after, states)]);
  }
  for (let count = 0; count < least; count += 1) after = build(part, after, states);
  return after;
}

function parse(pattern: string): Tree {
  const characters = [...pattern];
  let at = 0;
  let depth = 0;
  const peek = () => characters[at];
  const take = () => characters[at++];

  function choice(): Tree {
    const parts = [sequence()];
    while (peek() === "|") {
      at += 1;
      parts.push(sequence());
    }
    return parts.length === 1 ? (parts[0] ?? { kind: "empty" }) : { kind: "choice", parts };
  }

  function sequence(): Tree {
    const parts: Tree[] = [];
    for (let next = peek(); next !== undefined && next !== "|" && next !== ")"; next = peek()) parts.push(repeated());
    return { kind: "sequence", parts };
  }

  function repeated(): Tree {
    let tree = atom();
    for (let bounds = quantifier(); bounds !== null; bounds = quantifier())
      tree = { kind: "repeat", part: tree, ...bounds };
    return tree;
  }

  function quantifier(): { least: number; most: number | null } | null {
    const next = peek();
    if (next === "*" || next === "+" || next === "?") {
      at += 1;
      if (peek() === "?") at += 1;
      return { least: next === "+" ? 1 : 0, most: next === "?" ? 1 : null };
    }
    if (next !== "{") return null;
    const counted = /^\{(\d{1,4})(,(\d{1,4})?)?\}/.exec(characters.slice(at, at + 12).join(""));
    if (counted === null) throw new PatternFault("Write \\{ for a brace, or {2,5} for a count.");
    at += counted[0].length;
    const least = Number(counted[1]);
    const most = counted[2] === undefined ? least : counted[3] === undefined ? null : Number(counted[3]);
    if (least > COUNT_LIMIT || (most ?? 0) > COUNT_LIMIT) throw new PatternFault(`Counts go up to ${COUNT_LIMIT}.`);
    if (most !== null && most < least) throw new PatternFault("In a count the smaller number comes first.");
    return { least, most };
  }

  function atom(): Tree {
    const character = take();
    if (character === "(") return group();
    if (character === "[") return { kind: "test", test: characterClass() };
    if (character === ".") return { kind: "test", test: (code) => code !== 10 && code !== 13 };
    if (character === "^") return atEnd(at === 1);
    if (character === "$") return atEnd(at === characters.length);
    if (character === "\\") return { kind: "test", test: escaped(take()) };
    if (character === "*" || character === "+" || character === "?" || character === "{") {
      throw new PatternFault(`There is nothing before “${character}” that it could repeat.`);
    }
    return { kind: "test", test: is(character) };
  }

  function group(): Tree {
    depth += 1;
    if (depth > DEPTH_LIMIT) throw new PatternFault("The pattern's groups are too deep.");
    if (peek() === "?") {
      at += 1;
      if (take() !== ":") throw new PatternFault("Looking around and named groups are not taken.");
    }
    const tree = choice();
    if (take() !== ")") throw new PatternFault("A group is not closed.");
    depth -= 1;
    return tree;
  }

  function characterClass(): Test {
    const negated = peek() === "^";
    if (negated) at += 1;
    const tests: Test[] = [];
    for (let first = true; first || peek() !== "]"; first = false) {
      const from = take();
      if (from === undefined || (first && from === "]")) throw new PatternFault("A class is not closed, or empty.");
      if (from === "\\" && /^[dDwWsS]$/.test(peek() ?? "")) {
        tests.push(escaped(take()));
        continue;
      }
      const low = codeOf(from === "\\" ? literalOf(take()) : from);
      const isRange = peek() === "-" && characters[at + 1] !== "]" && characters[at + 1] !== undefined;
      if (!isRange) {
        tests.push((code) => code === low);
        continue;
      }
      at += 1;
      const to = take();
      const high = codeOf(to === "\\" ? literalOf(take()) : to);
      if (high < low) throw new PatternFault("A range of a class goes backwards.");
      tests.push((code) => code >= low && code <= high);
    }
    at += 1;
    return (code) => tests.some((test) => test(code)) !== negated;
  }

  const tree = choice();
  if (at < characters.length) throw new PatternFault("A “)” closes no group.");
  return tree;
}

function atEnd(isThere: boolean): Tree {
  if (!isThere) throw new PatternFault("“^” and “$” stand at the ends only.");
  return { kind: "empty" };
}

const codeOf = (character: string | undefined) => character?.codePointAt(0) ?? -1;
const is = (character: string | undefined): Test => {
  const wanted = codeOf(character);
  return (code) => code === wanted;
};
const isDigit: Test = (code) => code >= 48 && code <= 57;
const isWord: Test = (code) =>
  isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
const isSpace: Test = (code) => /\s/u.test(String.fromCodePoint(code));

function escaped(character: string | undefined): Test {
  const known: Record<string, Test> = { d: isDigit, w: isWord, s: isSpace };
  const lower = character?.toLowerCase() ?? "";
  const test = /^[dws]$/.test(lower) ? known[lower] : undefined;
  if (test === undefined) return is(literalOf(character));
  return character === lower ? test : (code) => !test(code);
}

/** `\.` is a dot; a letter or digit would mean something that is not known here. */
function literalOf(character: string | undefined): string {
  const spaces: Record<string, string> = { t: "\t", n: "\n", r: "\r" };
  if (character === undefined) throw new PatternFault("The pattern ends with a “\\”.");
  if (/^[tnr]$/.test(character)) return spaces[character] ?? character;
  if (/^[a-zA-Z0-9]$/.test(character)) throw new PatternFault(`“\\${character}” is not taken.`);
  return character;
}
