import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import { RowButton } from "../parts/row-button.tsx";
import { DEEPEST, sayRule, type TreeEntry } from "./category-tree.decisions.ts";

interface CategoryRowProps {
  entry: TreeEntry;
  hasBeneath: boolean;
  /** Found by a word: it stands without those around it, with its path in place of its depth. */
  filtered: boolean;
  onMove: (step: -1 | 1) => void;
  onAdd: () => void;
  onEdit: () => void;
  onDelete: () => void;
}

export function CategoryRow(props: CategoryRowProps) {
  const { entry, hasBeneath, filtered, onMove, onAdd, onEdit, onDelete } = props;
  const { category, depth, path, isFirst, isLast } = entry;
  const { label, colour } = category;
  return (
    <li className="record-row category-row" data-depth={filtered ? 1 : depth}>
      <span className="category-colour" style={{ background: colour }} aria-hidden="true" />
      <div className="record-words">
        <button type="button" className="record-label" onClick={onEdit}>
          {label}
        </button>
        {/* Among the others its place shows where it stands, to those who see it. */}
        {depth > 1 && <p className={filtered ? "record-about" : "visually-hidden"}>{path.slice(0, -1).join(" › ")}</p>}
        {hasBeneath && <p className="record-about">{sayRule(category)}</p>}
      </div>
      <div className="row-actions">
        {!filtered && !isFirst && (
          <RowButton label={`Move ${label} up`} hint="Up" onClick={() => onMove(-1)}>
            <IconArrowUp size={16} />
          </RowButton>
        )}
        {!filtered && !isLast && (
          <RowButton label={`Move ${label} down`} hint="Down" onClick={() => onMove(1)}>
            <IconArrowDown size={16} />
          </RowButton>
        )}
        {depth < DEEPEST && (
          <RowButton label={`Add beneath ${label}`} hint="Add beneath" onClick={onAdd}>
            <IconPlus size={16} />
          </RowButton>
        )}
        <RowButton label={`Delete ${label}`} hint="Delete" onClick={onDelete}>
          <IconTrash size={16} />
        </RowButton>
      </div>
    </li>
  );
}
