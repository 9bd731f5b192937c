import type { Mention } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { sayBriefly, sayFull } from "../../controls/times.ts";
import { useNow } from "../../controls/use-now.ts";
import { mentionsQuery } from "./mention-queries.ts";
import "../search/search-page.css";
import "./mentions.css";

/** The notes in which one is mentioned; those that are not read yet stand out. */
export function MentionsPage() {
  usePageTitle("Mentions");
  const mentions = useInfiniteQuery(mentionsQuery);
  const nowMs = useNow(60_000);
  const records = mentions.data?.pages.flatMap((page) => page.records) ?? [];
  return (
    <main className="desk-centre search-page" aria-label="Mentions">
      <header className="search-head">
        <Link to="/desk" className="search-back" aria-label="Back to the threads">
          <IconArrowLeft size={20} />
        </Link>
        <h1 className="mentions-title">Mentions</h1>
      </header>
      {mentions.isPending && <LateRows count={5} label="Loading mentions" />}
      {mentions.isError && <LoadFailure error={mentions.error} onRetry={() => void mentions.refetch()} />}
      {mentions.isSuccess && records.length === 0 && (
        <p className="search-nothing">
          Nobody has mentioned you yet. Colleagues do it in a note, by an @ and your name; it stands here then.
        </p>
      )}
      {records.length > 0 && (
        <div className="search-hits">
          <ul aria-label="Mentions">
            {records.map((mention) => (
              <MentionEntry key={mention.message_id} mention={mention} nowMs={nowMs} />
            ))}
          </ul>
          {mentions.hasNextPage && (
            <Button
              variant="default"
              loading={mentions.isFetchingNextPage}
              onClick={() => void mentions.fetchNextPage()}
            >
              Show more
            </Button>
          )}
        </div>
      )}
    </main>
  );
}

function MentionEntry({ mention, nowMs }: { mention: Mention; nowMs: number }) {
  const { thread_id, number, author, visitor_name, source_label, preview, created_at, read_at } = mention;
  return (
    <li>
      <Link
        to="/desk/threads/$threadId"
        params={{ threadId: thread_id }}
        search={{ message: number }}
        className="search-hit mention-entry"
        data-unread={read_at === null}
      >
        <span className="search-hit-head">
          <span className="search-hit-name truncated">{author.name}</span>
          <span className="search-hit-about truncated">
            about {visitor_name} · {source_label}
          </span>
          <time dateTime={created_at} title={sayFull(created_at)}>
            {sayBriefly(created_at, nowMs)}
          </time>
        </span>
        <span className="search-hit-text">
          {read_at === null && <span className="visually-hidden">Unread: </span>}
          {preview}
        </span>
      </Link>
    </li>
  );
}
