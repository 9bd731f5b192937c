/** Markup that may be printed as it stands. Only `html` and `trusted` make it. */
export interface Markup {
  readonly markup: string;
}

type Printable = Markup | string | number | readonly Markup[];

/** A template whose values are escaped unless they are markup themselves. */
export function html(texts: TemplateStringsArray, ...values: readonly Printable[]): Markup {
  return { markup: texts.reduce((page, text, index) => page + print(values[index - 1] ?? "") + text) };
}

/** For text that is written by us and holds no input, such as a drawing. */
export function trusted(markup: string): Markup {
  return { markup };
}

/** A value as a JavaScript literal within a script element: it can neither end the element nor start a comment in it. */
export function scriptLiteral(value: string | number | readonly unknown[]): Markup {
  const toEscape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return { markup: JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, toEscape) };
}

function print(value: Printable): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return escapeText(value);
  return "markup" in value ? value.markup : value.map(({ markup }) => markup).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
