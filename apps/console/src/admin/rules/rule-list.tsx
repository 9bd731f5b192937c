import type { Rule } from "@beckon/protocol";
import { closestCenter, DndContext, type DragEndEvent, PointerSensor, useSensor, useSensors } from "@dnd-kit/core";
import { SortableContext, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { useState } from "react";
import { moveBy, moveTo } from "../triggers/trigger-list.decisions.ts";
import { RuleRow } from "./rule-row.tsx";
import { sayRule } from "./rule-words.decisions.ts";

interface RuleListProps {
  rules: readonly Rule[];
  /** Only some of them are shown: then there is no order to change. */
  filtered: boolean;
  labelOf: (id: string) => string | null;
  onOrder: (ids: readonly string[]) => void;
  onSwitch: (rule: Rule, active: boolean) => void;
  onDelete: (rule: Rule) => void;
}

/** The row's handle moves it by the pointer; Alt and an arrow key move it from anywhere in the row. */
export function RuleList({ rules, filtered, labelOf, onOrder, onSwitch, onDelete }: RuleListProps) {
  const [announcement, setAnnouncement] = useState("");
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }));
  const ids = rules.map(({ id }) => id);
  const order = (id: string, next: readonly string[]) => {
    if (filtered || next === ids) return;
    onOrder(next);
    const label = rules.find((rule) => rule.id === id)?.label ?? "";
    setAnnouncement(`“${label}” is now number ${next.indexOf(id) + 1} of ${next.length}.`);
  };
  const drop = ({ active, over }: DragEndEvent) => {
    if (over === null || active.id === over.id) return;
    order(String(active.id), moveTo(ids, String(active.id), ids.indexOf(String(over.id))));
  };
  return (
    <>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={drop}
        // Moves are announced below, by labels instead of ids.
        accessibility={{ announcements: silent, screenReaderInstructions: { draggable: "" } }}
      >
        <SortableContext items={ids} strategy={verticalListSortingStrategy} disabled={filtered}>
          <ol className="trigger-list" aria-label="Rules">
            {rules.map((rule, index) => (
              <RuleRow
                key={rule.id}
                rule={rule}
                sentence={sayRule(rule, { labelOf })}
                place={index + 1}
                movable={!filtered}
                onMove={(by) => order(rule.id, moveBy(ids, rule.id, by))}
                onSwitch={(active) => onSwitch(rule, active)}
                onDelete={() => onDelete(rule)}
              />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      <p className="list-note">
        {filtered ? "Clear the search to change the order." : "Drag by the handle, or press Alt and ↑ or ↓ in a row."}
      </p>
      <p className="visually-hidden" aria-live="assertive">
        {announcement}
      </p>
    </>
  );
}

const nothing = () => undefined;
const silent = { onDragStart: nothing, onDragOver: nothing, onDragEnd: nothing, onDragCancel: nothing };
