import type { Folder } from "@beckon/protocol";

const readyMade = (
  place: number,
  label: string,
  conditions: Folder["conditions"],
  sorting: Folder["sorting"] = "newest",
): Folder => ({
  // The same in every domain and for good: desks remember which one was open.
  id: `00000000-0000-8000-8000-00000000000${place}`,
  label,
  visibility: { kind: "everybody" },
  conditions,
  sorting,
  ready_made: true,
  created_at: null,
});

/** What every domain has without making it. Rows would have to be kept alike in all of them. */
export const READY_MADE_FOLDERS: readonly Folder[] = [
  readyMade(1, "Mine", { state: "open", assigned: { kind: "me" } }),
  readyMade(2, "Unassigned", { state: "open", assigned: { kind: "nobody" } }),
  readyMade(3, "Unanswered", { state: "open", answer: "awaited" }, "oldest"),
  readyMade(4, "Waiting", { state: "open", queued: true }, "oldest"),
];

/** What a condition or the visibility names, so that it can be looked up. */
export function namedIn({ conditions, visibility }: Pick<Folder, "conditions" | "visibility">): {
  field: string;
  kind: "sources" | "categories" | "tags" | "teams" | "users";
  ids: readonly string[];
}[] {
  const { source_ids = [], category_ids = [], tag_ids = [], assigned } = conditions;
  return [
    { field: "conditions.source_ids", kind: "sources", ids: source_ids },
    { field: "conditions.category_ids", kind: "categories", ids: category_ids },
    { field: "conditions.tag_ids", kind: "tags", ids: tag_ids },
    { field: "conditions.assigned", kind: "teams", ids: assigned?.kind === "team" ? [assigned.id] : [] },
    { field: "conditions.assigned", kind: "users", ids: assigned?.kind === "agent" ? [assigned.id] : [] },
    { field: "visibility.team_ids", kind: "teams", ids: visibility.kind === "teams" ? visibility.team_ids : [] },
  ];
}
