import { IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { RowButton } from "./row-button.tsx";

interface RecordListProps<Row> {
  name: string;
  rows: readonly Row[];
  /** The link to the record's form, and a line or two about it. */
  renderWords: (row: Row) => ReactNode;
  onDelete: (row: Row) => void;
  /** Left out: all of them. */
  canDelete?: (row: Row) => boolean;
  /** Where deleting is called otherwise. */
  deleteWord?: string;
}

/** Records that have no order of their own. */
export function RecordList<Row extends { id: string; label: string }>(props: RecordListProps<Row>) {
  const { name, rows, renderWords, onDelete, canDelete, deleteWord = "Delete" } = props;
  return (
    <ul className="record-list" aria-label={name}>
      {rows.map((row) => (
        <li key={row.id} className="record-row">
          <div className="record-words">{renderWords(row)}</div>
          {canDelete?.(row) !== false && (
            <div className="row-actions">
              <RowButton label={`${deleteWord} ${row.label}`} hint={deleteWord} onClick={() => onDelete(row)}>
                <IconTrash size={16} />
              </RowButton>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
