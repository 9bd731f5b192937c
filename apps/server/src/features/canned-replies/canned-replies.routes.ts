import { CannedReply, CannedReplyChange, CannedReplyDraft, CannedReplyListQuery, ListOf, Uuid } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { Database } from "../../platform/database/index.ts";
import { callerOf, requirePermission } from "../accounts/index.ts";
import { createCannedReplies } from "./canned-replies.service.ts";

const ById = Type.Object({ id: Uuid });

/** The domain's canned replies. */
export function cannedReplyRoutes(database: Database): FastifyPluginAsyncTypebox {
  const replies = createCannedReplies(database);
  const tags = ["canned replies"];
  const managers = requirePermission("manage_reply_assistant");

  return async (server) => {
    server.get(
      "/canned_replies",
      {
        schema: {
          tags,
          summary: "Canned replies that the caller may use, by title.",
          querystring: CannedReplyListQuery,
          response: { 200: ListOf(CannedReply) },
        },
      },
      async (request) => {
        const { source_id = null, offset, limit } = request.query;
        const page = { offset, limit };
        const { count, records } = await replies.list(callerOf(request), source_id, page);
        return { count, ...page, records };
      },
    );

    server.get(
      "/canned_replies/:id",
      { schema: { tags, summary: "One canned reply.", params: ById, response: { 200: CannedReply } } },
      (request) => replies.read(callerOf(request), request.params.id),
    );

    server.post(
      "/canned_replies",
      {
        ...managers,
        schema: { tags, summary: "Write a canned reply.", body: CannedReplyDraft, response: { 201: CannedReply } },
      },
      async (request, reply) => reply.status(201).send(await replies.create(callerOf(request), request.body)),
    );

    server.patch(
      "/canned_replies/:id",
      {
        ...managers,
        schema: {
          tags,
          summary: "Change a canned reply.",
          params: ById,
          body: CannedReplyChange,
          response: { 200: CannedReply },
        },
      },
      (request) => replies.change(callerOf(request), request.params.id, request.body),
    );

    server.delete(
      "/canned_replies/:id",
      {
        ...managers,
        schema: { tags, summary: "Delete a canned reply.", params: ById, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        await replies.remove(callerOf(request), request.params.id);
        return reply.status(204).send(null);
      },
    );
  };
}
