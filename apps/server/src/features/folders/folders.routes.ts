import {
  Folder,
  FolderChange,
  FolderCounts,
  FolderDraft,
  FolderOrder,
  ListOf,
  ListQuery,
  Uuid,
} from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { callerOf } from "../accounts/index.ts";
import type { Folders } from "./folders.service.ts";

const ById = Type.Object({ id: Uuid });

/** Everybody keeps folders of their own; those that are shared are changed by whoever manages folders. */
export function folderRoutes(folders: Folders): FastifyPluginAsyncTypebox {
  const tags = ["folders"];
  return async (server) => {
    server.get(
      "/folders",
      {
        schema: {
          tags,
          summary: "The folders that the caller sees: those that come with Beckon, shared ones, and their own.",
          querystring: ListQuery,
          response: { 200: ListOf(Folder) },
        },
      },
      async (request) => {
        const { offset, limit } = request.query;
        const all = await folders.list(callerOf(request));
        return { count: all.length, offset, limit, records: all.slice(offset, offset + limit) };
      },
    );

    server.get(
      "/folders/counts",
      {
        schema: {
          tags,
          summary: "How many threads each of them has that the caller may read. A count ends at 100.",
          response: { 200: FolderCounts },
        },
      },
      (request) => folders.count(callerOf(request)),
    );

    server.put(
      "/folders/order",
      {
        schema: {
          tags,
          summary: "Set the order of one's own folders, or of those that are shared.",
          body: FolderOrder,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await folders.order(callerOf(request), request.body.ids);
        return reply.status(204).send(null);
      },
    );

    server.get(
      "/folders/:id",
      { schema: { tags, summary: "One folder.", params: ById, response: { 200: Folder } } },
      (request) => folders.find(callerOf(request), request.params.id),
    );

    server.post(
      "/folders",
      {
        schema: {
          tags,
          summary: "Make a folder: one's own unless it says otherwise, and behind the others.",
          body: FolderDraft,
          response: { 201: Folder },
        },
      },
      async (request, reply) => reply.status(201).send(await folders.create(callerOf(request), request.body)),
    );

    server.patch(
      "/folders/:id",
      { schema: { tags, summary: "Change a folder.", params: ById, body: FolderChange, response: { 200: Folder } } },
      (request) => folders.change(callerOf(request), request.params.id, request.body),
    );

    server.delete(
      "/folders/:id",
      {
        schema: {
          tags,
          summary: "Delete a folder. The threads in it stay.",
          params: ById,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await folders.remove(callerOf(request), request.params.id);
        return reply.status(204).send(null);
      },
    );
  };
}
