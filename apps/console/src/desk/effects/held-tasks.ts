/** What this browser remembers of the tasks that somebody has, for when they come back: their ids, and nothing of what they are about. */
export function loadHeldTasks(userId: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? "[]");
    return Array.isArray(stored) ? stored.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

export function saveHeldTasks(userId: string, ids: readonly string[]): void {
  try {
    if (ids.length === 0) localStorage.removeItem(keyOf(userId));
    else localStorage.setItem(keyOf(userId), JSON.stringify(ids));
  } catch {
    // Without storage it is remembered no longer than the page lives, and what was taken meanwhile is not told.
  }
}

function keyOf(userId: string): string {
  return `beckon:desk:held:${userId}`;
}
