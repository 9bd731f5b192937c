/** WCAG 2.2 AA for text. */
const READABLE_CONTRAST = 4.5;
/** Below this contrast with white, a colour is so light that darkening would make another colour of it. */
const DARKEN_FROM_CONTRAST = 3;
/** Luminance of the lightest surface that text in the colour stands on in dark mode, #262f3a, and of white. */
const DARK_SURFACE = 0.0277;
const WHITE = 1;

/** Red, green and blue from 0 to 255. */
type Rgb = readonly number[];

export interface HighlightColours {
  /** The source's colour as a surface, a little darker where white on it would not be readable. */
  surface: string;
  /** Text on that surface. */
  text: string;
  /** The colour as text on the light and on the dark background. */
  onLight: string;
  onDark: string;
}

/** Colours that are readable whatever the source chose. `highlight`: `#rrggbb`. */
export function decideHighlightColours(highlight: string): HighlightColours {
  const chosen = [1, 3, 5].map((start) => Number.parseInt(highlight.slice(start, start + 2), 16));
  const onLight = toCss(mixUntilReadable(chosen, WHITE, 0));
  const takesWhite = contrast(luminance(chosen), WHITE) >= DARKEN_FROM_CONTRAST;
  return {
    surface: takesWhite ? onLight : toCss(chosen),
    text: takesWhite ? "#fff" : "#10141b",
    onLight,
    onDark: toCss(mixUntilReadable(chosen, DARK_SURFACE, 255)),
  };
}

/** Darker (`towards` 0) or lighter (255) by as little as is needed. */
function mixUntilReadable(colour: Rgb, surface: number, towards: number): Rgb {
  for (let share = 0; ; share += 0.02) {
    const mixed = colour.map((channel) => Math.round(channel + (towards - channel) * Math.min(share, 1)));
    if (share >= 1 || contrast(luminance(mixed), surface) >= READABLE_CONTRAST) return mixed;
  }
}

/** Of two luminances. */
export function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

export function luminance(colour: Rgb): number {
  const weights = [0.2126, 0.7152, 0.0722];
  return colour.reduce((sum, channel, index) => {
    const share = channel / 255;
    const linear = share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    return sum + linear * (weights[index] ?? 0);
  }, 0);
}

/** The channels of `#rgb`, `#rrggbb`, `#rrggbbaa` or `rgb(1,2,3)`, and how much it covers. */
export function readColour(colour: string): readonly [channels: Rgb, alpha: number] {
  const pairs = colour.length === 4 ? colour.replace(/[^#]/g, "$&$&") : colour;
  if (!colour.startsWith("#")) return [(colour.match(/\d+/g) ?? []).map(Number), 1];
  const [red = 0, green = 0, blue = 0, alpha = 255] = (pairs.match(/[0-9a-f]{2}/gi) ?? []).map((pair) =>
    Number.parseInt(pair, 16),
  );
  return [[red, green, blue], alpha / 255];
}

function toCss(colour: Rgb): string {
  return `rgb(${colour})`;
}
