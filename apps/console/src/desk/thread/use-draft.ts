import type { AgentDraft } from "@beckon/protocol";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useMe } from "../../application/session.ts";
import { endpoints } from "../../http/endpoints.ts";
import { draftsQuery } from "../../http/queries.ts";
import { loadDraft, saveDraft } from "../effects/drafts.ts";
import { chooseDraft, type Draft, emptyDraft, isEmptyDraft } from "../state/draft-choice.decisions.ts";

/** Long enough that a sentence is one request, short enough that walking to another computer takes longer. */
const TELL_AFTER_MS = 1_000;

/** A thread's draft: kept in this browser at each stroke, and told to the server when the hand rests or leaves the thread. */
export function useDraft(threadId: string): [Draft, (next: Draft) => void] {
  const me = useMe();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(() => loadDraft(me.id, threadId).draft);
  const { data: stored } = useQuery(draftsQuery);
  const timer = useRef<number | undefined>(undefined);
  const touched = useRef(false);

  useEffect(() => {
    // What somebody is writing does not change under their hands.
    if (stored === undefined || touched.current) return;
    const kept = loadDraft(me.id, threadId);
    const there = stored.find(({ thread_id }) => thread_id === threadId) ?? null;
    const chosen = chooseDraft(kept, there);
    if (chosen === "local") {
      if (kept.dirty) void tell(queryClient, me.id, threadId);
      return;
    }
    const next = there === null ? emptyDraft : { mode: there.mode, reply: there.reply, note: there.note };
    saveDraft(me.id, threadId, { draft: next, syncedAt: there?.updated_at ?? null, dirty: false });
    setDraft(next);
  }, [stored, me.id, threadId, queryClient]);

  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
      if (touched.current) void tell(queryClient, me.id, threadId);
    },
    [me.id, threadId, queryClient],
  );

  const change = useCallback(
    (next: Draft) => {
      touched.current = true;
      setDraft(next);
      saveDraft(me.id, threadId, { draft: next, syncedAt: loadDraft(me.id, threadId).syncedAt, dirty: true });
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void tell(queryClient, me.id, threadId), TELL_AFTER_MS);
    },
    [me.id, threadId, queryClient],
  );
  return [draft, change];
}

/** Tells the server what this browser keeps. What fails stays dirty, and is told when the thread is opened again. */
async function tell(queryClient: QueryClient, userId: string, threadId: string): Promise<void> {
  const { draft, dirty } = loadDraft(userId, threadId);
  if (!dirty) return;
  let told: AgentDraft;
  try {
    told = await endpoints.putDraft(threadId, draft);
  } catch {
    return;
  }
  const now = loadDraft(userId, threadId);
  const isSame = now.draft.mode === draft.mode && now.draft.reply === draft.reply && now.draft.note === draft.note;
  const syncedAt = isEmptyDraft(draft) ? null : told.updated_at;
  saveDraft(userId, threadId, { draft: now.draft, syncedAt, dirty: !isSame });
  queryClient.setQueryData(draftsQuery.queryKey, (known) => {
    const others = known?.filter(({ thread_id }) => thread_id !== threadId);
    return isEmptyDraft(draft) ? others : [told, ...(others ?? [])];
  });
}
