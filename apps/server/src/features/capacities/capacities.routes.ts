import {
  Capacity,
  CapacityChange,
  Channel,
  ChannelChange,
  ChannelSettings,
  ListOf,
  ListQuery,
  Uuid,
} from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { callerOf, requirePermission } from "../accounts/index.ts";
import type { Capacities } from "./capacities.service.ts";

const ByUser = Type.Object({ user_id: Uuid });

/** How many conversations agents take at once: of the domain's channels, and of agents who differ. */
export function capacityRoutes(capacities: Capacities): FastifyPluginAsyncTypebox {
  const tags = ["capacities"];
  const readers = requirePermission("read_presence", "update_user");
  return async (server) => {
    server.get(
      "/channels",
      {
        schema: {
          tags,
          summary: "The two channels, and how many conversations of each an agent takes at once.",
          response: { 200: Type.Object({ count: Type.Integer(), records: Type.Array(ChannelSettings) }) },
        },
      },
      async (request) => {
        const records = await capacities.listChannels(callerOf(request));
        return { count: records.length, records };
      },
    );

    server.patch(
      "/channels/:channel",
      {
        ...requirePermission("update_settings"),
        schema: {
          tags,
          summary: "Change a channel. It holds at once for all who have no capacity of their own.",
          params: Type.Object({ channel: Channel }),
          body: ChannelChange,
          response: { 200: ChannelSettings },
        },
      },
      (request) => capacities.changeChannel(callerOf(request), request.params.channel, request.body),
    );

    server.get(
      "/capacities",
      {
        ...readers,
        schema: {
          tags,
          summary: "The capacities of those who have one of their own.",
          querystring: ListQuery,
          response: { 200: ListOf(Capacity) },
        },
      },
      async (request) => {
        const { count, records } = await capacities.list(callerOf(request), request.query);
        return { count, ...request.query, records };
      },
    );

    server.get(
      "/capacities/:user_id",
      {
        ...readers,
        schema: { tags, summary: "A user's own capacity.", params: ByUser, response: { 200: Capacity } },
      },
      (request) => capacities.find(callerOf(request), request.params.user_id),
    );

    server.put(
      "/capacities/:user_id",
      {
        ...requirePermission("update_user"),
        schema: {
          tags,
          summary: "Give a user a capacity of their own, or with null the channel's. A channel that is left out stays.",
          params: ByUser,
          body: CapacityChange,
          response: { 200: Capacity },
        },
      },
      (request) => capacities.change(callerOf(request), request.params.user_id, request.body),
    );
  };
}
