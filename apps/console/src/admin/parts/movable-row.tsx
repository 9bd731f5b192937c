import { useSortable } from "@dnd-kit/sortable";
import { IconGripVertical } from "@tabler/icons-react";
import type { KeyboardEvent, ReactNode } from "react";

interface MovableRowProps {
  id: string;
  label: string;
  /** From 1. */
  place: number;
  movable: boolean;
  /** It has no turn, whether switched off or hidden behind another. */
  muted: boolean;
  onMove: (by: number) => void;
  /** What it says. */
  children: ReactNode;
  actions: ReactNode;
}

/** A row of an OrderedList, with the handle by which it is moved. */
export function MovableRow({ id, label, place, movable, muted, onMove, children, actions }: MovableRowProps) {
  const { setNodeRef, setActivatorNodeRef, listeners, transform, transition, isDragging } = useSortable({
    id,
    disabled: !movable,
  });
  const moveByKey = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const onHandle = event.target instanceof HTMLElement && event.target.classList.contains("row-handle");
    if (by === undefined || !movable || !(event.altKey || onHandle)) return;
    event.preventDefault();
    const focused = event.target;
    onMove(by);
    // The row is moved within the list, which takes the focus from it.
    requestAnimationFrame(() => focused instanceof HTMLElement && focused.focus());
  };
  return (
    <li
      ref={setNodeRef}
      className="ordered-row"
      data-muted={muted}
      data-dragging={isDragging}
      style={{ transform: transform === null ? undefined : `translateY(${transform.y}px)`, transition }}
      onKeyDown={moveByKey}
    >
      <button
        ref={setActivatorNodeRef}
        type="button"
        className="row-handle"
        aria-label={`Move ${label}, number ${place}, with the arrow keys`}
        disabled={!movable}
        {...listeners}
      >
        <IconGripVertical size={16} aria-hidden="true" />
        <span aria-hidden="true">{place}</span>
      </button>
      <div className="row-words">{children}</div>
      <div className="row-actions">{actions}</div>
    </li>
  );
}
