import Type from "typebox";
import { Uuid } from "../identifiers.ts";

export const ChannelPresence = Type.Enum(["available", "away"]);
export type ChannelPresence = Type.Static<typeof ChannelPresence>;

const channels = { realtime: ChannelPresence, asynchronous: ChannelPresence };

/** What agents say of themselves, per channel. A channel that is left out stays. */
export const PresenceChange = Type.Partial(Type.Object(channels), { additionalProperties: false });
export type PresenceChange = Type.Static<typeof PresenceChange>;

/** An agent takes conversations of a channel while available there and connected to the desk. */
export const AgentPresence = Type.Object({
  user: Type.Object({ id: Uuid, name: Type.String() }),
  connected: Type.Boolean(),
  ...channels,
});
export type AgentPresence = Type.Static<typeof AgentPresence>;
