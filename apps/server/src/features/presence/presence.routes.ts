import { AgentPresence, ListOf, ListQuery, PresenceChange } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { callerOf, requirePermission } from "../accounts/index.ts";
import type { Presence } from "./presence.service.ts";

/** Agents say whether they take conversations, and see who else does. */
export function presenceRoutes(presence: Presence): FastifyPluginAsyncTypebox {
  const tags = ["presence"];
  return async (server) => {
    server.put(
      "/me/presence",
      {
        ...requirePermission("receive_tasks"),
        schema: {
          tags,
          summary: "Say whether you take conversations. A channel that is left out stays.",
          body: PresenceChange,
          response: { 200: AgentPresence },
        },
      },
      (request) => presence.choose(callerOf(request), request.body),
    );

    server.get(
      "/presence",
      {
        ...requirePermission("read_presence"),
        schema: {
          tags,
          summary: "The domain's users, whether they are connected to the desk, and what they have chosen.",
          querystring: ListQuery,
          response: { 200: ListOf(AgentPresence) },
        },
      },
      async (request) => {
        const { count, records } = await presence.list(callerOf(request), request.query);
        return { count, ...request.query, records };
      },
    );
  };
}
