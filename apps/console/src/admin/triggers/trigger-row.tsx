import type { Trigger } from "@beckon/protocol";
import { Switch } from "@mantine/core";
import { IconAlertTriangle, IconCopy, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { MovableRow } from "../parts/movable-row.tsx";
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
  const notes = [
    only_if_agents_available && "only if agents are available",
    after.once_per_visit && "once per visit",
    after.no_other_trigger && "no other after it",
    holdout_share > 0 && `${Math.round(holdout_share * 1_000) / 10} % held out`,
  ].filter((note) => note !== false);
  return (
    <MovableRow
      id={id}
      label={label}
      place={place}
      movable={movable}
      muted={hidden || !active}
      onMove={onMove}
      actions={
        <>
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
        </>
      }
    >
      <Link
        to="/admin/sources/$sourceId/triggers/$triggerId"
        params={{ sourceId, triggerId: id }}
        className="record-label"
      >
        {label}
      </Link>
      {isCatalogueKnown && <p className="row-sentence">{sayTrigger(trigger, catalogue)}</p>}
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
    </MovableRow>
  );
}
