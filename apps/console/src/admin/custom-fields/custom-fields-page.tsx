import type { CustomField } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { usePageTitle } from "../../application/page-title.ts";
import { endpoints } from "../../http/endpoints.ts";
import { customFieldsQuery } from "../../http/queries.ts";
import { ConfirmDialog } from "../parts/confirm-dialog.tsx";
import { ListPage } from "../parts/list-page.tsx";
import { notify } from "../parts/notices.tsx";
import { RowButton } from "../parts/row-button.tsx";
import { FieldDialog } from "./field-dialog.tsx";
import { placesAfterMove, sayField } from "./field-draft.decisions.ts";

type Task = { kind: "none" } | { kind: "make" } | { kind: "edit" | "delete"; field: CustomField };

/** What the domain wants to know of its visitors beside what everybody wants to know. */
export function CustomFieldsPage() {
  usePageTitle("Custom fields");
  const queryClient = useQueryClient();
  const fields = useQuery(customFieldsQuery);
  const [task, setTask] = useState<Task>({ kind: "none" });
  const done = () => setTask({ kind: "none" });
  const all = fields.data ?? [];
  const refresh = () => queryClient.invalidateQueries({ queryKey: customFieldsQuery.queryKey });
  const make = () => setTask({ kind: "make" });
  const move = async (field: CustomField, step: -1 | 1) => {
    try {
      for (const { id, place } of placesAfterMove(all, field, step)) await endpoints.customFields.change(id, { place });
    } catch (error) {
      notify(error instanceof Error ? error.message : `“${field.label}” could not be moved.`);
    }
    await refresh();
  };
  const remove = async () => {
    if (task.kind !== "delete") return;
    await endpoints.customFields.remove(task.field.id);
    notify(`“${task.field.label}” is deleted.`);
    await refresh();
  };
  return (
    <>
      <ListPage
        title="Custom fields"
        about="What you want to know of visitors beside their names and addresses. Agents write it at the desk, programs by the API, and extra values of your website may fill it."
        query={fields}
        textOf={({ label }) => label}
        onNew={make}
        action={
          <Button leftSection={<IconPlus size={15} />} onClick={make}>
            New custom field
          </Button>
        }
        empty={
          <>
            <p className="list-empty-title">No custom field yet</p>
            <p>Make the first one, such as a customer number or the plan that somebody has.</p>
          </>
        }
      >
        {(rows, filtered) => (
          <ul className="record-list" aria-label="Custom fields">
            {rows.map((field) => {
              const { id, label, active } = field;
              return (
                <li key={id} className="record-row">
                  <div className="record-words">
                    <button type="button" className="record-label" onClick={() => setTask({ kind: "edit", field })}>
                      {label}
                    </button>
                    <p className="record-about">{active ? sayField(field) : `Not in use. ${sayField(field)}`}</p>
                  </div>
                  <div className="row-actions">
                    {!filtered && id !== all[0]?.id && (
                      <RowButton label={`Move ${label} up`} hint="Up" onClick={() => void move(field, -1)}>
                        <IconArrowUp size={16} />
                      </RowButton>
                    )}
                    {!filtered && id !== all.at(-1)?.id && (
                      <RowButton label={`Move ${label} down`} hint="Down" onClick={() => void move(field, 1)}>
                        <IconArrowDown size={16} />
                      </RowButton>
                    )}
                    <RowButton
                      label={`Delete ${label}`}
                      hint="Delete"
                      onClick={() => setTask({ kind: "delete", field })}
                    >
                      <IconTrash size={16} />
                    </RowButton>
                  </div>
                </li>
              );
            })}
          </ul>
        )}
      </ListPage>
      {(task.kind === "make" || task.kind === "edit") && (
        <FieldDialog field={task.kind === "edit" ? task.field : null} onClose={done} />
      )}
      <ConfirmDialog
        title={task.kind === "delete" ? `Delete “${task.field.label}”?` : "Delete?"}
        opened={task.kind === "delete"}
        action="Delete"
        onConfirm={remove}
        onClose={done}
      >
        <p>Its values go with it, for good. To keep them, take it out of use instead.</p>
      </ConfirmDialog>
    </>
  );
}
