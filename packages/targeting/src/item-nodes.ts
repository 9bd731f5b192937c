/** An item's markup as the browser builds it, node by node: a text, or an element with its attributes and content. */
export type ItemNode = string | ItemElement;
export type ItemElement = readonly [name: string, attributes: Readonly<Record<string, string>>, ...content: ItemNode[]];

/** What an item may hold: text and drawings. Whatever is not named here is left out with all that is in it. */
const ELEMENTS =
  /^(a|abbr|article|aside|b|bd[io]|blockquote|br|button|caption|cite|code|d[dlt]|del|details|div|em|fig(caption|ure)|footer|h[1-6]|header|hr|i|img|ins|kbd|li|main|mark|nav|[ou]l|p|pre|q|s|samp|section|small|span|strong|su[bp]|summary|table|t(body|[dhr]|foot|head|ime)|u|wbr|svg|g|defs|path|circle|ellipse|line|poly(gon|line)|rect|clipPath|mask|(linear|radial)Gradient|stop)$/;

/** Without content and without an end. */
const EMPTY = /^(br|hr|img|input|link|meta|base|wbr|embed|source|track|area|col)$/;

/** Of the elements above no other attribute runs, fetches or submits anything. */
const REFUSED_ATTRIBUTES = /^(on|style|form|is$|xml|xlink)|set$/;

/** Addresses that lead somewhere: of the web, of mail and telephone, pictures in place, and relative ones. */
const ADDRESS = /^(https?:|mailto:|tel:|data:image\/|[^:]*$)/i;

/** Names that drawings write with capitals; markup may have them without. */
const DRAWING_NAMES = new Map(
  "clipPath linearGradient radialGradient viewBox gradientUnits gradientTransform spreadMethod preserveAspectRatio"
    .split(" ")
    .map((name) => [name.toLowerCase(), name]),
);

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

const TOKEN = /<!--[\s\S]*?-->|<(\/?)([a-z][^\s/>]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>|[^<]+|</gi;
const ATTRIBUTE = /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g;

const codePoint = (code: number): string => (code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : "");

const decode = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi, (whole, decimal, hexadecimal, name) =>
    name ? (ENTITIES[name] ?? whole) : codePoint(decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16)),
  );

const properCase = (name: string): string => DRAWING_NAMES.get(name.toLowerCase()) ?? name.toLowerCase();

const attributesOf = (written: string): Record<string, string> => {
  const attributes: [string, string][] = [];
  for (const [, name = "", double, single, bare] of written.matchAll(ATTRIBUTE)) {
    const value = decode(double ?? single ?? bare ?? "");
    const isAddress = /^(href|src)$/i.test(name);
    // Browsers drop control characters and blanks out of an address before they read it.
    const leads = !isAddress || ADDRESS.test([...value].filter((character) => character > " ").join(""));
    if (leads && /^[a-z][\w-]*$/i.test(name) && !REFUSED_ATTRIBUTES.test(name.toLowerCase()))
      attributes.push([properCase(name), value]);
  }
  return Object.fromEntries(attributes);
};

/**
 * Reads markup, and leaves out what an item may not hold: scripts, handlers, styles, forms, addresses that run. It gives
 * nodes and no text that would be read as markup once more, so whatever it makes of strange input is harmless.
 */
export const itemNodes = (html: string): readonly ItemNode[] => {
  const root: [string, Record<string, string>, ...ItemNode[]] = ["", {}];
  const open = [root];
  for (const [token, end, name, rest = ""] of html.matchAll(TOKEN)) {
    const inner = open.at(-1) ?? root;
    if (name === undefined) {
      if (!token.startsWith("<!--")) inner.push(decode(token));
      continue;
    }
    const proper = properCase(name);
    if (end) {
      const place = open.findLastIndex(([of]) => of === proper);
      if (place > 0) open.length = place;
      continue;
    }
    const element: typeof root = [proper, attributesOf(rest)];
    if (ELEMENTS.test(proper)) inner.push(element);
    if (!EMPTY.test(proper) && !rest.endsWith("/")) open.push(element);
  }
  const [, , ...nodes] = root;
  return nodes;
};
