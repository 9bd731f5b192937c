import { ListOf, ListQuery, Tag, TagChange, TagDraft, ThreadSummary, ThreadTags, Uuid } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { Hints } from "../../delivery/hints.ts";
import type { Database } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { assertPermission, assertSourcePermission, callerOf, requirePermission } from "../accounts/index.ts";
import { findSummaries } from "../threads/index.ts";
import { createTags } from "./tags.service.ts";

const ById = Type.Object({ id: Uuid });

/** The domain's tags, and a thread's. */
export function tagRoutes(database: Database, hints: Hints): FastifyPluginAsyncTypebox {
  const service = createTags(database);
  const tags = ["tags"];
  const managers = requirePermission("manage_tags");

  async function findThread(domainId: string, id: string): Promise<ThreadSummary> {
    const [thread] = await findSummaries(database, domainId, [id]);
    if (thread === undefined) throw new Refusal("not_found");
    return thread;
  }

  return async (server) => {
    server.get(
      "/tags",
      { schema: { tags, summary: "Tags by their labels.", querystring: ListQuery, response: { 200: ListOf(Tag) } } },
      async (request) => {
        const { offset, limit } = request.query;
        return { offset, limit, ...(await service.list(callerOf(request), { offset, limit })) };
      },
    );

    server.post(
      "/tags",
      { ...managers, schema: { tags, summary: "Make a tag.", body: TagDraft, response: { 201: Tag } } },
      async (request, reply) => reply.status(201).send(await service.create(callerOf(request), request.body)),
    );

    server.patch(
      "/tags/:id",
      {
        ...managers,
        schema: { tags, summary: "Change a tag.", params: ById, body: TagChange, response: { 200: Tag } },
      },
      (request) => service.change(callerOf(request), request.params.id, request.body),
    );

    server.delete(
      "/tags/:id",
      {
        ...managers,
        schema: { tags, summary: "Delete a tag. Threads lose it.", params: ById, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        await service.remove(callerOf(request), request.params.id);
        return reply.status(204).send(null);
      },
    );

    server.put(
      "/threads/:id/tags",
      {
        schema: {
          tags: ["threads"],
          summary: "Say which tags a thread has.",
          params: ById,
          body: ThreadTags,
          response: { 200: ThreadSummary },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const { id, source_id } = await findThread(caller.domainId, request.params.id);
        assertSourcePermission(caller, source_id, "read");
        assertPermission(caller, "update_intervention");
        await service.mark(caller, id, request.body.tag_ids);
        hints.toFollowers();
        return findThread(caller.domainId, id);
      },
    );
  };
}
