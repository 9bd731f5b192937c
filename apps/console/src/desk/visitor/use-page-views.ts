import type { PageView } from "@beckon/protocol";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { endpoints } from "../../http/endpoints.ts";
import { askLive } from "../../http/live-lists.ts";
import { useDesk } from "../desk-provider.tsx";

const none: readonly PageView[] = [];

/** The pages that the thread's visitor has viewed, newest first; pages viewed from now on are added as they come. */
export function usePageViews(threadId: string): readonly PageView[] {
  const queryClient = useQueryClient();
  const { data } = useQuery({
    queryKey: ["page_views", threadId],
    queryFn: async () => (await askLive(() => endpoints.pageViews(threadId))).records,
  });
  const current = useDesk((state) => state.presences.get(threadId)?.visited?.page_view ?? null);
  const known = data !== undefined;
  useEffect(() => {
    if (current === null || !known) return;
    queryClient.setQueryData<PageView[]>(["page_views", threadId], (views = []) =>
      views.some((view) => view.id === current.id) ? views : [current, ...views],
    );
  }, [current, known, queryClient, threadId]);
  return data ?? none;
}
