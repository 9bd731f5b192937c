import type { AsOf } from "@beckon/protocol";

/** Whether a list lacks nothing of what happened before changes were told: the server says of both as of when they are. */
export function isUpToDate(listed: AsOf, toldSince: AsOf): boolean {
  return listed.position >= toldSince.position && listed.sources?.join() === toldSince.sources?.join();
}
