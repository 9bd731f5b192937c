import type { Category, Condition, Trigger } from "@beckon/protocol";
import type { FullCatalogue } from "../parts/use-catalogue.ts";
import { sayCondition } from "../triggers/say-trigger.decisions.ts";
import type { SayEntry } from "./diff.decisions.ts";

/** Says ids by the labels of what they stand for, as far as it still exists, and conditions as sentences. */
export function sayEntryOf(
  catalogue: FullCatalogue | null,
  triggers: readonly Trigger[],
  categories: readonly Category[],
): SayEntry {
  const labelled = [...triggers, ...categories, ...(catalogue?.items ?? []), ...(catalogue?.automaticMessages ?? [])];
  const labels = new Map(labelled.map(({ id, label }) => [id, label]));
  return (field, entry) => {
    if (field === "conditions" && isCondition(entry)) return sayCondition(entry, catalogue?.customVariables ?? []);
    if (typeof entry !== "string") return null;
    if (field === "holdout_share") return null;
    const label = labels.get(entry);
    if (label !== undefined) return `“${label}”`;
    return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(entry) ? "something that is gone" : null;
  };
}

/** The server's promise for entries of `conditions`; looked at only as far as words are made of it. */
function isCondition(entry: unknown): entry is Condition {
  return typeof entry === "object" && entry !== null && "criterion" in entry && "operator" in entry;
}
