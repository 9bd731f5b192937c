import type { Rule } from "@beckon/protocol";
import { Switch } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { MovableRow } from "../parts/movable-row.tsx";
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
  return (
    <MovableRow
      id={id}
      label={label}
      place={place}
      movable={movable}
      muted={!active}
      onMove={onMove}
      actions={
        <>
          <Switch
            size="sm"
            aria-label={`${label} is active`}
            checked={active}
            onChange={(event) => onSwitch(event.currentTarget.checked)}
          />
          <RowButton label={`Delete ${label}`} hint="Delete" onClick={onDelete}>
            <IconTrash size={16} />
          </RowButton>
        </>
      }
    >
      <Link to="/admin/rules/$ruleId" params={{ ruleId: id }} className="record-label">
        {label}
      </Link>
      <p className="row-sentence">{sentence}</p>
    </MovableRow>
  );
}
