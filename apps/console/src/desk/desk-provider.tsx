import type { AsOf, Folder, ThreadListAnswer } from "@beckon/protocol";
import {
  type InfiniteData,
  type QueryClient,
  type QueryKey,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { announceSessionEnd } from "../application/query-client.ts";
import { isSessionAlive } from "../application/session.ts";
import { endpoints } from "../http/endpoints.ts";
import { DeskClient } from "./effects/desk-client.ts";
import { THREADS_PER_PAGE, takeFirstThreads, takeThreadsThatCame } from "./effects/first-threads.ts";
import { useNewMessageNotices } from "./effects/new-message-notices.ts";
import { atMostEvery } from "./effects/soon.ts";
import { isFolderChosen } from "./folders/chosen-folder.ts";
import { unreadMentionsQuery } from "./mentions/mention-queries.ts";
import { isUpToDate } from "./state/as-of.decisions.ts";
import type { DeskState } from "./state/desk-state.decisions.ts";
import { countUnread } from "./state/unread.decisions.ts";

/** Counting all folders is one request. */
const COUNTS_EVERY_MS = 1_500;
/** What time alone puts into a folder. */
const LOOK_AGAIN_MS = 30_000;
/** Changes come in bursts, and the list of agents is one request. */
const PEOPLE_EVERY_MS = 1_500;

const DeskContext = createContext<DeskClient | null>(null);

/** Keeps the one live connection of the console, for as long as somebody is signed in. */
export function DeskProvider({ userId, children }: { userId: string; children: ReactNode }) {
  const queryClient = useQueryClient();
  const [client] = useState(() => {
    const made = new DeskClient({
      userId,
      socketUrl: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/v1/socket`,
      isSessionAlive,
      onSessionEnded: announceSessionEnd,
      onPeopleChanged: atMostEvery(PEOPLE_EVERY_MS, () => {
        void queryClient.invalidateQueries({ queryKey: ["presence"] });
      }),
      onFoldersChanged: () => {
        void queryClient.invalidateQueries({ queryKey: ["folders"] });
        void queryClient.invalidateQueries({ queryKey: ["folder_counts"] });
      },
      onMentionsChanged: () => void queryClient.invalidateQueries({ queryKey: ["mentions"] }),
      onMessageCategorised: (threadId) =>
        void queryClient.invalidateQueries({ queryKey: ["message_categories", threadId] }),
      onWelcomed: (welcome) => refreshLiveLists(queryClient, welcome),
      onThreadErased: (threadId) => void queryClient.resetQueries({ queryKey: ["page_views", threadId] }),
    });
    takeWhatCame(made, queryClient);
    return made;
  });
  useEffect(() => {
    client.start();
    return () => client.stop();
  }, [client]);
  useEffect(() => {
    const count = () => void queryClient.invalidateQueries({ queryKey: ["folder_counts"] });
    return client.onThreadTouched(atMostEvery(COUNTS_EVERY_MS, count));
  }, [client, queryClient]);
  return (
    <DeskContext value={client}>
      <NewMessageNotices userId={userId} />
      {children}
    </DeskContext>
  );
}

/** Lives beside the pages, so that a new message is heard on each of them. */
function NewMessageNotices({ userId }: { userId: string }) {
  const client = useDeskClient();
  const { isSuccess } = useThreadPages(null, null);
  const { data: mentions = 0 } = useQuery({ ...unreadMentionsQuery, select: ({ count }) => count });
  useNewMessageNotices(client, userId, isSuccess, useUnreadThreadCount() + mentions);
  return null;
}

export function useDeskClient(): DeskClient {
  const client = useContext(DeskContext);
  if (client === null) throw new Error("The desk is used outside of its provider.");
  return client;
}

/** Reads a part of the desk's state. The selector returns parts of the state as they are, or primitives. */
export function useDesk<Part>(select: (state: DeskState) => Part): Part {
  const client = useDeskClient();
  return useSyncExternalStore(client.subscribe, () => select(client.getState()));
}

export function useUnreadThreadCount(): number {
  return useDesk((state) => {
    let count = 0;
    for (const summary of state.summaries.values()) {
      if (countUnread(summary, state.transcripts.get(summary.id)) > 0) count += 1;
    }
    return count;
  });
}

function keyOfThreads(sourceId: string | null, folder: Folder | null) {
  return ["threads", sourceId, folder?.id ?? null, folder?.conditions ?? null] as const;
}

/** What of a page the query keeps. */
function notePage(answer: ThreadListAnswer, askedAtMs: number) {
  return {
    askedAtMs,
    ids: answer.records.map(({ id }) => id),
    nextOffset: answer.offset + answer.records.length,
    count: answer.count,
    asOf: answer.as_of,
  };
}

type ListedPages = InfiniteData<ReturnType<typeof notePage>>;

/** Besides threads. */
const LIVE_LISTS = [
  "message_categories",
  "mentions",
  "folders",
  "folder_counts",
  "presence",
  "tasks",
  "drafts",
  "page_views",
] as const;

/** Asks anew for each list that may lack something that happened before changes were told. */
function refreshLiveLists(queryClient: QueryClient, welcome: { toldSince: AsOf; wereHeld: boolean }): void {
  for (const [queryKey, listed] of queryClient.getQueriesData<ListedPages>({ queryKey: ["threads"] })) {
    // What belongs to a folder changes with more than its threads.
    const isOfFolder = queryKey[2] !== null;
    const lacks = listed?.pages.some(({ asOf }) => !isUpToDate(asOf, welcome.toldSince)) ?? false;
    if (isOfFolder || lacks) void askAnew(queryClient, queryKey);
  }
  for (const name of LIVE_LISTS) {
    const waited = welcome.wereHeld && !(name === "folders" && isFolderChosen());
    if (waited) void queryClient.invalidateQueries({ queryKey: [name] });
    else void askAnew(queryClient, [name]);
  }
}

/** Also where the first answer is still under way: it would be taken as good. */
async function askAnew(queryClient: QueryClient, queryKey: QueryKey): Promise<void> {
  await queryClient.cancelQueries({ queryKey }, { silent: true });
  await queryClient.invalidateQueries({ queryKey });
}

/** The inbox's first page, when it is there before anything is drawn: then the first picture has its rows. */
function takeWhatCame(client: DeskClient, queryClient: QueryClient): void {
  const first = takeThreadsThatCame();
  if (first === null) return;
  client.takeThreads(first.threads.records);
  const pages = { pages: [notePage(first.threads, first.atMs)], pageParams: [0] };
  queryClient.setQueryData(keyOfThreads(null, null), pages, { updatedAt: first.atMs });
}

/**
 * Fetches the threads page by page into the desk's state, where live changes arrive too. The query itself keeps
 * only how far it got, and which threads were listed.
 */
export function useThreadPages(sourceId: string | null, folder: Folder | null) {
  const client = useDeskClient();
  return useInfiniteQuery({
    queryKey: keyOfThreads(sourceId, folder),
    initialPageParam: 0,
    refetchInterval: folder?.conditions.silent_minutes === undefined ? false : LOOK_AGAIN_MS,
    queryFn: async ({ pageParam }) => {
      const isFirst = sourceId === null && folder === null && pageParam === 0;
      const early = isFirst ? takeFirstThreads() : null;
      const askedAtMs = early?.atMs ?? Date.now();
      const ask = () => endpoints.threads(sourceId, folder?.id ?? null, pageParam, THREADS_PER_PAGE);
      let answer = await (early?.answer ?? ask());
      const toldSince = client.getToldSince();
      // It was read before the live connection was there, and came after it.
      if (toldSince !== null && !isUpToDate(answer.as_of, toldSince)) answer = await ask();
      client.takeThreads(answer.records);
      return notePage(answer, askedAtMs);
    },
    getNextPageParam: (last) => (last.ids.length > 0 && last.nextOffset < last.count ? last.nextOffset : undefined),
  });
}
