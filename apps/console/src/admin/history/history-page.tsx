import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { isSameDay, sayDay } from "../../controls/times.ts";
import { useNow } from "../../controls/use-now.ts";
import { categoriesQuery, changesQuery, triggersQuery } from "../../http/queries.ts";
import { useCatalogue } from "../parts/use-catalogue.ts";
import { useSource } from "../parts/use-source.ts";
import { ChangeEntry } from "./change-entry.tsx";
import { sayEntryOf } from "./say-entry.decisions.ts";
import "./history.css";

/** Who changed what, and when; each change one click back. */
export function HistoryPage() {
  const source = useSource();
  usePageTitle(`History · ${source.label}`);
  const changes = useInfiniteQuery(changesQuery(source.id));
  const triggers = useQuery(triggersQuery(source.id));
  const categories = useQuery(categoriesQuery);
  const catalogue = useCatalogue(source.id);
  const nowMs = useNow(60_000);
  const say = sayEntryOf(
    catalogue.kind === "ready" ? catalogue.catalogue : null,
    triggers.data ?? [],
    categories.data ?? [],
  );
  const records = changes.data?.pages.flatMap((page) => page.records) ?? [];
  return (
    <>
      <header className="list-head">
        <div>
          <h2 className="list-title">History</h2>
          <p className="list-about">Every change of this source: who, when and what, and the way back.</p>
        </div>
      </header>
      {changes.isPending && <LateRows count={6} label="Loading the history" />}
      {changes.isError && records.length === 0 && (
        <LoadFailure error={changes.error} onRetry={() => void changes.refetch()} />
      )}
      {changes.isSuccess && records.length === 0 && (
        <div className="list-empty">
          <p className="list-empty-title">Nothing has been changed yet</p>
          <p>Change a setting or make a trigger: each change then stands here, and can be taken back.</p>
        </div>
      )}
      {records.length > 0 && (
        <ol className="history" aria-label="Changes">
          {records.map((change, index) => {
            const before = records[index - 1];
            const isFirstOfDay = before === undefined || !isSameDay(before.created_at, change.created_at);
            return (
              <ChangeEntry
                key={change.id}
                change={change}
                day={isFirstOfDay ? sayDay(change.created_at, nowMs) : null}
                say={say}
              />
            );
          })}
        </ol>
      )}
      {changes.hasNextPage && (
        <Button variant="default" loading={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
          Earlier changes
        </Button>
      )}
    </>
  );
}
