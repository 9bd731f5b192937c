import type { ServerToAgent, ServerToVisitor } from "@beckon/protocol";

/** Texts live as long as the hints that they were made for. */
const texts = new WeakMap<object, string>();

/**
 * The text of the frame that a hint becomes, made once however many connections of this node send it. A hint
 * becomes one frame only: whoever makes another one of it does not come here.
 */
export function textFor(hint: object, makeFrame: () => ServerToAgent | ServerToVisitor): string {
  const known = texts.get(hint);
  if (known !== undefined) return known;
  const text = JSON.stringify(makeFrame());
  texts.set(hint, text);
  return text;
}
