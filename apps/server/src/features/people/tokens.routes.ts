import { CreatedToken, ListOf, ListQuery, TokenDraft, TokenRecord, Uuid } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { callerOf } from "../accounts/index.ts";
import type { Tokens } from "./tokens.service.ts";

const ById = Type.Object({ id: Uuid });

/** Tokens for programs. One's own are for everybody; those of others ask for a permission. */
export function tokenRoutes(tokens: Tokens): FastifyPluginAsyncTypebox {
  const tags = ["tokens"];
  return async (server) => {
    server.get(
      "/tokens",
      {
        schema: {
          tags,
          summary: "Your tokens; all of the domain's for whoever manages them. The newest comes first.",
          querystring: Type.Interface([ListQuery], { user_id: Type.Optional(Uuid) }),
          response: { 200: ListOf(TokenRecord) },
        },
      },
      async (request) => {
        const { offset, limit, user_id = null } = request.query;
        const { count, records } = await tokens.list(callerOf(request), user_id, { offset, limit });
        return { count, offset, limit, records };
      },
    );

    server.post(
      "/users/:id/tokens",
      {
        schema: {
          tags,
          summary: "Make a token that acts as this user. It is shown this once.",
          params: ById,
          body: TokenDraft,
          response: { 201: CreatedToken },
        },
      },
      async (request, reply) =>
        reply.status(201).send(await tokens.create(callerOf(request), request.params.id, request.body.label)),
    );

    server.delete(
      "/tokens/:id",
      {
        schema: {
          tags,
          summary: "Revoke a token. What was opened with it ends at once.",
          params: ById,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await tokens.revoke(callerOf(request), request.params.id);
        return reply.status(204).send(null);
      },
    );
  };
}
