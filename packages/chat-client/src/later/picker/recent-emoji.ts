/** Two rows of them at most. */
const KEPT_COUNT = 14;

/** What was picked, newest first, each once; as a kept text, separated by spaces as the groups' are. */
export function addRecent(recent: string, picked: string): string {
  const others = recent.split(" ").filter((emoji) => emoji !== "" && emoji !== picked);
  return [picked, ...others].slice(0, KEPT_COUNT).join(" ");
}
