import { Category, CategoryChange, CategoryDraft, ThreadCategories, ThreadSummary, Uuid } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { Hints } from "../../delivery/hints.ts";
import type { Database } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import {
  assertPermission,
  assertSourcePermission,
  callerOf,
  openToBots,
  requirePermission,
} from "../accounts/index.ts";
import { findSummaries } from "../threads/index.ts";
import { createCategories } from "./categories.service.ts";

const ById = Type.Object({ id: Uuid });

/** The domain's categories, and a thread's. */
export function categoryRoutes(database: Database, hints: Hints): FastifyPluginAsyncTypebox {
  const categories = createCategories(database);
  const tags = ["categories"];
  const managers = requirePermission("manage_categories");

  async function findThread(domainId: string, id: string): Promise<ThreadSummary> {
    const [thread] = await findSummaries(database, domainId, [id]);
    if (thread === undefined) throw new Refusal("not_found");
    return thread;
  }

  return async (server) => {
    server.get(
      "/categories",
      {
        ...openToBots,
        schema: {
          tags,
          summary: "All categories; those with one parent in their order.",
          response: { 200: Type.Object({ count: Type.Integer(), records: Type.Array(Category) }) },
        },
      },
      async (request) => {
        const records = await categories.list(callerOf(request));
        return { count: records.length, records };
      },
    );

    server.post(
      "/categories",
      {
        ...managers,
        schema: { tags, summary: "Make a category.", body: CategoryDraft, response: { 201: Category } },
      },
      async (request, reply) => reply.status(201).send(await categories.create(callerOf(request), request.body)),
    );

    server.patch(
      "/categories/:id",
      {
        ...managers,
        schema: {
          tags,
          summary: "Change a category, or move it.",
          params: ById,
          body: CategoryChange,
          response: { 200: Category },
        },
      },
      (request) => categories.change(callerOf(request), request.params.id, request.body),
    );

    server.delete(
      "/categories/:id",
      {
        ...managers,
        schema: {
          tags,
          summary: "Delete a category that has none beneath it. Threads lose it.",
          params: ById,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await categories.remove(callerOf(request), request.params.id);
        return reply.status(204).send(null);
      },
    );

    server.put(
      "/threads/:id/categories",
      {
        ...openToBots,
        schema: {
          tags: ["threads"],
          summary: "Say which categories a thread has.",
          params: ById,
          body: ThreadCategories,
          response: { 200: ThreadSummary },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const { id, source_id } = await findThread(caller.domainId, request.params.id);
        assertSourcePermission(caller, source_id, "read");
        assertPermission(caller, "update_intervention");
        await categories.categorise(caller, id, request.body.category_ids);
        hints.toFollowers();
        return findThread(caller.domainId, id);
      },
    );
  };
}
