import { closestCenter, DndContext, type DragEndEvent, PointerSensor, useSensor, useSensors } from "@dnd-kit/core";
import { SortableContext, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { Fragment, type ReactNode, useState } from "react";
import { moveBy, moveTo } from "./order.decisions.ts";
import "./ordered-list.css";

interface OrderedListProps<Row> {
  /** What it lists. */
  name: string;
  rows: readonly Row[];
  /** Only some of them are shown: then there is no order to change. */
  filtered: boolean;
  onOrder: (ids: readonly string[]) => void;
  /** A last row, which stays where it is. */
  foot?: ReactNode;
  /** A MovableRow of one; `move` takes it so many places down. */
  children: (row: Row, place: number, move: (by: number) => void) => ReactNode;
}

/** Records whose order means something. A row's handle moves it by the pointer, Alt and an arrow key from anywhere in it. */
export function OrderedList<Row extends { id: string; label: string }>(props: OrderedListProps<Row>) {
  const { name, rows, filtered, onOrder, foot, children } = props;
  const [announcement, setAnnouncement] = useState("");
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }));
  const ids = rows.map(({ id }) => id);
  const order = (id: string, next: readonly string[]) => {
    if (filtered || next === ids) return;
    onOrder(next);
    const label = rows.find((row) => row.id === id)?.label ?? "";
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
          <ol className="ordered-list" aria-label={name}>
            {rows.map((row, index) => (
              <Fragment key={row.id}>
                {children(row, index + 1, (by) => order(row.id, moveBy(ids, row.id, by)))}
              </Fragment>
            ))}
            {foot}
          </ol>
        </SortableContext>
      </DndContext>
      {(filtered || rows.length > 1) && (
        <p className="list-note">
          {filtered ? "Clear the search to change the order." : "Drag by the handle, or press Alt and ↑ or ↓ in a row."}
        </p>
      )}
      <p className="visually-hidden" aria-live="assertive">
        {announcement}
      </p>
    </>
  );
}

const nothing = () => undefined;
const silent = { onDragStart: nothing, onDragOver: nothing, onDragEnd: nothing, onDragCancel: nothing };
