import {
  CategorisedMessage,
  Category,
  CategoryChange,
  CategoryDraft,
  MessageCategories,
  ThreadCategories,
  ThreadSummary,
  Uuid,
} from "@beckon/protocol";
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
import { findPlacedMessage, listMessageCategories } from "./message-categories.store.ts";

const ById = Type.Object({ id: Uuid });

/** The domain's categories, a thread's, and a message's. */
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

    server.get(
      "/threads/:id/message_categories",
      {
        ...openToBots,
        schema: {
          tags: ["messages"],
          summary: "Which messages of a thread have categories of their own, and which.",
          params: ById,
          response: { 200: Type.Object({ records: Type.Array(CategorisedMessage) }) },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const { id, source_id } = await findThread(caller.domainId, request.params.id);
        assertSourcePermission(caller, source_id, "read");
        return { records: await listMessageCategories(database, caller.domainId, id) };
      },
    );

    server.put(
      "/messages/:id/categories",
      {
        ...openToBots,
        schema: {
          tags: ["messages"],
          summary: "Say which categories one message has, beside those of its thread.",
          params: ById,
          body: MessageCategories,
          response: { 200: CategorisedMessage },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const { category_ids } = request.body;
        const message = await findPlacedMessage(database, caller.domainId, request.params.id);
        if (message === null) throw new Refusal("not_found");
        assertSourcePermission(caller, message.sourceId, "read");
        assertPermission(caller, "update_intervention");
        const { identity } = await findThread(caller.domainId, message.threadId);
        if (await categories.categoriseMessage(caller, message, identity.name, category_ids)) {
          hints.toThread(caller.domainId, message.threadId, {
            kind: "message_categorised",
            threadId: message.threadId,
          });
        }
        return { message_id: message.id, category_ids: [...category_ids].sort() };
      },
    );
  };
}
