/**
 * Keeps `--viewport-top` and `--viewport-height` of an element at what is visible above an on-screen
 * keyboard. A page that is pinched larger keeps its layout: that is reading, not typing. Returns the end.
 */
export function followVisualViewport(element: HTMLElement): () => void {
  const viewport = window.visualViewport;
  if (viewport === null) return () => {};
  const apply = (): void => {
    if (viewport.scale > 1.01) return;
    element.style.setProperty("--viewport-top", `${viewport.offsetTop}px`);
    element.style.setProperty("--viewport-height", `${viewport.height}px`);
  };
  const stop = new AbortController();
  viewport.addEventListener("resize", apply, { signal: stop.signal });
  viewport.addEventListener("scroll", apply, { signal: stop.signal });
  apply();
  return () => stop.abort();
}
