import { whenIdle } from "../controls/when-idle.ts";

/** Brings what shows a thread while nobody asks for it yet, so that the list is there first and a thread at once. */
export function preloadThread(): () => void {
  return whenIdle(() => void import("./thread-page.tsx").catch(() => undefined));
}
