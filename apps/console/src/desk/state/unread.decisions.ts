import type { ThreadSummary } from "@beckon/protocol";
import type { Transcript } from "./transcript.decisions.ts";

/** Unread messages of a thread; none as soon as they were read here, before the server's next summary says so. */
export function countUnread(summary: ThreadSummary, transcript: Transcript | undefined): number {
  const readHere = transcript?.agentReadNumber ?? 0;
  return readHere >= summary.last_number ? 0 : summary.unread_count;
}
