import { Identity, ListOf, ListQuery, Uuid } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { callerOf, requirePermission } from "../accounts/index.ts";
import type { Identities } from "./identities.service.ts";
import { toIdentity } from "./identities.store.ts";

/** The domain's visitors, for whoever may read of them. */
export function identityRoutes(identities: Identities): FastifyPluginAsyncTypebox {
  const tags = ["identities"];
  return async (server) => {
    server.get(
      "/identities",
      {
        ...requirePermission("read_identity"),
        schema: {
          tags,
          summary: "The domain's identities, newest first.",
          querystring: Type.Interface([ListQuery], { community_id: Type.Optional(Uuid) }),
          response: { 200: ListOf(Identity) },
        },
      },
      async (request) => {
        const { community_id = null, offset, limit } = request.query;
        const page = { offset, limit };
        const { count, records } = await identities.list(
          callerOf(request).domainId,
          { communityId: community_id },
          page,
        );
        return { count, ...page, records: records.map(toIdentity) };
      },
    );

    server.get(
      "/identities/:id",
      {
        ...requirePermission("read_identity"),
        schema: { tags, summary: "One identity.", params: Type.Object({ id: Uuid }), response: { 200: Identity } },
      },
      async (request) => toIdentity(await identities.find(callerOf(request).domainId, request.params.id)),
    );
  };
}
