import { type Draft, emptyDraft, isEmptyDraft, type KeptDraft } from "../state/draft-choice.decisions.ts";

const nothing: KeptDraft = { draft: emptyDraft, syncedAt: null, dirty: false };

/** What this browser keeps of a thread's draft. */
export function loadDraft(userId: string, threadId: string): KeptDraft {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(draftKey(userId, threadId)) ?? "null");
    if (typeof value !== "object" || value === null) return nothing;
    const stored: Partial<Record<keyof Draft | "syncedAt" | "dirty", unknown>> = value;
    return {
      draft: {
        mode: stored.mode === "note" ? "note" : "reply",
        reply: typeof stored.reply === "string" ? stored.reply : "",
        note: typeof stored.note === "string" ? stored.note : "",
      },
      syncedAt: typeof stored.syncedAt === "string" ? stored.syncedAt : null,
      // One that was kept before the server kept any is not known there.
      dirty: stored.dirty !== false,
    };
  } catch {
    return nothing;
  }
}

export function saveDraft(userId: string, threadId: string, { draft, syncedAt, dirty }: KeptDraft): void {
  try {
    const key = draftKey(userId, threadId);
    if (isEmptyDraft(draft) && !dirty) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ ...draft, syncedAt, dirty }));
  } catch {
    // Without storage the draft lasts as long as the page, and on the server.
  }
}

function draftKey(userId: string, threadId: string): string {
  return `beckon:desk:draft:${userId}:${threadId}`;
}
