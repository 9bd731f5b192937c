import Type from "typebox";
import { Timestamp, Uuid } from "../identifiers.ts";

const literals = <T extends string[]>(...values: [...T]) => Type.Enum(values);

export const ConfigurationObjectType = literals(
  "source",
  "trigger",
  /** The order of a source's triggers, whose id is the source's. */
  "trigger_order",
  "item",
  "automatic_message",
  "custom_variable",
);
export type ConfigurationObjectType = Type.Static<typeof ConfigurationObjectType>;

/** One change of a source's configuration: who, when, what, and how it was before and after. */
export const ConfigurationChange = Type.Object({
  id: Uuid,
  source_id: Uuid,
  /** Of the source, once the change was made. */
  revision: Type.Integer(),
  /** Null when no user made it. Who has gone keeps the name of that day. */
  user: Type.Union([Type.Object({ id: Uuid, name: Type.String() }), Type.Null()]),
  object: Type.Object({ type: ConfigurationObjectType, id: Uuid, label: Type.String() }),
  action: literals("created", "changed", "deleted", "reordered", "reverted"),
  /** The object as it was and as it is since, in the fields of its own records; null where there was or is none. */
  before: Type.Unknown(),
  after: Type.Unknown(),
  created_at: Timestamp,
});
export type ConfigurationChange = Type.Static<typeof ConfigurationChange>;
