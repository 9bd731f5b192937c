import type { MessageHit, PersonHit, SearchHit } from "@beckon/protocol";
import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconArrowLeft, IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { LoadFailure, Message } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { holdsAny, useMe } from "../../application/session.ts";
import { Avatar } from "../../controls/avatar.tsx";
import { Snippet } from "../../controls/snippet.tsx";
import { sayBriefly, sayFull } from "../../controls/times.ts";
import { useNow } from "../../controls/use-now.ts";
import { endpoints } from "../../http/endpoints.ts";
import { sayWhoWrote } from "./say-hit.ts";
import "./search-page.css";

const HITS_A_PAGE = 30;
/** The server counts no further. */
const COUNT_LIMIT = 1_000;
const TYPING_PAUSE_MS = 200;

const kinds = [
  ["message", "Messages"],
  ["person", "People"],
] as const;

/** All hits of a kind. What is looked for stands in the address. */
export function SearchPage() {
  usePageTitle("Search");
  const me = useMe();
  const navigate = useNavigate();
  const { q = "", kind = "message" } = useSearch({ from: "/signed-in/desk/search" });
  const [typed, setTyped] = useState(q);
  const [settled] = useDebouncedValue(typed.trim(), TYPING_PAUSE_MS);
  const go = (next: { q: string; kind: SearchHit["kind"] }) =>
    void navigate({
      to: "/desk/search",
      search: { ...(next.q !== "" && { q: next.q }), ...(next.kind === "person" && { kind: next.kind }) },
      replace: true,
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address follows what is typed, and nothing else.
  useEffect(() => go({ q: settled, kind }), [settled]);
  // What the palette asks for while the page is open.
  useEffect(() => setTyped(q), [q]);
  if (!holdsAny(me, ["search_contents"])) {
    return (
      <main className="desk-centre">
        <Message title="Not for your role">Your role does not let you search. Ask an administrator.</Message>
      </main>
    );
  }
  return (
    <main className="desk-centre search-page" aria-label="Search">
      <header className="search-head">
        <Link to="/desk" className="search-back" aria-label="Back to the threads">
          <IconArrowLeft size={20} />
        </Link>
        <h1 className="visually-hidden">Search</h1>
        <TextInput
          className="search-field"
          type="search"
          aria-label="Search messages and people"
          placeholder="Words of a message, a name, an address, a number"
          leftSection={<IconSearch size={16} />}
          data-autofocus
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </header>
      <fieldset className="search-kinds" aria-label="What to search">
        {kinds.map(([value, label]) => (
          <button key={value} type="button" aria-pressed={kind === value} onClick={() => go({ q, kind: value })}>
            {label}
          </button>
        ))}
      </fieldset>
      {q === "" ? (
        <p className="search-nothing">Write a few letters. Every word has to be there, in any order.</p>
      ) : (
        <Hits key={`${kind} ${q}`} q={q} kind={kind} />
      )}
    </main>
  );
}

function Hits({ q, kind }: { q: string; kind: SearchHit["kind"] }) {
  const hits = useInfiniteQuery({
    queryKey: ["search", kind, q],
    queryFn: ({ pageParam }) => endpoints.search<SearchHit>(kind, q, pageParam, HITS_A_PAGE),
    initialPageParam: 0,
    getNextPageParam: ({ offset, records, limit }) => (records.length === limit ? offset + limit : null),
    // Yesterday's answer is not today's: what was erased is not shown again.
    gcTime: 0,
    staleTime: 0,
  });
  if (hits.isPending) return <LateRows count={6} label="Searching" />;
  if (hits.isError) return <LoadFailure error={hits.error} onRetry={() => void hits.refetch()} />;
  const records = hits.data.pages.flatMap((page) => page.records);
  const count = hits.data.pages[0]?.count ?? 0;
  if (records.length === 0) {
    return (
      <p className="search-nothing">
        Nothing has “{q}” in it. Try fewer words, or the beginning of one, or look among the{" "}
        {kind === "message" ? "people" : "messages"}.
      </p>
    );
  }
  return (
    <div className="search-hits">
      <p className="search-count" role="status">
        {count >= COUNT_LIMIT
          ? `More than ${COUNT_LIMIT.toLocaleString()} hits`
          : count === 1
            ? "1 hit"
            : `${count} hits`}
      </p>
      <ul aria-label="Hits">
        {records.map((hit) =>
          hit.kind === "message" ? (
            <MessageEntry key={hit.id} hit={hit} />
          ) : (
            <PersonEntry key={hit.identity.id} hit={hit} />
          ),
        )}
      </ul>
      {hits.hasNextPage && (
        <Button variant="default" loading={hits.isFetchingNextPage} onClick={() => void hits.fetchNextPage()}>
          Show more
        </Button>
      )}
    </div>
  );
}

function MessageEntry({ hit }: { hit: MessageHit }) {
  const nowMs = useNow(60_000);
  return (
    <li>
      <Link
        to="/desk/threads/$threadId"
        params={{ threadId: hit.thread_id }}
        search={{ message: hit.number }}
        className="search-hit"
      >
        <span className="search-hit-head">
          <span className="search-hit-name truncated">{hit.visitor_name}</span>
          <span className="search-hit-about truncated">{sayWhoWrote(hit)}</span>
          <time dateTime={hit.created_at} title={sayFull(hit.created_at)}>
            {sayBriefly(hit.created_at, nowMs)}
          </time>
        </span>
        <span className="search-hit-text">
          <Snippet parts={hit.snippet} />
        </span>
      </Link>
    </li>
  );
}

function PersonEntry({ hit }: { hit: PersonHit }) {
  const { identity, snippet, thread_id } = hit;
  const words = (
    <>
      <Avatar name={identity.name} size={32} online={false} />
      <span className="search-hit-name truncated">{identity.name}</span>
      <span className="search-hit-text truncated">
        {thread_id === null ? "No conversation yet" : <Snippet parts={snippet} />}
      </span>
    </>
  );
  return (
    <li>
      {thread_id === null ? (
        <div className="search-hit search-person">{words}</div>
      ) : (
        <Link
          to="/desk/threads/$threadId"
          params={{ threadId: thread_id }}
          search={{}}
          className="search-hit search-person"
        >
          {words}
        </Link>
      )}
    </li>
  );
}
