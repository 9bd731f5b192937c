import type { ThreadSummary } from "@beckon/protocol";
import { useQuery } from "@tanstack/react-query";
import { tagsQuery } from "../../http/queries.ts";
import "./tags.css";

/** A thread's tags, in the order of their labels. */
export function TagChips({ thread: { tag_ids } }: { thread: ThreadSummary }) {
  const { data: tags = [] } = useQuery({ ...tagsQuery, enabled: tag_ids.length > 0 });
  return tags
    .filter(({ id }) => tag_ids.includes(id))
    .map(({ id, label, colour }) => (
      <span key={id} className="tag-chip" style={{ "--tag-colour": colour }}>
        {label}
      </span>
    ));
}
