import { ConfigurationChange, ListOf, ListQuery, Uuid } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { assertPermission, callerOf, requirePermission } from "../accounts/index.ts";
import { authorOf } from "../sources/index.ts";
import type { Targeting } from "./targeting.service.ts";

const ById = Type.Object({ id: Uuid });

/** The history of sources' configurations, for administrators. */
export function historyRoutes({ history }: Targeting): FastifyPluginAsyncTypebox {
  const tags = ["history"];
  return async (server) => {
    server.get(
      "/sources/:id/changes",
      {
        ...requirePermission("manage_messaging", "update_source"),
        schema: {
          tags,
          summary: "What was changed in a source's configuration, newest first.",
          params: ById,
          querystring: ListQuery,
          response: { 200: ListOf(ConfigurationChange) },
        },
      },
      async (request) => {
        const { count, records } = await history.list(callerOf(request).domainId, request.params.id, request.query);
        return { count, ...request.query, records };
      },
    );

    server.post(
      "/changes/:id/revert",
      {
        ...requirePermission("manage_messaging", "update_source"),
        schema: {
          tags,
          summary: "Make the object of a change what it was before it. Answers with the change that this is itself.",
          params: ById,
          response: { 200: ConfigurationChange },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const { object } = await history.find(caller.domainId, request.params.id);
        assertPermission(caller, object.type === "source" ? "update_source" : "manage_messaging");
        return history.revert(authorOf(caller), request.params.id);
      },
    );
  };
}
