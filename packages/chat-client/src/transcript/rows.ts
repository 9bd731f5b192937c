import { isSameDay } from "../text/time-labels.ts";
import type { Entry, Sender } from "./entries.ts";

export type TranscriptRow =
  | { kind: "time"; key: string; atMs: number }
  | { kind: "new_messages"; key: string }
  /** `first` and `last` of a block: a run of one sender that nothing interrupts. */
  | { kind: "message"; key: string; entry: Entry; first: boolean; last: boolean };

const BLOCK_GAP_MS = 5 * 60_000;
const SEPARATOR_GAP_MS = 30 * 60_000;

/**
 * The transcript as rows: a time wherever a day begins or the talk paused for half an hour, a line before
 * the first message of others beyond `newAfterNumber`, and messages in blocks by sender.
 */
export function arrangeRows(entries: readonly Entry[], newAfterNumber: number | null): TranscriptRow[] {
  const rows: TranscriptRow[] = [];
  const firstNew = newAfterNumber === null ? undefined : entries.find((entry) => isNew(entry, newAfterNumber));
  let before: (TranscriptRow & { kind: "message" }) | undefined;
  for (const entry of entries) {
    const follows = before !== undefined && !isPause(before.entry, entry);
    const joins = before !== undefined && follows && entry !== firstNew && isOneBlock(before.entry, entry);
    if (before && joins) before.last = false;
    if (entry === firstNew) rows.push({ kind: "new_messages", key: "new" });
    if (!follows) rows.push({ kind: "time", key: `time-${entry.id}`, atMs: entry.atMs });
    before = { kind: "message", key: entry.id, entry, first: !joins, last: true };
    rows.push(before);
  }
  return rows;
}

function isNew({ sender, number }: Entry, afterNumber: number): boolean {
  return sender.kind !== "visitor" && number !== null && number > afterNumber;
}

function isPause(one: Entry, other: Entry): boolean {
  return other.atMs - one.atMs > SEPARATOR_GAP_MS || !isSameDay(one.atMs, other.atMs);
}

/** Of two without a pause between them. A failed message stands alone, so that what can be done about it stands beneath it. */
function isOneBlock(one: Entry, other: Entry): boolean {
  return (
    isSameSender(one.sender, other.sender) && other.atMs - one.atMs <= BLOCK_GAP_MS && one.delivery?.kind !== "failed"
  );
}

function isSameSender(one: Sender, other: Sender): boolean {
  if (one.kind === "company" && other.kind === "company") return one.id === other.id && one.name === other.name;
  return one.kind === other.kind && one.kind === "visitor";
}
