/** Brings what shows a thread while nobody asks for it yet, so that the list is there first and a thread at once. */
export function preloadThread(): () => void {
  const load = () => void import("./thread-page.tsx").catch(() => undefined);
  // Safari knows no idle time.
  if (typeof window.requestIdleCallback !== "function") {
    const timer = window.setTimeout(load, 1_000);
    return () => window.clearTimeout(timer);
  }
  const callback = window.requestIdleCallback(load, { timeout: 2_000 });
  return () => window.cancelIdleCallback(callback);
}
