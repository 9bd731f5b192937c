import { useQuery } from "@tanstack/react-query";
import { sourcesQuery } from "../../http/queries.ts";

/** Absent while there is nothing to choose between. */
export function SourceFilter({
  sourceId,
  onChange,
}: {
  sourceId: string | null;
  onChange: (sourceId: string | null) => void;
}) {
  const { data: sources } = useQuery(sourcesQuery);
  if (sources === undefined || sources.length < 2) return null;
  return (
    <select
      className="source-filter"
      aria-label="Source"
      value={sourceId ?? ""}
      onChange={(event) => onChange(event.currentTarget.value === "" ? null : event.currentTarget.value)}
    >
      <option value="">All sources</option>
      {sources.map((source) => (
        <option key={source.id} value={source.id}>
          {source.label}
        </option>
      ))}
    </select>
  );
}
