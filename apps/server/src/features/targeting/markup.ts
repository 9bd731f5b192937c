import sanitizeHtml from "sanitize-html";

const TEXT_TAGS =
  "a abbr article aside b bdi bdo blockquote br button caption cite code dd del details div dl dt em figcaption figure " +
  "footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small span strong sub " +
  "summary sup table tbody td tfoot th thead time tr u ul wbr";
/** Shapes only: nothing that holds HTML again (foreignObject, title) or fetches (use, image, style). */
const DRAWING_TAGS =
  "svg g defs path circle ellipse line polygon polyline rect clippath mask lineargradient radialgradient stop";

const DRAWING_ATTRIBUTES =
  "viewbox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points offset transform fill fill-opacity fill-rule " +
  "clip-path clip-rule mask opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin " +
  "stroke-miterlimit stroke-opacity stroke-width stop-color stop-opacity gradientunits gradienttransform spreadmethod " +
  "preserveaspectratio vector-effect focusable xmlns";

const EVERYWHERE = "id class title role lang dir tabindex hidden aria-* data-*".split(" ");

const drawingTags = DRAWING_TAGS.split(" ");
const allowedAttributes: Record<string, string[]> = {
  "*": EVERYWHERE,
  a: ["href", "target", "rel"],
  img: ["src", "alt", "width", "height", "loading", "decoding"],
  button: ["type", "disabled"],
  details: ["open"],
  ol: ["start", "reversed"],
  td: ["colspan", "rowspan"],
  th: ["colspan", "rowspan", "scope"],
  time: ["datetime"],
  ...Object.fromEntries(drawingTags.map((tag) => [tag, DRAWING_ATTRIBUTES.split(" ")])),
};

/**
 * An item's HTML without anything that runs, fetches or submits: what is not on the list goes, its text stays.
 * `style` attributes go too, because websites with a strict Content-Security-Policy refuse them; items have a
 * style sheet. The browser filters again before it shows it.
 */
export function sanitiseMarkup(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: [...TEXT_TAGS.split(" "), ...drawingTags],
    allowedAttributes,
    allowedSchemes: ["https", "http", "mailto", "tel"],
    allowedSchemesByTag: { img: ["https", "data"] },
    allowProtocolRelative: false,
    disallowedTagsMode: "discard",
    nestingLimit: 50,
    transformTags: {
      a: (tagName, attributes) => ({ tagName, attribs: { ...attributes, rel: "noopener noreferrer" } }),
      button: (tagName, attributes) => ({ tagName, attribs: { ...attributes, type: "button" } }),
      "*": (tagName, attributes) => ({ tagName, attribs: withoutOutsideReferences(attributes) }),
    },
  });
}

/** In drawings `url(…)` may point to a gradient or mask of the same markup, and nowhere else. */
function withoutOutsideReferences(attributes: Record<string, string>): Record<string, string> {
  const isInside = (value: string) =>
    !/url\(|\\/i.test(value) || /^url\(\s*["']?#[\w-]+["']?\s*\)$/i.test(value.trim());
  const drawing = new Set(DRAWING_ATTRIBUTES.split(" "));
  return Object.fromEntries(
    Object.entries(attributes).filter(([name, value]) => !drawing.has(name) || isInside(value)),
  );
}
