import type { AutomaticMessage, CustomVariable, Item, Trigger } from "@beckon/protocol";
import { createRecordStore } from "./records.store.ts";
import type { TriggerFields } from "./trigger.decisions.ts";

interface RowOfSource {
  id: string;
  source_id: string;
  created_at: Date;
}

function keysOf({ id, source_id, created_at }: RowOfSource) {
  return { id, source_id, created_at: created_at.toISOString() };
}

/** As they are stored and kept in the history; the API tells neither their `place` nor stores a trigger's `problems`. */
export type StoredTrigger = Omit<Trigger, "problems"> & { place: number };
export type StoredItem = Item & { place: number };

/** A trigger's text, whether it runs and its place have columns; all that it says is one document. */
type TriggerDefinition = Omit<TriggerFields, "label" | "active">;

export const triggerStore = createRecordStore<"triggers", StoredTrigger>({
  table: "triggers",
  order: "place",
  fromRow: ({ label, active, place, definition, ...row }) => ({
    ...(definition as TriggerDefinition),
    ...keysOf(row),
    label,
    active,
    place,
  }),
  toColumns: ({ id: _id, source_id: _source, created_at: _created, label, active, place, ...definition }) => ({
    label,
    active,
    place,
    definition,
  }),
});

export const itemStore = createRecordStore<"items", StoredItem>({
  table: "items",
  order: "place",
  fromRow: ({ label, type, placement, online_offline, html, css, place, ...row }) => ({
    ...keysOf(row),
    label,
    type,
    placement: placement as Item["placement"],
    online_offline,
    html,
    css,
    place,
  }),
  toColumns: ({ label, type, placement, online_offline, html, css, place }) => ({
    label,
    type,
    placement,
    online_offline,
    html,
    css,
    place,
  }),
});

export const automaticMessageStore = createRecordStore<"automatic_messages", AutomaticMessage>({
  table: "automatic_messages",
  fromRow: ({ label, body, ...row }) => ({ ...keysOf(row), label, body }),
  toColumns: ({ label, body }) => ({ label, body }),
});

export const customVariableStore = createRecordStore<"custom_variables", CustomVariable>({
  table: "custom_variables",
  fromRow: ({ name, label, type, filling, ...row }) => ({
    ...keysOf(row),
    name,
    label,
    type,
    filling: filling as CustomVariable["filling"],
  }),
  toColumns: ({ name, label, type, filling }) => ({ name, label, type, filling }),
});
