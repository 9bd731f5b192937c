import type { ThreadFolder, ThreadSummary } from "@beckon/protocol";
import { foldText } from "./fold-text.decisions.ts";

export type Summaries = ReadonlyMap<string, ThreadSummary>;

/** Keeps the newer of two summaries of one thread, however they arrived. */
export function putSummaries(summaries: Summaries, arrived: readonly ThreadSummary[]): Summaries {
  const newer = arrived.filter((summary) => {
    const known = summaries.get(summary.id);
    return known === undefined || summary.revision > known.revision;
  });
  if (newer.length === 0) return summaries;
  const next = new Map(summaries);
  for (const summary of newer) {
    const known = next.get(summary.id);
    if (known === undefined || summary.revision > known.revision) next.set(summary.id, summary);
  }
  return next;
}

export interface ThreadFilter {
  sourceId: string | null;
  folder: ThreadFolder | null;
  /** Whose folders they are. */
  userId: string;
  text: string;
}

/** The folder's rule, as the server lists it. */
export function isInFolder({ live }: ThreadSummary, folder: ThreadFolder | null, userId: string): boolean {
  switch (folder) {
    case null:
      return true;
    case "waiting":
      return live?.state === "waiting";
    case "mine":
      return live?.state === "connected" && live.agent?.id === userId;
  }
}

/** Threads that the filter lets through, newest activity first; those that wait, first come first. */
export function selectThreads(summaries: Summaries, filter: ThreadFilter): ThreadSummary[] {
  const words = foldText(filter.text).split(/\s+/).filter(Boolean);
  return [...summaries.values()]
    .filter((summary) => filter.sourceId === null || summary.source_id === filter.sourceId)
    .filter((summary) => isInFolder(summary, filter.folder, filter.userId))
    .filter((summary) => {
      if (words.length === 0) return true;
      const { name, email, company } = summary.identity;
      const text = foldText([name, email, company, summary.last_message?.preview].filter(Boolean).join(" "));
      return words.every((word) => text.includes(word));
    })
    .sort(filter.folder === "waiting" ? byBeginning : byNewestActivity);
}

function byBeginning(left: ThreadSummary, right: ThreadSummary): number {
  return left.created_at.localeCompare(right.created_at) || left.id.localeCompare(right.id);
}

function byNewestActivity(left: ThreadSummary, right: ThreadSummary): number {
  const difference = Date.parse(right.last_activity_at) - Date.parse(left.last_activity_at);
  return difference !== 0 ? difference : right.id.localeCompare(left.id);
}

/** An order that is held while the pointer is over the list, and what each thread's activity was when it was taken. */
export interface HeldOrder {
  ids: readonly string[];
  activity: ReadonlyMap<string, string>;
}

export function holdOrder(threads: readonly ThreadSummary[]): HeldOrder {
  return {
    ids: threads.map((thread) => thread.id),
    activity: new Map(threads.map((thread) => [thread.id, thread.last_activity_at])),
  };
}

/**
 * The rows to show. Held, every row stays where it was, with its newest contents; what belongs beneath the last of
 * them is added there. `waiting` counts the threads that would come up if the order were let go.
 */
export function decideShown(
  threads: readonly ThreadSummary[],
  held: HeldOrder | null,
): { rows: readonly ThreadSummary[]; waiting: number } {
  if (held === null) return { rows: threads, waiting: 0 };
  const byId = new Map(threads.map((thread) => [thread.id, thread]));
  const kept = held.ids.flatMap((id) => byId.get(id) ?? []);
  const lowest = kept.reduce<ThreadSummary | null>(
    (least, thread) => (least === null || byNewestActivity(thread, least) > 0 ? thread : least),
    null,
  );
  const beneath = threads.filter(
    (thread) => !held.activity.has(thread.id) && (lowest === null || byNewestActivity(thread, lowest) > 0),
  );
  const rows = [...kept, ...beneath];
  if (!threads.some((thread, index) => rows[index] !== thread)) return { rows: threads, waiting: 0 };
  const added = new Set(beneath.map((thread) => thread.id));
  const waiting = threads.filter(
    (thread) => !added.has(thread.id) && held.activity.get(thread.id) !== thread.last_activity_at,
  ).length;
  return { rows, waiting };
}
