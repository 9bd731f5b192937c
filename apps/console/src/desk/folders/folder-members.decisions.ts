/** A part of a folder as the server listed it. */
export interface ListedPage {
  /** When it was asked for: what was found out later is newer. */
  askedAtMs: number;
  ids: readonly string[];
}

/** What the server said of single threads. */
export type Judgements = ReadonlyMap<string, { belongs: boolean; askedAtMs: number }>;

/**
 * The threads of a folder: those that were listed, and what was asked about single ones since. The answer that was asked
 * for last counts, in whatever order they arrive.
 */
export function decideMembers(pages: readonly ListedPage[], judgements: Judgements): ReadonlySet<string> {
  const members = new Set<string>();
  for (const { ids, askedAtMs } of pages) {
    for (const id of ids) {
      const judged = judgements.get(id);
      if (judged === undefined || judged.askedAtMs < askedAtMs || judged.belongs) members.add(id);
    }
  }
  const listedAtMs = pages[0]?.askedAtMs;
  if (listedAtMs === undefined) return members;
  for (const [id, { belongs, askedAtMs }] of judgements) if (belongs && askedAtMs >= listedAtMs) members.add(id);
  return members;
}

/** The answer about some threads, beside what was known. */
export function addJudgements(
  known: Judgements,
  asked: readonly string[],
  belonging: ReadonlySet<string>,
  askedAtMs: number,
): Judgements {
  const next = new Map(known);
  for (const id of asked) {
    if ((next.get(id)?.askedAtMs ?? 0) <= askedAtMs) next.set(id, { belongs: belonging.has(id), askedAtMs });
  }
  return next;
}

/** What stands beside a folder's name. The server counts no further than `limit`. */
export function sayCount(count: number, limit: number): string {
  return count >= limit ? `${limit - 1}+` : String(count);
}
