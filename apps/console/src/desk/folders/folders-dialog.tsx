import type { Folder } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "../../admin/parts/confirm-dialog.tsx";
import { FormDialog } from "../../admin/parts/form-dialog.tsx";
import { MovableRow } from "../../admin/parts/movable-row.tsx";
import { notify } from "../../admin/parts/notices.tsx";
import { inOrder } from "../../admin/parts/order.decisions.ts";
import { OrderedList } from "../../admin/parts/ordered-list.tsx";
import { RowButton } from "../../admin/parts/row-button.tsx";
import { useOptimisticChange } from "../../admin/parts/use-optimistic-change.ts";
import { holdsAny, useMe } from "../../application/session.ts";
import { endpoints } from "../../http/endpoints.ts";
import { FolderDialog } from "./folder-dialog.tsx";
import { freshFolder } from "./folder-draft.decisions.ts";
import { foldersQuery } from "./folder-queries.ts";
import "../../admin/parts/lists.css";

/** The order of the folders that one may change, and what each means. */
export function FoldersDialog({ onClose }: { onClose: () => void }) {
  const me = useMe();
  const queryClient = useQueryClient();
  const { queryKey } = foldersQuery;
  const { data: folders = [] } = useQuery(foldersQuery);
  const [changing, setChanging] = useState<Parameters<typeof FolderDialog>[0]["folder"] | null>(null);
  const [leaving, setLeaving] = useState<Folder | null>(null);
  const made = folders.filter(({ ready_made }) => !ready_made);
  const own = made.filter(({ visibility }) => visibility.kind === "own");
  const shared = made.filter(({ visibility }) => visibility.kind !== "own");

  const attempt = useOptimisticChange<Folder[]>(foldersQuery);
  const order = (ids: readonly string[]) =>
    attempt(
      (known) => [
        ...known.filter(({ id }) => !ids.includes(id)),
        ...inOrder(
          known.filter(({ id }) => ids.includes(id)),
          ids,
        ),
      ],
      () => endpoints.folders.order(ids),
    );
  const remove = async () => {
    if (leaving === null) return;
    await endpoints.folders.remove(leaving.id);
    notify(`“${leaving.label}” is deleted.`);
    await queryClient.invalidateQueries({ queryKey });
  };
  if (changing !== null) return <FolderDialog folder={changing} onClose={() => setChanging(null)} />;
  const part = (title: string, rows: readonly Folder[]) => (
    <>
      <h3 className="folders-part">{title}</h3>
      <OrderedList name={title} rows={rows} filtered={false} onOrder={(ids) => void order(ids)}>
        {(folder, place, move) => (
          <MovableRow
            id={folder.id}
            label={folder.label}
            place={place}
            movable={rows.length > 1}
            muted={false}
            onMove={move}
            actions={
              <RowButton label={`Delete ${folder.label}`} hint="Delete" onClick={() => setLeaving(folder)}>
                <IconTrash size={16} />
              </RowButton>
            }
          >
            <button type="button" className="record-label" onClick={() => setChanging(folder)}>
              {folder.label}
            </button>
            {folder.visibility.kind === "teams" && <span className="record-about">For teams</span>}
          </MovableRow>
        )}
      </OrderedList>
    </>
  );
  return (
    <FormDialog title="Folders" onClose={onClose}>
      {holdsAny(me, ["manage_folders"]) && shared.length > 0 && part("Shared", shared)}
      {own.length > 0 && part("Your own", own)}
      {made.length === 0 && (
        <p className="folders-none">
          A folder holds what fits its conditions, for as long as it does: the orders that nobody answered for an hour,
          or what is tagged VIP.
        </p>
      )}
      <div className="dialog-foot">
        <Button
          leftSection={<IconPlus size={15} />}
          data-autofocus={made.length === 0}
          onClick={() => setChanging(freshFolder(null, null))}
        >
          New folder
        </Button>
      </div>
      <ConfirmDialog
        title={`Delete “${leaving?.label ?? ""}”?`}
        opened={leaving !== null}
        action="Delete"
        onConfirm={remove}
        onClose={() => setLeaving(null)}
      >
        <p>
          The conversations in it stay where they are.
          {leaving?.visibility.kind !== "own" && " It goes for everybody who sees it."}
        </p>
      </ConfirmDialog>
    </FormDialog>
  );
}
