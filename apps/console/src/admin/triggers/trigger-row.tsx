import type { Trigger } from "@beckon/protocol";
import { useSortable } from "@dnd-kit/sortable";
import { Switch } from "@mantine/core";
import { IconAlertTriangle, IconCopy, IconGripVertical, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { KeyboardEvent } from "react";
import { RowButton } from "../parts/row-button.tsx";
import { type Catalogue, sayTrigger } from "./say-trigger.decisions.ts";

interface TriggerRowProps {
  trigger: Trigger;
  /** From 1. */
  place: number;
  movable: boolean;
  /** It never has its turn. */
  hidden: boolean;
  catalogue: Catalogue;
  isCatalogueKnown: boolean;
  onMove: (by: number) => void;
  onSwitch: (active: boolean) => void;
  onDuplicate: () => void;
  onDelete: () => void;
}

export function TriggerRow(props: TriggerRowProps) {
  const { trigger, place, movable, hidden, catalogue, isCatalogueKnown, onMove } = props;
  const { id, source_id: sourceId, label, active, problems, after, only_if_agents_available, holdout_share } = trigger;
  const { setNodeRef, setActivatorNodeRef, listeners, transform, transition, isDragging } = useSortable({
    id,
    disabled: !movable,
  });
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
  const notes = [
    only_if_agents_available && "only if agents are available",
    after.once_per_visit && "once per visit",
    after.no_other_trigger && "no other after it",
    holdout_share > 0 && `${Math.round(holdout_share * 1_000) / 10} % held out`,
  ].filter((note) => note !== false);
  return (
    <li
      ref={setNodeRef}
      className="trigger-row"
      data-inactive={!active}
      data-hidden={hidden}
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
        <Link
          to="/admin/sources/$sourceId/triggers/$triggerId"
          params={{ sourceId, triggerId: id }}
          className="record-label"
        >
          {label}
        </Link>
        {isCatalogueKnown && <p className="trigger-sentence">{sayTrigger(trigger, catalogue)}</p>}
        {notes.length > 0 && <p className="trigger-notes">{notes.join(" · ")}</p>}
        {problems.length > 0 && (
          <ul className="trigger-problems" aria-label={`What is broken in ${label}`}>
            {problems.map(({ field, message }) => (
              <li key={field}>
                <IconAlertTriangle size={14} aria-hidden="true" />
                <span>Broken: {message}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="row-actions">
        <Switch
          size="sm"
          aria-label={`${label} is active`}
          checked={active}
          onChange={(event) => props.onSwitch(event.currentTarget.checked)}
        />
        <RowButton label={`Duplicate ${label}`} hint="Duplicate" onClick={props.onDuplicate}>
          <IconCopy size={16} />
        </RowButton>
        <RowButton label={`Delete ${label}`} hint="Delete" onClick={props.onDelete}>
          <IconTrash size={16} />
        </RowButton>
      </div>
    </li>
  );
}
