import { useSyncExternalStore } from "react";
import { useDeskClient } from "../desk-provider.tsx";
import { AttachmentDraft, type DraftedAttachment } from "./attachment-draft.ts";

/** By thread, so that looking at another one in between loses nothing. */
const drafts = new Map<string, AttachmentDraft>();

/** The files that wait at a thread's composer. */
export function useAttachmentDraft(threadId: string): { draft: AttachmentDraft; files: readonly DraftedAttachment[] } {
  const client = useDeskClient();
  let draft = drafts.get(threadId);
  if (draft === undefined) {
    draft = new AttachmentDraft(() => client.makeId());
    drafts.set(threadId, draft);
  }
  return { draft, files: useSyncExternalStore(draft.subscribe, draft.getFiles) };
}
