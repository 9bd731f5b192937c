import type { ThreadSummary } from "@beckon/protocol";
import type { Summaries } from "./thread-list.decisions.ts";

/**
 * The threads in which a visitor has written something new to this console: what makes a sound. Before the first
 * list is there everything would be new, so nothing is.
 */
export function selectNewlyWritten(
  before: Summaries,
  after: Summaries,
  listKnown: boolean,
  sinceMs: number,
): ThreadSummary[] {
  if (!listKnown || before === after) return [];
  return [...after.values()].filter((summary) => {
    const last = summary.last_message;
    if (last === null || last.author.type !== "visitor") return false;
    const known = before.get(summary.id);
    if (known === undefined) return Date.parse(last.created_at) >= sinceMs;
    return last.number > (known.last_message?.number ?? 0);
  });
}
