import type { Tag } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { usePageTitle } from "../../application/page-title.ts";
import { endpoints } from "../../http/endpoints.ts";
import { tagsQuery } from "../../http/queries.ts";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { ListPage } from "../parts/list-page.tsx";
import { notify } from "../parts/notices.tsx";
import { RecordList } from "../parts/record-list.tsx";
import { TagDialog } from "./tag-dialog.tsx";
import "./tags.css";

type Task = { kind: "none" | "make" } | { kind: "edit" | "delete"; tag: Tag };

/** The marks that people and rules put on conversations. */
export function TagsPage() {
  usePageTitle("Tags");
  const queryClient = useQueryClient();
  const tags = useQuery(tagsQuery);
  const [task, setTask] = useState<Task>({ kind: "none" });
  const done = () => setTask({ kind: "none" });
  const make = () => setTask({ kind: "make" });
  const remove = async () => {
    if (task.kind !== "delete") return;
    await endpoints.tags.remove(task.tag.id);
    notify(`“${task.tag.label}” is deleted.`);
    await queryClient.invalidateQueries({ queryKey: tagsQuery.queryKey });
  };
  return (
    <>
      <ListPage
        title="Tags"
        about="Marks for conversations, without an order: agents and rules put them on."
        query={tags}
        textOf={({ label }) => label}
        onNew={make}
        action={
          <Button leftSection={<IconPlus size={15} />} onClick={make}>
            New tag
          </Button>
        }
        empty={
          <>
            <p className="list-empty-title">No tag yet</p>
            <p>Make the first one, such as VIP or Call back.</p>
          </>
        }
      >
        {(rows) => (
          <RecordList
            name="Tags"
            rows={rows}
            onDelete={(tag) => setTask({ kind: "delete", tag })}
            renderWords={(tag) => (
              <button type="button" className="record-label tag-label" onClick={() => setTask({ kind: "edit", tag })}>
                <span className="tag-colour" style={{ background: tag.colour }} aria-hidden="true" />
                {tag.label}
              </button>
            )}
          />
        )}
      </ListPage>
      {(task.kind === "make" || task.kind === "edit") && (
        <TagDialog tag={task.kind === "edit" ? task.tag : null} onClose={done} />
      )}
      <ConfirmDialog
        title={task.kind === "delete" ? `Delete “${task.tag.label}”?` : "Delete?"}
        opened={task.kind === "delete"}
        action="Delete"
        onConfirm={remove}
        onClose={done}
      >
        <p>Conversations lose it, and it does not come back.</p>
      </ConfirmDialog>
    </>
  );
}
