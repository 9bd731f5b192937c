import { ListOf, SearchHit, SearchQuery } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Database } from "../../platform/database/index.ts";
import { callerOf, requirePermission } from "../accounts/index.ts";
import { search } from "./search.service.ts";

export function searchRoutes(database: Database): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      "/search",
      {
        ...requirePermission("search_contents"),
        schema: {
          tags: ["search"],
          summary:
            "Messages or people in which every word of the query begins a word, newest first. Counts end at 1000.",
          querystring: SearchQuery,
          response: { 200: ListOf(SearchHit) },
        },
      },
      async (request) => {
        const { q, kind, offset, limit } = request.query;
        const page = { offset, limit };
        const { count, records } = await search(database, callerOf(request), kind, q, page);
        return { count, ...page, records };
      },
    );
  };
}
