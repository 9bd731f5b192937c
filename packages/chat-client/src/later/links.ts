export type TextPiece = { kind: "text"; text: string } | { kind: "link"; text: string; href: string };

/**
 * Addresses in running text: `http(s)://…`, `www.…`, `mailto:…` and plain e-mail addresses. Characters that
 * turn the direction of writing are no part of an address: they would let it show another one than it opens.
 */
const ADDRESS =
  /\b(?:https?:\/\/|www\.)[^\s<>"'`\u200e\u200f\u202a-\u202e\u2066-\u2069]+|\b(?:mailto:)?[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/giu;

/** Splits a body into text and links, in order; joined again, the pieces' texts are the body. */
export function splitLinks(body: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of body.matchAll(ADDRESS)) {
    const text = trimEnd(match[0]);
    const href = toHref(text);
    if (href === null) continue;
    if (match.index > end) pieces.push({ kind: "text", text: body.slice(end, match.index) });
    pieces.push({ kind: "link", text, href });
    end = match.index + text.length;
  }
  if (end < body.length) pieces.push({ kind: "text", text: body.slice(end) });
  return pieces;
}

/** Only what a browser opens harmlessly. An address with a user name in it can pass for another site's. */
function toHref(text: string): string | null {
  if (/^(https?:|www\.)/i.test(text)) {
    const address = /^www/i.test(text) ? `https://${text}` : text;
    try {
      const url = new URL(address);
      return url.username === "" && /^https?:$/.test(url.protocol) ? url.href : null;
    } catch {
      return null;
    }
  }
  return /^mailto:/i.test(text) ? text : `mailto:${text}`;
}

/** Punctuation at the end belongs to the sentence, and so does a bracket that was opened before the address. */
function trimEnd(text: string): string {
  let trimmed = text;
  for (;;) {
    const last = trimmed.at(-1) ?? "";
    const opening = { ")": "(", "]": "[", "}": "{" }[last];
    const unbalanced = opening !== undefined && trimmed.split(opening).length < trimmed.split(last).length;
    if (!unbalanced && !/[.,;:!?*_~…。，、]$/u.test(trimmed)) return trimmed;
    trimmed = trimmed.slice(0, -1);
  }
}
