import fc from "fast-check";
import { expect, it } from "vitest";
import { decideHighlightColours } from "../src/catalogue/colours.ts";

/** By the definition of WCAG 2.2, from `#rgb`, `#rrggbb` or `rgb(1,2,3)`. */
function contrastOf(one: string, other: string): number {
  const luminanceOf = (colour: string): number => {
    const pairs = colour.length === 4 ? colour.replace(/[^#]/g, "$&$&") : colour;
    const channels = colour.startsWith("#")
      ? (pairs.match(/[0-9a-f]{2}/g) ?? []).map((pair) => Number.parseInt(pair, 16))
      : (colour.match(/\d+/g) ?? []).map(Number);
    const [red = 0, green = 0, blue = 0] = channels.map((channel) =>
      channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].sort((left, right) => left - right);
  return (lighter + 0.05) / (darker + 0.05);
}

it("WIN21: every colour of a source gives readable text on it, and is readable as text", () => {
  const hex = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);
  expect(contrastOf("#000", "#fff")).toBeCloseTo(21);
  fc.assert(
    fc.property(hex, (highlight) => {
      const colours = decideHighlightColours(highlight);
      expect(contrastOf(colours.surface, colours.text)).toBeGreaterThanOrEqual(4.5);
      expect(contrastOf(colours.onLight, "#ffffff")).toBeGreaterThanOrEqual(4.5);
      expect(contrastOf(colours.onDark, "#262f3a")).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

it("WIN21: keeps the colour where it is readable as it is", () => {
  expect(decideHighlightColours("#7b2d8b").surface).toBe("rgb(123,45,139)");
  expect(decideHighlightColours("#ffd400")).toMatchObject({ surface: "rgb(255,212,0)", text: "#10141b" });
});
