import type { Folder } from "@beckon/protocol";
import { useEffect, useMemo, useState } from "react";
import { endpoints } from "../../http/endpoints.ts";
import { useDeskClient } from "../desk-provider.tsx";
import { atMostEvery } from "../effects/soon.ts";
import { addJudgements, decideMembers, type Judgements, type ListedPage } from "./folder-members.decisions.ts";

/** Changes come in bursts; a row that is late by so much is late for nobody. */
const ASK_EVERY_MS = 700;
const ASKED_AT_ONCE = 100;

/**
 * The threads of a folder, live: the server, which alone knows what belongs to it, is asked about each thread that has
 * changed. Null for all threads.
 */
export function useFolderMembers(folder: Folder | null, pages: readonly ListedPage[]): ReadonlySet<string> | null {
  const client = useDeskClient();
  const [judgements, setJudgements] = useState<Judgements>(new Map());
  const folderId = folder?.id ?? null;
  const meaning = JSON.stringify(folder?.conditions);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another meaning makes what was said of the threads void.
  useEffect(() => {
    if (folderId === null) return;
    const changed = new Set<string>();
    let isAsking = false;
    let isGone = false;
    const ask = async () => {
      if (isAsking || isGone || changed.size === 0) return;
      const asked = [...changed].slice(0, ASKED_AT_ONCE);
      for (const id of asked) changed.delete(id);
      const askedAtMs = Date.now();
      isAsking = true;
      try {
        const { records } = await endpoints.threadsOfFolder(folderId, asked);
        if (isGone) return;
        client.takeThreads(records);
        const belonging = new Set(records.map(({ id }) => id));
        setJudgements((known) => addJudgements(known, asked, belonging, askedAtMs));
      } catch {
        // Asked again with the next change; a new connection lists all anew.
        for (const id of asked) changed.add(id);
        return;
      } finally {
        isAsking = false;
      }
      if (changed.size > 0) soon();
    };
    const soon = atMostEvery(ASK_EVERY_MS, () => void ask());
    const stop = client.onThreadTouched((threadId) => {
      changed.add(threadId);
      soon();
    });
    return () => {
      isGone = true;
      stop();
      setJudgements(new Map());
    };
  }, [client, folderId, meaning]);
  return useMemo(() => (folderId === null ? null : decideMembers(pages, judgements)), [folderId, pages, judgements]);
}
