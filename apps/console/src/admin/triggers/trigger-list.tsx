import type { Trigger } from "@beckon/protocol";
import { OrderedList } from "../parts/ordered-list.tsx";
import type { Catalogue } from "./say-trigger.decisions.ts";
import { findAlwaysMet } from "./trigger-list.decisions.ts";
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

export function TriggerList({ sourceId, triggers, filtered, catalogue, isCatalogueKnown }: TriggerListProps) {
  const { order, change, duplicate, remove } = useTriggerChanges(sourceId);
  const alwaysMet = filtered ? null : findAlwaysMet(triggers);
  const alwaysMetAt = alwaysMet === null ? Number.POSITIVE_INFINITY : triggers.indexOf(alwaysMet);
  return (
    <OrderedList name="Triggers" rows={triggers} filtered={filtered} onOrder={order}>
      {(trigger, place, move) => (
        <>
          <TriggerRow
            trigger={trigger}
            place={place}
            movable={!filtered}
            hidden={place - 1 > alwaysMetAt}
            catalogue={catalogue}
            isCatalogueKnown={isCatalogueKnown}
            onMove={move}
            onSwitch={(active) => change(trigger, { active })}
            onDuplicate={() => duplicate(trigger)}
            onDelete={() => void remove(trigger)}
          />
          {trigger === alwaysMet && (
            <li className="hint" data-tone="note">
              “{trigger.label}” is always met, so the triggers below it never have their turn. Move it down, or give it
              a condition.
            </li>
          )}
        </>
      )}
    </OrderedList>
  );
}
