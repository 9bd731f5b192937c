import { useCallback, useEffect, useRef } from "react";
import { useDeskClient } from "../desk-provider.tsx";

/** Said again this often while it goes on; the other side lets it end by itself a little later. */
const REPEAT_MS = 3_000;
const IDLE_MS = 5_000;

/** Tells the visitor that somebody types: at the first stroke, from time to time, and when it ends. */
export function useTypingSignal(threadId: string): (typing: boolean) => void {
  const client = useDeskClient();
  const saidAtMs = useRef<number | null>(null);
  const idleTimer = useRef<number | undefined>(undefined);

  const end = useCallback(() => {
    window.clearTimeout(idleTimer.current);
    if (saidAtMs.current === null) return;
    saidAtMs.current = null;
    client.setTyping(threadId, false);
  }, [client, threadId]);

  useEffect(() => end, [end]);

  return useCallback(
    (typing: boolean) => {
      if (!typing) return end();
      window.clearTimeout(idleTimer.current);
      idleTimer.current = window.setTimeout(end, IDLE_MS);
      const nowMs = Date.now();
      if (saidAtMs.current !== null && nowMs - saidAtMs.current < REPEAT_MS) return;
      saidAtMs.current = nowMs;
      client.setTyping(threadId, true);
    },
    [client, threadId, end],
  );
}
