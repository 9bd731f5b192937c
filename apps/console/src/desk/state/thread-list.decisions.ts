import { TASK_PRIORITIES, type ThreadSummary } from "@beckon/protocol";
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

/** In the queue the higher priority, then first come first; elsewhere by the last activity. */
export type ListOrder = "newest" | "oldest" | "queue";

export interface ThreadFilter {
  sourceId: string | null;
  /** The threads of a folder; null: all of them. */
  members: ReadonlySet<string> | null;
  order: ListOrder;
  text: string;
}

/** Threads that the filter lets through, in its order. */
export function selectThreads(summaries: Summaries, filter: ThreadFilter): ThreadSummary[] {
  const words = foldText(filter.text).split(/\s+/).filter(Boolean);
  return [...summaries.values()]
    .filter((summary) => filter.sourceId === null || summary.source_id === filter.sourceId)
    .filter((summary) => filter.members === null || filter.members.has(summary.id))
    .filter((summary) => {
      if (words.length === 0) return true;
      const { name, email, company } = summary.identity;
      const text = foldText([name, email, company, summary.last_message?.preview].filter(Boolean).join(" "));
      return words.every((word) => text.includes(word));
    })
    .sort(compareBy[filter.order]);
}

function byPlace(left: ThreadSummary, right: ThreadSummary): number {
  const rank = ({ priority }: ThreadSummary) => -TASK_PRIORITIES.indexOf(priority);
  return rank(left) - rank(right) || byBeginning(left, right);
}

function byBeginning(left: ThreadSummary, right: ThreadSummary): number {
  return compareCodes(left.created_at, right.created_at) || compareCodes(left.id, right.id);
}

function byNewestActivity(left: ThreadSummary, right: ThreadSummary): number {
  return compareCodes(right.last_activity_at, left.last_activity_at) || compareCodes(right.id, left.id);
}

/** The server's times are all of one form and zone, so that they need not be read; nor need a language's rules for ids. */
function compareCodes(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

const compareBy: Readonly<Record<ListOrder, (left: ThreadSummary, right: ThreadSummary) => number>> = {
  newest: byNewestActivity,
  oldest: (left, right) => byNewestActivity(right, left),
  queue: byPlace,
};

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
 * The rows to show. Held, every row stays where it was, with its newest contents, also one that is not among the
 * threads any more (`gone`); what belongs beneath the last of them is added there. `waiting` counts the threads that
 * would come up if the order were let go.
 */
export function decideShown(
  threads: readonly ThreadSummary[],
  held: HeldOrder | null,
  order: ListOrder,
  summaries: Summaries,
): { rows: readonly ThreadSummary[]; waiting: number; gone: ReadonlySet<string> } {
  const nothing: ReadonlySet<string> = new Set();
  if (held === null) return { rows: threads, waiting: 0, gone: nothing };
  const compare = compareBy[order];
  const byId = new Map(threads.map((thread) => [thread.id, thread]));
  const kept = held.ids.flatMap((id) => byId.get(id) ?? summaries.get(id) ?? []);
  const gone = new Set(kept.filter(({ id }) => !byId.has(id)).map(({ id }) => id));
  const lowest = kept.reduce<ThreadSummary | null>(
    (least, thread) => (least === null || compare(thread, least) > 0 ? thread : least),
    null,
  );
  const beneath = threads.filter(
    (thread) => !held.activity.has(thread.id) && (lowest === null || compare(thread, lowest) > 0),
  );
  const rows = [...kept, ...beneath];
  if (rows.length === threads.length && threads.every((thread, index) => rows[index] === thread)) {
    return { rows: threads, waiting: 0, gone: nothing };
  }
  const added = new Set(beneath.map((thread) => thread.id));
  const waiting = threads.filter(
    (thread) => !added.has(thread.id) && held.activity.get(thread.id) !== thread.last_activity_at,
  ).length;
  return { rows, waiting, gone };
}
