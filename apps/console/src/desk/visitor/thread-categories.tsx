import type { ThreadSummary } from "@beckon/protocol";
import { MultiSelect } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { holdsAny, useMe } from "../../application/session.ts";
import { nameCategories } from "../../controls/name-categories.ts";
import { endpoints } from "../../http/endpoints.ts";
import { categoriesQuery } from "../../http/queries.ts";

/** What a thread is about. Absent while the domain has no categories. */
export function ThreadCategories({ thread }: { thread: ThreadSummary }) {
  const me = useMe();
  const { data: categories } = useQuery(categoriesQuery);
  const choose = useMutation({
    mutationFn: (ids: string[]) => endpoints.categoriseThread(thread.id, ids),
  });
  if (categories === undefined || categories.length === 0) return null;
  const known = new Set(categories.map(({ id }) => id));
  // What was chosen a moment ago stands until the thread says so itself.
  const chosen = (choose.isPending ? choose.variables : thread.category_ids).filter((id) => known.has(id));
  const names = nameCategories(categories);
  return (
    <section className="visitor-section">
      <h3>Categories</h3>
      {holdsAny(me, ["update_intervention"]) ? (
        <MultiSelect
          aria-label="Categories of the conversation"
          size="xs"
          searchable
          clearable
          placeholder={chosen.length === 0 ? "None yet" : ""}
          nothingFoundMessage="There is no such category."
          data={names}
          value={chosen}
          error={choose.error?.message}
          onChange={(ids) => choose.mutate(ids)}
        />
      ) : chosen.length === 0 ? (
        <p className="visitor-quiet">None yet.</p>
      ) : (
        <p>
          {names
            .filter(({ value }) => chosen.includes(value))
            .map(({ label }) => label)
            .join(", ")}
        </p>
      )}
    </section>
  );
}
