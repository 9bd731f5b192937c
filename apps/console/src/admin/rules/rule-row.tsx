import type { Rule } from "@beckon/protocol";
import { useSortable } from "@dnd-kit/sortable";
import { Switch } from "@mantine/core";
import { IconGripVertical, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { KeyboardEvent } from "react";
import { RowButton } from "../parts/row-button.tsx";

interface RuleRowProps {
  rule: Rule;
  sentence: string;
  /** From 1. */
  place: number;
  movable: boolean;
  onMove: (by: number) => void;
  onSwitch: (active: boolean) => void;
  onDelete: () => void;
}

export function RuleRow({ rule, sentence, place, movable, onMove, onSwitch, onDelete }: RuleRowProps) {
  const { id, label, active } = rule;
  const sortable = useSortable({ id, disabled: !movable });
  const { setNodeRef, setActivatorNodeRef, listeners, transform, transition, isDragging } = sortable;
  const moveByKey = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const onHandle = event.target instanceof HTMLElement && event.target.classList.contains("trigger-handle");
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
      className="trigger-row"
      data-inactive={!active}
      data-dragging={isDragging}
      style={{ transform: transform === null ? undefined : `translateY(${transform.y}px)`, transition }}
      onKeyDown={moveByKey}
    >
      <button
        ref={setActivatorNodeRef}
        type="button"
        className="trigger-handle"
        aria-label={`Move ${label}, number ${place}, with the arrow keys`}
        disabled={!movable}
        {...listeners}
      >
        <IconGripVertical size={16} aria-hidden="true" />
        <span aria-hidden="true">{place}</span>
      </button>
      <div className="trigger-words">
        <Link to="/admin/rules/$ruleId" params={{ ruleId: id }} className="record-label">
          {label}
        </Link>
        <p className="trigger-sentence">{sentence}</p>
      </div>
      <div className="row-actions">
        <Switch
          size="sm"
          aria-label={`${label} is active`}
          checked={active}
          onChange={(event) => onSwitch(event.currentTarget.checked)}
        />
        <RowButton label={`Delete ${label}`} hint="Delete" onClick={onDelete}>
          <IconTrash size={16} />
        </RowButton>
      </div>
    </li>
  );
}
