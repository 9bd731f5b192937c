import type { Trigger } from "@beckon/protocol";
import { closestCenter, DndContext, type DragEndEvent, PointerSensor, useSensor, useSensors } from "@dnd-kit/core";
import { SortableContext, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { Fragment, useState } from "react";
import type { Catalogue } from "./say-trigger.decisions.ts";
import { findAlwaysMet, moveBy, moveTo } from "./trigger-list.decisions.ts";
import { TriggerRow } from "./trigger-row.tsx";
import { useTriggerChanges } from "./use-trigger-changes.ts";

interface TriggerListProps {
  sourceId: string;
  triggers: readonly Trigger[];
  /** Only some of them are shown: then there is no order to change. */
  filtered: boolean;
  catalogue: Catalogue;
  isCatalogueKnown: boolean;
}

/** The row's handle moves it by the pointer; Alt and an arrow key move it from anywhere in the row. */
export function TriggerList({ sourceId, triggers, filtered, catalogue, isCatalogueKnown }: TriggerListProps) {
  const { order, change, duplicate, remove } = useTriggerChanges(sourceId);
  const [announcement, setAnnouncement] = useState("");
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }));
  const ids = triggers.map(({ id }) => id);
  const alwaysMet = filtered ? null : findAlwaysMet(triggers);
  const alwaysMetAt = alwaysMet === null ? Number.POSITIVE_INFINITY : ids.indexOf(alwaysMet.id);

  const announceMove = (id: string, next: readonly string[]) => {
    const label = triggers.find((trigger) => trigger.id === id)?.label ?? "";
    setAnnouncement(`“${label}” is now number ${next.indexOf(id) + 1} of ${next.length}.`);
  };
  const moveByKey = (id: string, by: number) => {
    const next = moveBy(ids, id, by);
    if (filtered || next === ids) return;
    order(next);
    announceMove(id, next);
  };
  const drop = ({ active, over }: DragEndEvent) => {
    if (over === null || active.id === over.id) return;
    const next = moveTo(ids, String(active.id), ids.indexOf(String(over.id)));
    order(next);
    announceMove(String(active.id), next);
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
          <ol className="trigger-list" aria-label="Triggers">
            {triggers.map((trigger, index) => (
              <Fragment key={trigger.id}>
                <TriggerRow
                  trigger={trigger}
                  place={index + 1}
                  movable={!filtered}
                  hidden={index > alwaysMetAt}
                  catalogue={catalogue}
                  isCatalogueKnown={isCatalogueKnown}
                  onMove={(by) => moveByKey(trigger.id, by)}
                  onSwitch={(active) => change(trigger, { active })}
                  onDuplicate={() => duplicate(trigger)}
                  onDelete={() => void remove(trigger)}
                />
                {trigger === alwaysMet && (
                  <li className="hint" data-tone="note">
                    “{trigger.label}” is always met, so the triggers below it never have their turn. Move it down, or
                    give it a condition.
                  </li>
                )}
              </Fragment>
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
