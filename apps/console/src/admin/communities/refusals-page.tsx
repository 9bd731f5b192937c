import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { sayFull } from "../../controls/times.ts";
import { refusalsQuery, sourcesQuery } from "../../http/queries.ts";
import { useCommunity } from "./use-community.ts";

/** Visitors who were not let in as whom the website said. They were told nothing of the reason; here it stands. */
export function RefusalsPage() {
  const community = useCommunity();
  usePageTitle(`Refusals · ${community.name}`);
  const refusals = useInfiniteQuery(refusalsQuery(community.id));
  const sources = useQuery(sourcesQuery);
  const records = refusals.data?.pages.flatMap((page) => page.records) ?? [];
  const sourceName = (id: string) => sources.data?.find((source) => source.id === id)?.label ?? "a source that is gone";
  return (
    <>
      <header className="list-head">
        <div>
          <h2 className="list-title">Refusals</h2>
          <p className="list-about">
            Visitors who were not let in as whom the website said, and why. The newest first.
          </p>
        </div>
        <Button variant="default" loading={refusals.isRefetching} onClick={() => void refusals.refetch()}>
          Look again
        </Button>
      </header>
      {refusals.isPending && <LateRows count={5} label="Loading the refusals" />}
      {refusals.isError && records.length === 0 && (
        <LoadFailure error={refusals.error} onRetry={() => void refusals.refetch()} />
      )}
      {refusals.isSuccess && records.length === 0 && (
        <div className="list-empty">
          <p className="list-empty-title">Nobody was refused</p>
          <p>When a token does not hold, the reason stands here. Visitors are not bothered with it.</p>
        </div>
      )}
      {records.length > 0 && (
        <ol className="record-list refusals" aria-label="Refusals">
          {records.map(({ id, code, message, kid, source_id, occurred_at }) => (
            <li key={id} className="record-row">
              <div className="record-words">
                <p>{message}</p>
                <p className="record-about">
                  <time dateTime={occurred_at}>{sayFull(occurred_at)}</time> · {sourceName(source_id)} ·{" "}
                  <code>{code}</code>
                  {kid !== null && (
                    <>
                      {" "}
                      · key <code>{kid}</code>
                    </>
                  )}
                </p>
              </div>
            </li>
          ))}
        </ol>
      )}
      {refusals.hasNextPage && (
        <Button variant="default" loading={refusals.isFetchingNextPage} onClick={() => void refusals.fetchNextPage()}>
          Earlier ones
        </Button>
      )}
    </>
  );
}
