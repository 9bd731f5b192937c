/** A reply and a note that an agent has begun in a thread, each on its own. */
export interface Draft {
  mode: "reply" | "note";
  reply: string;
  note: string;
}

export const emptyDraft: Draft = { mode: "reply", reply: "", note: "" };

/** What this browser keeps of a draft. */
export interface KeptDraft {
  draft: Draft;
  /** The server's time of what this browser last had from it, or told it; null for never. */
  syncedAt: string | null;
  /** The server does not know this yet. */
  dirty: boolean;
}

export function isEmptyDraft({ reply, note }: Draft): boolean {
  return reply === "" && note === "";
}

/** What the composer begins with: what this browser keeps, what the server has, or nothing. */
export function chooseDraft(
  kept: Pick<KeptDraft, "syncedAt" | "dirty">,
  stored: { updated_at: string } | null,
): "local" | "server" | "nothing" {
  if (kept.dirty) return "local";
  if (stored === null) return kept.syncedAt === null ? "local" : "nothing";
  return stored.updated_at === kept.syncedAt ? "local" : "server";
}
