import type { Source } from "@beckon/protocol";
import { IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { LoadFailure } from "../application/message-pages.tsx";
import { LateRows } from "../application/page-skeleton.tsx";
import { usePageTitle } from "../application/page-title.ts";
import { sourcesQuery } from "../http/queries.ts";
import { modeNames, stateNames } from "./source-words.ts";

export function SourcesPage() {
  usePageTitle("Sources");
  const sources = useQuery(sourcesQuery);
  return (
    <>
      <header className="list-head">
        <div>
          <h2 className="list-title">Sources</h2>
          <p className="list-about">
            Each source is one chat on a website, with its own code to include and its own look.
          </p>
        </div>
      </header>
      {sources.isPending && <LateRows count={3} label="Loading sources" />}
      {sources.isError && <LoadFailure error={sources.error} onRetry={() => void sources.refetch()} />}
      {sources.isSuccess && sources.data.length === 0 && (
        <p className="admin-empty">There is no source yet. Create the first one with POST /api/v1/sources.</p>
      )}
      {sources.isSuccess && sources.data.length > 0 && (
        <ul className="source-list" aria-label="Sources">
          {sources.data.map((source) => (
            <SourceRow key={source.id} source={source} />
          ))}
        </ul>
      )}
    </>
  );
}

function SourceRow({ source }: { source: Source }) {
  return (
    <li>
      <Link to="/admin/sources/$sourceId" params={{ sourceId: source.id }} className="source-row">
        <span className="source-color" style={{ background: source.appearance.highlight_color }} aria-hidden="true" />
        <span className="source-names">
          <span className="source-label truncated">{source.label}</span>
          <span className="source-token truncated">{source.token}</span>
        </span>
        <span className="source-mode">{modeNames[source.mode]}</span>
        <span className="source-state" data-state={source.state}>
          {stateNames[source.state]}
        </span>
        <IconChevronRight size={16} aria-hidden="true" />
      </Link>
    </li>
  );
}
