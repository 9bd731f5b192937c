/** SCSS without comments and texts, each of their characters a blank, so that positions stay. */
export function withoutTexts(source: string): string {
  return source.replace(/\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, (found) =>
    found.replace(/[^\n]/g, " "),
  );
}

/** Which of the known variables the source sets for all of it: outside of every block, or with `!global`. */
export function findSetVariables(source: string, known: readonly string[]): string[] {
  const code = withoutTexts(source);
  const found = new Set<string>();
  let depth = 0;
  let readTo = 0;
  for (const match of code.matchAll(/\$([\w-]+)\s*:([^;{}]*)/g)) {
    for (const character of code.slice(readTo, match.index)) {
      if (character === "{") depth += 1;
      else if (character === "}") depth -= 1;
      else if (character === "(") depth += 1;
      else if (character === ")") depth -= 1;
    }
    readTo = match.index;
    // Sass takes both for the same.
    const name = (match[1] ?? "").replaceAll("_", "-");
    if (known.includes(name) && (depth === 0 || /!global\b/.test(match[2] ?? ""))) found.add(name);
  }
  return [...found];
}

/** The line, from 1, at which a text first stands; null when it does not. */
export function lineOf(source: string, text: string): number | null {
  const index = text === "" ? -1 : source.toLowerCase().indexOf(text.toLowerCase());
  return index === -1 ? null : source.slice(0, index).split("\n").length;
}
