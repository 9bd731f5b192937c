import { useQuery } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { endpoints } from "../../http/endpoints.ts";
import { unreadMentionsQuery } from "./mention-queries.ts";

/** Tells the server what one has seen of a thread, when one is mentioned there. What fails is told with the next look. */
export function useReadMentions(threadId: string): (number: number) => void {
  const { data } = useQuery(unreadMentionsQuery);
  const told = useRef(0);
  const numbers = (data?.records ?? []).filter(({ thread_id }) => thread_id === threadId).map(({ number }) => number);
  const first = numbers.length === 0 ? null : Math.min(...numbers);
  return useCallback(
    (number: number) => {
      if (first === null || number < first || number <= told.current) return;
      told.current = number;
      endpoints.mentions.read(threadId, number).catch(() => {
        told.current = 0;
      });
    },
    [threadId, first],
  );
}
