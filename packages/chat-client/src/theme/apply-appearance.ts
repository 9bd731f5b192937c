import type { SourceAppearance } from "@beckon/protocol";
import { decideHighlightColours } from "./colours.ts";

/** Puts the source's colour, corner and offsets on the stage; set by the CSSOM, which no policy refuses. */
export function applyAppearance(stage: HTMLElement, appearance: SourceAppearance, direction: "ltr" | "rtl"): void {
  const { surface, text, onLight, onDark } = decideHighlightColours(appearance.highlight_color);
  const set = (name: string, value: string): void => stage.style.setProperty(`--${name}`, value);
  set("highlight-color", surface);
  set("highlight-text-color", text);
  set("highlight-on-light", onLight);
  set("highlight-on-dark", onDark);
  set("offset-x", `${appearance.offset_x}px`);
  set("offset-y", `${appearance.offset_y}px`);
  const { side } = appearance;
  stage.dataset.side = side === "automatic" ? (direction === "rtl" ? "left" : "right") : side;
}
