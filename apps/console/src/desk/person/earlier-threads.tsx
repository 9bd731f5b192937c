import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { sayBriefly, sayFull } from "../../controls/times.ts";
import { useNow } from "../../controls/use-now.ts";
import { endpoints } from "../../http/endpoints.ts";
import { PERSON } from "./use-person.ts";

const THREADS_A_PAGE = 10;

/** The other threads of the person, by whichever of their identities; as far as one may read them. */
export function EarlierThreads({ groupId, threadId }: { groupId: string; threadId: string }) {
  const nowMs = useNow(30_000);
  const threads = useInfiniteQuery({
    queryKey: [PERSON, "threads", groupId],
    queryFn: ({ pageParam }) => endpoints.persons.threads(groupId, pageParam, THREADS_A_PAGE),
    initialPageParam: 0,
    getNextPageParam: ({ offset, records, count }) =>
      records.length > 0 && offset + records.length < count ? offset + records.length : null,
  });
  const others = (threads.data?.pages ?? []).flatMap(({ records }) => records).filter(({ id }) => id !== threadId);
  return (
    <section className="visitor-section" aria-label="Other threads">
      <h3>Other threads</h3>
      {threads.isPending && <LateRows count={2} label="Loading the threads" />}
      {threads.isError && <LoadFailure error={threads.error} onRetry={() => void threads.refetch()} />}
      {threads.isSuccess && others.length === 0 && <p className="visitor-quiet">This is the first one.</p>}
      <ol className="visitor-pages">
        {others.map((thread) => (
          <li key={thread.id} className="visitor-page">
            <Link to="/desk/threads/$threadId" params={{ threadId: thread.id }} search={{}} className="truncated">
              {thread.last_message?.preview || thread.source_label}
            </Link>
            <time
              dateTime={thread.last_activity_at}
              title={`${thread.source_label}, ${sayFull(thread.last_activity_at)}`}
            >
              {sayBriefly(thread.last_activity_at, nowMs)}
            </time>
          </li>
        ))}
      </ol>
      {threads.hasNextPage && (
        <Button
          size="compact-xs"
          variant="subtle"
          loading={threads.isFetchingNextPage}
          onClick={() => void threads.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </section>
  );
}
