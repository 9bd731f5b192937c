import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { useKeys } from "../../desk/keys.ts";

interface ListPageProps<Row> {
  title: string;
  /** One sentence under the title. */
  about: ReactNode;
  query: UseQueryResult<Row[]>;
  /** What a row is found by. */
  textOf: (row: Row) => string;
  /** Makes a new one; also by the key N. */
  onNew?: () => void;
  action?: ReactNode;
  /** What to do first, when there is none yet. */
  empty: ReactNode;
  children: (rows: readonly Row[], filtered: boolean) => ReactNode;
}

/** A list with its way to find, and what stands in its place while there is none. */
export function ListPage<Row>(props: ListPageProps<Row>) {
  const { title, about, query, textOf, onNew, action, empty, children } = props;
  const [wanted, setWanted] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useKeys({ "/": () => field.current?.focus(), ...(onNew !== undefined && { n: onNew }) });
  const needle = wanted.trim().toLowerCase();
  const rows = (query.data ?? []).filter((row) => textOf(row).toLowerCase().includes(needle));
  return (
    <>
      <header className="list-head">
        <div>
          <h2 className="list-title">{title}</h2>
          <p className="list-about">{about}</p>
        </div>
        {action}
      </header>
      {query.isPending && <LateRows count={5} label={`Loading ${title.toLowerCase()}`} />}
      {query.isError && <LoadFailure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && query.data.length === 0 && <div className="list-empty">{empty}</div>}
      {query.isSuccess && query.data.length > 0 && (
        <>
          <TextInput
            ref={field}
            className="list-find"
            type="search"
            aria-label={`Find in ${title.toLowerCase()}`}
            placeholder="Find"
            leftSection={<IconSearch size={15} />}
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              setWanted("");
              event.currentTarget.blur();
            }}
          />
          {rows.length === 0 ? (
            <p className="list-empty">Nothing here has “{wanted.trim()}” in it.</p>
          ) : (
            children(rows, needle !== "")
          )}
        </>
      )}
    </>
  );
}
