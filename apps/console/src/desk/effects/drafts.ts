/** What an agent has begun to write in a thread, kept in this browser: a reply and a note, each on its own. */
export interface Draft {
  mode: "reply" | "note";
  reply: string;
  note: string;
}

const emptyDraft: Draft = { mode: "reply", reply: "", note: "" };

export function loadDraft(userId: string, threadId: string): Draft {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(draftKey(userId, threadId)) ?? "null");
    if (typeof value !== "object" || value === null) return emptyDraft;
    const stored: Partial<Record<keyof Draft, unknown>> = value;
    return {
      mode: stored.mode === "note" ? "note" : "reply",
      reply: typeof stored.reply === "string" ? stored.reply : "",
      note: typeof stored.note === "string" ? stored.note : "",
    };
  } catch {
    return emptyDraft;
  }
}

export function saveDraft(userId: string, threadId: string, draft: Draft): void {
  try {
    const key = draftKey(userId, threadId);
    if (draft.reply === "" && draft.note === "") localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Without storage the draft lasts as long as the page.
  }
}

function draftKey(userId: string, threadId: string): string {
  return `beckon:desk:draft:${userId}:${threadId}`;
}
