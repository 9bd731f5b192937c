import type { CustomField, MappingEntry } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { LoadFailure } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { holdsAny, useMe } from "../../application/session.ts";
import { saySource, sayTarget } from "../../desk/person/mapping-words.decisions.ts";
import { customFieldsQuery } from "../../http/queries.ts";
import { sayField } from "../custom-fields/field-draft.decisions.ts";
import { MovableRow } from "../parts/movable-row.tsx";
import { notify } from "../parts/notices.tsx";
import { inOrder } from "../parts/order.decisions.ts";
import { OrderedList } from "../parts/ordered-list.tsx";
import { RowButton } from "../parts/row-button.tsx";
import { MappingDialog } from "./mapping-dialog.tsx";
import { keyOfEntry, MAPPING_LIMIT } from "./mapping-draft.decisions.ts";
import { useCommunity } from "./use-community.ts";
import { useMappingChange } from "./use-mapping.ts";

type Task = { kind: "none" } | { kind: "add" } | { kind: "edit"; entry: MappingEntry };

/** Which extra values fill which fields of the person. */
export function MappingPage() {
  const community = useCommunity();
  usePageTitle(`Extra values · ${community.name}`);
  const mayMakeFields = holdsAny(useMe(), ["manage_custom_fields"]);
  const fields = useQuery(customFieldsQuery);
  const { attempt } = useMappingChange(community);
  const [task, setTask] = useState<Task>({ kind: "none" });
  const { extra_value_mapping: mapping } = community;
  const rows = mapping.map((entry) => ({ id: keyOfEntry(entry), label: saySource(entry.source), entry }));
  const order = (ids: readonly string[]) =>
    void attempt(
      mapping,
      inOrder(rows, ids).map(({ entry }) => entry),
    );
  const remove = async (entry: MappingEntry) => {
    const next = mapping.filter((other) => other !== entry);
    if (!(await attempt(mapping, next))) return;
    notify(`“${saySource(entry.source)}” is no longer mapped.`, async () => {
      await attempt(next, mapping);
    });
  };
  return (
    <>
      <header className="list-head">
        <div>
          <h2 className="list-title">Extra values</h2>
          <p className="list-about">
            What your website adds of its own to a visitor may fill fields of the person, where agents see it and write.
            What an agent writes stays. A change holds for everybody who is known already, soon after.
          </p>
        </div>
        {mapping.length < MAPPING_LIMIT && (
          <Button leftSection={<IconPlus size={15} />} onClick={() => setTask({ kind: "add" })}>
            Map a value
          </Button>
        )}
      </header>
      {fields.isPending && <LateRows count={3} label="Loading the custom fields" />}
      {fields.isError && <LoadFailure error={fields.error} onRetry={() => void fields.refetch()} />}
      {fields.isSuccess && rows.length === 0 && (
        <div className="list-empty">
          <p className="list-empty-title">Nothing is mapped yet</p>
          <p>
            Map the first value, such as <code>plan</code> to a custom field, or the uuid to a customer number.
            {mayMakeFields && (
              <>
                {" "}
                Fields of your own are made in <Link to="/admin/custom-fields">Custom fields</Link>.
              </>
            )}
          </p>
        </div>
      )}
      {fields.isSuccess && rows.length > 0 && (
        <>
          <OrderedList name="Mapped values" rows={rows} filtered={false} onOrder={order}>
            {({ id, label, entry }, place, move) => (
              <MovableRow
                id={id}
                label={label}
                place={place}
                movable
                muted={sayTrouble(entry, fields.data) !== null}
                onMove={move}
                actions={
                  <RowButton label={`Map ${label} no longer`} hint="Delete" onClick={() => void remove(entry)}>
                    <IconTrash size={16} />
                  </RowButton>
                }
              >
                <button type="button" className="record-label" onClick={() => setTask({ kind: "edit", entry })}>
                  {label} → {sayTarget(entry.target, fields.data)}
                </button>
                <p className="record-about">{sayTrouble(entry, fields.data) ?? sayKind(entry, fields.data)}</p>
              </MovableRow>
            )}
          </OrderedList>
          <p className="list-note">
            Where several fill one field, the first that fits does; e-mails and phones add up. A value that does not fit
            stays an extra value, and the desk says why.
          </p>
        </>
      )}
      {task.kind !== "none" && fields.isSuccess && (
        <MappingDialog
          community={community}
          fields={fields.data}
          entry={task.kind === "edit" ? task.entry : null}
          onClose={() => setTask({ kind: "none" })}
        />
      )}
    </>
  );
}

function customFieldOf({ target }: MappingEntry, fields: readonly CustomField[]): CustomField | undefined {
  return target.kind === "custom_field" ? fields.find(({ id }) => id === target.custom_field_id) : undefined;
}

/** Why nothing is mapped by an entry, whatever the value; null when there is no reason. */
function sayTrouble(entry: MappingEntry, fields: readonly CustomField[]): string | null {
  if (entry.target.kind === "field") return null;
  const field = customFieldOf(entry, fields);
  if (field === undefined) return "The custom field was deleted, so nothing is mapped. Choose another one.";
  return field.active ? null : "The custom field is not in use, so nothing is mapped until it is.";
}

function sayKind(entry: MappingEntry, fields: readonly CustomField[]): string {
  const field = customFieldOf(entry, fields);
  return field === undefined ? "A field that every person has." : `Custom field. ${sayField(field)}`;
}
