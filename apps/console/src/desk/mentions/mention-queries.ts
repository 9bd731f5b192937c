import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { endpoints } from "../../http/endpoints.ts";
import { askLive } from "../../http/live-lists.ts";

const MENTIONS_A_PAGE = 30;

/** What one is mentioned in and has not read: the newest of it, and how much there is. */
export const unreadMentionsQuery = queryOptions({
  queryKey: ["mentions", "unread"],
  queryFn: () => askLive(() => endpoints.mentions.list(true, 0, 100)),
});

export const mentionsQuery = infiniteQueryOptions({
  queryKey: ["mentions", "all"],
  queryFn: ({ pageParam }) => askLive(() => endpoints.mentions.list(false, pageParam, MENTIONS_A_PAGE)),
  initialPageParam: 0,
  getNextPageParam: ({ offset, records, count }) =>
    records.length > 0 && offset + records.length < count ? offset + records.length : null,
});

/** Whom one can mention in a thread. */
export const colleaguesQuery = (threadId: string) =>
  queryOptions({
    queryKey: ["colleagues", threadId],
    queryFn: async () => (await endpoints.mentions.colleagues(threadId)).records,
  });
