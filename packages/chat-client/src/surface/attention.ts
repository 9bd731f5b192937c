/** Whether somebody can be looking at this page: it is visible and has the focus. */
export function hasAttention(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

/** Calls back when that may have changed. Returns the unsubscription. */
export function watchAttention(listener: () => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  document.addEventListener("visibilitychange", listener, { signal });
  window.addEventListener("focus", listener, { signal });
  window.addEventListener("blur", listener, { signal });
  return () => stop.abort();
}
