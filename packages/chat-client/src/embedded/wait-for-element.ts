/** Calls back once there is an element with this id, now or later. Returns what ends the waiting. */
export function waitForElement(id: string, onThere: () => void): () => void {
  const look = (): boolean => {
    if (document.getElementById(id) === null) return false;
    observer.disconnect();
    onThere();
    return true;
  };
  const observer = new MutationObserver(look);
  if (!look()) observer.observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["id"] });
  return () => observer.disconnect();
}
