import type { Source } from "@beckon/protocol";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { sourcesQuery } from "../../http/queries.ts";

/** The source of the address; only beneath its page, which is not shown before the source is there. */
export function useSource(): Source {
  const { sourceId } = useParams({ from: "/signed-in/admin/sources/$sourceId" });
  const sources = useQuery(sourcesQuery);
  const source = sources.data?.find(({ id }) => id === sourceId);
  if (source === undefined) throw new Error("The source is gone. Go back to the list of sources.");
  return source;
}
