import { Button, NativeSelect, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { fullName } from "../../controls/full-name.decisions.ts";
import { isSameDay, sayDay } from "../../controls/times.ts";
import { useNow } from "../../controls/use-now.ts";
import { useKeys } from "../../desk/keys.ts";
import { auditEventsQuery, categoriesQuery, customFieldsQuery, sourcesQuery, usersQuery } from "../../http/queries.ts";
import "../history/history.css";
import "./audit.css";
import { AuditEntry } from "./audit-entry.tsx";
import { type AuditFilter, everything, findsEverything, wantedOf } from "./audit-query.decisions.ts";
import { sayEventEntry } from "./say-event.decisions.ts";

/** Who did what to roles, rights and whatever else is watched over. */
export function AuditPage() {
  usePageTitle("Audit log");
  const { words = "" } = useSearch({ from: "/signed-in/admin/section/audit-log" });
  const [filter, setFilter] = useState({ ...everything, text: words });
  const wanted = useSettled(filter);
  const events = useInfiniteQuery({ ...auditEventsQuery(wantedOf(wanted)), placeholderData: keepPreviousData });
  const sources = useQuery(sourcesQuery);
  const categories = useQuery(categoriesQuery);
  const customFields = useQuery(customFieldsQuery);
  const nowMs = useNow(60_000);
  const records = events.data?.pages.flatMap((page) => page.records) ?? [];
  const say = sayEventEntry(
    new Map(
      [...(sources.data ?? []), ...(categories.data ?? []), ...(customFields.data ?? [])].map(({ id, label }) => [
        id,
        label,
      ]),
    ),
  );
  const isEmpty = events.isSuccess && records.length === 0;
  return (
    <>
      <header className="list-head">
        <div>
          <h2 className="list-title">Audit log</h2>
          <p className="list-about">Who did what, and when: the newest first. Nobody can change it.</p>
        </div>
      </header>
      <AuditSearch filter={filter} onChange={setFilter} />
      {events.isPending && <LateRows count={6} label="Loading the audit log" />}
      {events.isError && records.length === 0 && (
        <LoadFailure error={events.error} onRetry={() => void events.refetch()} />
      )}
      {isEmpty && findsEverything(wanted) && (
        <div className="list-empty">
          <p className="list-empty-title">Nothing has been done yet</p>
          <p>Whoever changes a role, gives one to somebody or changes a category is named here.</p>
        </div>
      )}
      {isEmpty && !findsEverything(wanted) && (
        <div className="list-empty">
          <p className="list-empty-title">Nothing found</p>
          <p>Look for another word, or for more days.</p>
          <div>
            <Button size="xs" variant="default" onClick={() => setFilter(everything)}>
              Show everything
            </Button>
          </div>
        </div>
      )}
      {records.length > 0 && (
        <ol className="history" aria-label="Events" aria-busy={events.isPlaceholderData}>
          {records.map((event, index) => {
            const before = records[index - 1];
            const isFirstOfDay = before === undefined || !isSameDay(before.created_at, event.created_at);
            return (
              <AuditEntry
                key={event.id}
                event={event}
                day={isFirstOfDay ? sayDay(event.created_at, nowMs) : null}
                say={say}
              />
            );
          })}
        </ol>
      )}
      {events.hasNextPage && (
        <Button variant="default" loading={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
          Earlier events
        </Button>
      )}
    </>
  );
}

function AuditSearch({ filter, onChange }: { filter: AuditFilter; onChange: (next: AuditFilter) => void }) {
  const users = useQuery(usersQuery);
  const field = useRef<HTMLInputElement>(null);
  useKeys({ "/": () => field.current?.focus() });
  return (
    <search className="audit-search">
      <TextInput
        ref={field}
        type="search"
        label="Words"
        placeholder="Person, action, object"
        leftSection={<IconSearch size={15} />}
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.currentTarget.value })}
      />
      <NativeSelect
        label="Done by"
        value={filter.userId}
        data={[
          { value: "", label: "Everybody" },
          ...(users.data ?? []).map((user) => ({ value: user.id, label: fullName(user) })),
        ]}
        onChange={(event) => onChange({ ...filter, userId: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="From"
        max={filter.to}
        value={filter.from}
        onChange={(event) => onChange({ ...filter, from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="Until"
        min={filter.from}
        value={filter.to}
        onChange={(event) => onChange({ ...filter, to: event.currentTarget.value })}
      />
    </search>
  );
}

/** While somebody is typing, the server is not asked for every letter. */
const SETTLING_MS = 250;

function useSettled(filter: AuditFilter): AuditFilter {
  const [settled, setSettled] = useState(filter);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(filter), SETTLING_MS);
    return () => clearTimeout(timer);
  }, [filter]);
  return settled;
}
