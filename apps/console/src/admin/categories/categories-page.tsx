import type { Category } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { usePageTitle } from "../../application/page-title.ts";
import { endpoints } from "../../http/endpoints.ts";
import { categoriesQuery } from "../../http/queries.ts";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { ListPage } from "../parts/list-page.tsx";
import { notify } from "../parts/notices.tsx";
import { CategoryDialog } from "./category-dialog.tsx";
import { CategoryRow } from "./category-row.tsx";
import { flattenTree, placesAfterMove } from "./category-tree.decisions.ts";
import "./categories.css";

type Task = { kind: "none" } | { kind: "make"; parentId: string } | { kind: "edit" | "delete"; category: Category };

/** The tree of labels for conversations. */
export function CategoriesPage() {
  usePageTitle("Categories");
  const queryClient = useQueryClient();
  const categories = useQuery(categoriesQuery);
  const [task, setTask] = useState<Task>({ kind: "none" });
  const done = () => setTask({ kind: "none" });
  const all = categories.data ?? [];
  const tree = flattenTree(all);
  const refresh = () => queryClient.invalidateQueries({ queryKey: categoriesQuery.queryKey });
  const make = () => setTask({ kind: "make", parentId: "" });

  const move = async (category: Category, step: -1 | 1) => {
    const places = placesAfterMove(all, category, step);
    const placeOf = new Map(places.map(({ id, place }) => [id, place]));
    queryClient.setQueryData(categoriesQuery.queryKey, (known) =>
      known?.map((each) => ({ ...each, place: placeOf.get(each.id) ?? each.place })),
    );
    try {
      for (const { id, place } of places) await endpoints.categories.change(id, { place });
    } catch (error) {
      notify(error instanceof Error ? error.message : `“${category.label}” could not be moved.`);
    }
    await refresh();
  };
  const remove = async () => {
    if (task.kind !== "delete") return;
    await endpoints.categories.remove(task.category.id);
    notify(`“${task.category.label}” is deleted.`);
    await refresh();
  };
  return (
    <>
      <ListPage
        title="Categories"
        about="Labels for conversations, in a tree: agents choose them, and triggers give them."
        query={categories}
        textOf={({ label }) => label}
        onNew={make}
        action={
          <Button leftSection={<IconPlus size={15} />} onClick={make}>
            New category
          </Button>
        }
        empty={
          <>
            <p className="list-empty-title">No category yet</p>
            <p>Make the first one, such as Orders, and then Returns beneath it.</p>
          </>
        }
      >
        {(rows, filtered) => (
          <ul className="record-list" aria-label="Categories">
            {tree
              .filter(({ category }) => rows.includes(category))
              .map((entry) => (
                <CategoryRow
                  key={entry.category.id}
                  entry={entry}
                  hasBeneath={all.some(({ parent_id }) => parent_id === entry.category.id)}
                  filtered={filtered}
                  onMove={(step) => void move(entry.category, step)}
                  onAdd={() => setTask({ kind: "make", parentId: entry.category.id })}
                  onEdit={() => setTask({ kind: "edit", category: entry.category })}
                  onDelete={() => setTask({ kind: "delete", category: entry.category })}
                />
              ))}
          </ul>
        )}
      </ListPage>
      {(task.kind === "make" || task.kind === "edit") && (
        <CategoryDialog
          category={task.kind === "edit" ? task.category : null}
          parentId={task.kind === "make" ? task.parentId : ""}
          tree={tree}
          onClose={done}
        />
      )}
      <ConfirmDialog
        title={task.kind === "delete" ? `Delete “${task.category.label}”?` : "Delete?"}
        opened={task.kind === "delete"}
        action="Delete"
        onConfirm={remove}
        onClose={done}
      >
        <p>Conversations lose it, and it does not come back. While others stand beneath it, it stays.</p>
      </ConfirmDialog>
    </>
  );
}
