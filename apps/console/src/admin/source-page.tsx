import { IconArrowLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useParams } from "@tanstack/react-router";
import { LoadFailure, Message } from "../application/message-pages.tsx";
import { LateRows } from "../application/page-skeleton.tsx";
import { sourcesQuery } from "../http/queries.ts";
import { SourceNavigation } from "./source-navigation.tsx";

/** What surrounds everything that belongs to one source. */
export function SourcePage() {
  const { sourceId } = useParams({ from: "/signed-in/admin/sources/$sourceId" });
  const sources = useQuery(sourcesQuery);
  const source = sources.data?.find((entry) => entry.id === sourceId);
  return (
    <div className="source-page">
      <header className="source-head">
        <Link to="/admin" className="admin-back">
          <IconArrowLeft size={14} /> Sources
        </Link>
        {source !== undefined && <h1 className="source-title truncated">{source.label}</h1>}
      </header>
      {sources.isPending && <LateRows count={8} label="Loading the source" />}
      {sources.isError && source === undefined && (
        <LoadFailure error={sources.error} onRetry={() => void sources.refetch()} />
      )}
      {sources.isSuccess && source === undefined && (
        <Message title="No such source">It may have been removed, or the address was mistyped.</Message>
      )}
      {source !== undefined && (
        <>
          <SourceNavigation sourceId={source.id} />
          <div className="source-content">
            <Outlet />
          </div>
        </>
      )}
    </div>
  );
}
