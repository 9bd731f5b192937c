import Type from "typebox";
import { LIMITS } from "../constants.ts";
import { Timestamp, Uuid } from "../identifiers.ts";

const closed = { additionalProperties: false };
const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** Where conversations come from: those of live chat are `realtime`, those of messaging `asynchronous`. */
export const Channel = Type.Enum(["realtime", "asynchronous"]);
export type Channel = Type.Static<typeof Channel>;

export const ChannelPresence = Type.Enum(["available", "away"]);
export type ChannelPresence = Type.Static<typeof ChannelPresence>;

const channels = { realtime: ChannelPresence, asynchronous: ChannelPresence };

/**
 * What agents say of themselves. What is left out stays. `status_id` names why one is away, and makes one away on every
 * channel; being available on one takes it back. `idle` is said by a desk at which nobody has been for long: it makes away
 * without forgetting what was chosen, until something else is said.
 */
export const PresenceChange = Type.Partial(
  Type.Object({ ...channels, status_id: Nullable(Uuid), idle: Type.Boolean() }),
  closed,
);
export type PresenceChange = Type.Static<typeof PresenceChange>;

/** How many conversations one takes at once: up to `soft_limit` they are sent, up to `hard_limit` one may ask for more. */
const limits = {
  soft_limit: Type.Integer({ minimum: 0, maximum: 100 }),
  hard_limit: Type.Integer({ minimum: 0, maximum: 100 }),
};
const ChannelLimits = Type.Object(limits, closed);
export type ChannelLimits = Type.Static<typeof ChannelLimits>;

/** `ok` is below the soft limit, `busy` from there on, `full` at the hard limit. */
const Busyness = Type.Enum(["unoccupied", "ok", "busy", "full"]);
export type Busyness = Type.Static<typeof Busyness>;

/** An agent takes conversations of a channel while available there and connected to the desk. */
export const AgentPresence = Type.Object({
  user: Type.Object({ id: Uuid, name: Type.String() }),
  connected: Type.Boolean(),
  ...channels,
  /** Why one is away, where the domain names reasons. */
  status: Nullable(Type.Object({ id: Uuid, label: Type.String() })),
  /** Away since nobody has been at the desk for long. */
  idle: Type.Boolean(),
  /** When this was said; null while nothing ever was. */
  since: Nullable(Timestamp),
  /** The live chats that one has. */
  load: Type.Object({ count: Type.Integer({ minimum: 0 }), busyness: Busyness, ...limits }),
});
export type AgentPresence = Type.Static<typeof AgentPresence>;

const statusFields = { label: Type.String({ minLength: 1, maxLength: LIMITS.nameLength }) };

/** A reason to be away, such as lunch. */
export const PresenceStatus = Type.Object({ id: Uuid, ...statusFields, created_at: Timestamp });
export type PresenceStatus = Type.Static<typeof PresenceStatus>;
export const PresenceStatusDraft = Type.Object(statusFields, closed);

const channelFields = {
  ...limits,
  /** A task that nobody has accepted for so long goes on to its next step; null: never. */
  task_timeout_seconds: Nullable(Type.Integer({ minimum: 10, maximum: 604_800 })),
  /** What an agent has whose visitor waits is given back when the agent has been gone for so long. */
  give_back_seconds: Type.Integer({ minimum: 30, maximum: 604_800 }),
};

/** What holds for all agents of a domain who have no capacity of their own. */
export const ChannelSettings = Type.Object({ channel: Channel, ...channelFields });
export type ChannelSettings = Type.Static<typeof ChannelSettings>;
export const ChannelChange = Type.Partial(Type.Object(channelFields), closed);
export type ChannelChange = Type.Static<typeof ChannelChange>;

const ownLimits = { realtime: Nullable(ChannelLimits), asynchronous: Nullable(ChannelLimits) };

/** An agent's own capacity; null where the channel's holds. */
export const Capacity = Type.Object({ user_id: Uuid, ...ownLimits });
export type Capacity = Type.Static<typeof Capacity>;
export const CapacityChange = Type.Partial(Type.Object(ownLimits), closed);
export type CapacityChange = Type.Static<typeof CapacityChange>;
