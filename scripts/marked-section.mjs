import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./paths.mjs";

/**
 * Keeps a generated part of a document: what stands between `<!-- NAME:start -->` and `<!-- NAME:end -->`.
 * With `write` it is replaced, else compared. Resolves to the complaint, or to undefined when all is well.
 */
export async function keepSection(document, name, content, { write, command }) {
  const path = join(root, document);
  const text = await readFile(path, "utf8").catch(() => "");
  const [before, rest] = split(text, `<!-- ${name}:start -->`);
  const [, after] = split(rest, `<!-- ${name}:end -->`);
  if (after === undefined) return `${document} lacks the marks <!-- ${name}:start --> and <!-- ${name}:end -->.`;
  const wanted = `${before}<!-- ${name}:start -->\n\n${content}\n\n<!-- ${name}:end -->${after}`;
  if (text === wanted) return undefined;
  if (!write) return `${document}: the part ${name} is out of date; \`${command}\` renews it.`;
  await writeFile(path, wanted);
  return undefined;
}

function split(text, mark) {
  const at = text?.indexOf(mark) ?? -1;
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}
