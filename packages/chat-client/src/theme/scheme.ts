import type { ColorScheme } from "@beckon/protocol";

/** Keeps `data-scheme` and colour scheme of an element at `light` or `dark`; `auto` follows the visitor's system. Returns the end. */
export function followScheme(element: HTMLElement, scheme: ColorScheme): () => void {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = (): void => {
    element.dataset.scheme = element.style.colorScheme =
      scheme === "auto" ? (system.matches ? "dark" : "light") : scheme;
  };
  apply();
  if (scheme !== "auto") return () => {};
  system.addEventListener("change", apply);
  return () => system.removeEventListener("change", apply);
}
