import type { Busyness, Capacity, Channel, ChannelLimits, ChannelSettings } from "@beckon/protocol";

/** What holds in a domain that has said nothing else. */
export const FIRST_CHANNELS: Record<Channel, ChannelSettings> = {
  realtime: {
    channel: "realtime",
    soft_limit: 3,
    hard_limit: 5,
    task_timeout_seconds: 600,
    give_back_seconds: 120,
  },
  asynchronous: {
    channel: "asynchronous",
    soft_limit: 3,
    hard_limit: 6,
    task_timeout_seconds: null,
    give_back_seconds: 1_800,
  },
};

/** What a domain says of its channels, and its agents' own capacities. */
export interface DomainCapacities {
  channels: Record<Channel, ChannelSettings>;
  /** By the id of the agent. */
  own: ReadonlyMap<string, Capacity>;
}

/** An agent's own capacity overrides the channel's. */
export function limitsOf({ channels, own }: DomainCapacities, userId: string, channel: Channel): ChannelLimits {
  const { soft_limit, hard_limit } = own.get(userId)?.[channel] ?? channels[channel];
  return { soft_limit, hard_limit };
}

/** Of a limit of nothing, nothing is enough: such an agent takes no conversations. */
export function judgeBusyness(count: number, { soft_limit, hard_limit }: ChannelLimits): Busyness {
  if (count >= hard_limit) return "full";
  if (count >= soft_limit) return "busy";
  return count === 0 ? "unoccupied" : "ok";
}

/** Why limits cannot stand, or null. */
export function judgeLimits({ soft_limit, hard_limit }: ChannelLimits): string | null {
  return hard_limit < soft_limit ? "It cannot be below the soft limit." : null;
}
