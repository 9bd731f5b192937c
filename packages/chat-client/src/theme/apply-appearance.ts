import type { SourceAppearance } from "@beckon/protocol";

/** Puts the source's corner and offsets on the stage; set by the CSSOM, which no policy refuses. */
export function applyAppearance(stage: HTMLElement, appearance: SourceAppearance, direction: "ltr" | "rtl"): void {
  stage.style.setProperty("--offset-x", `${appearance.offset_x}px`);
  stage.style.setProperty("--offset-y", `${appearance.offset_y}px`);
  const { side } = appearance;
  stage.dataset.side = side === "automatic" ? (direction === "rtl" ? "left" : "right") : side;
}
