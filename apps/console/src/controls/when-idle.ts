/** Does what nobody waits for once there is nothing else to do. Returns what calls it off. */
export function whenIdle(work: () => void): () => void {
  // Safari knows no idle time.
  if (typeof window.requestIdleCallback !== "function") {
    const timer = window.setTimeout(work, 1_000);
    return () => window.clearTimeout(timer);
  }
  const callback = window.requestIdleCallback(work, { timeout: 2_000 });
  return () => window.cancelIdleCallback(callback);
}
