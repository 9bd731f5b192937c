import {
  AgentPresence,
  ListOf,
  ListQuery,
  PresenceChange,
  PresenceStatus,
  PresenceStatusDraft,
  Uuid,
} from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { Database } from "../../platform/database/index.ts";
import { callerOf, requirePermission } from "../accounts/index.ts";
import type { Presence } from "./presence.service.ts";
import { createStatuses } from "./statuses.service.ts";

const ById = Type.Object({ id: Uuid });

/** Agents say whether they take conversations and why not, and see who else does. */
export function presenceRoutes(presence: Presence, database: Database): FastifyPluginAsyncTypebox {
  const statuses = createStatuses(database);
  const tags = ["presence"];
  const agents = requirePermission("receive_tasks");
  const managers = requirePermission("update_settings");
  return async (server) => {
    server.get(
      "/me/presence",
      {
        ...agents,
        schema: { tags, summary: "What you have said of yourself.", response: { 200: AgentPresence } },
      },
      (request) => presence.find(callerOf(request)),
    );

    server.put(
      "/me/presence",
      {
        ...agents,
        schema: {
          tags,
          summary: "Say whether you take conversations, or why not. What is left out stays.",
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

    server.get(
      "/presence_statuses",
      {
        schema: {
          tags,
          summary: "The domain's reasons to be away, by name.",
          response: { 200: Type.Object({ count: Type.Integer(), records: Type.Array(PresenceStatus) }) },
        },
      },
      async (request) => {
        const records = await statuses.list(callerOf(request));
        return { count: records.length, records };
      },
    );

    server.post(
      "/presence_statuses",
      {
        ...managers,
        schema: {
          tags,
          summary: "Name a reason to be away.",
          body: PresenceStatusDraft,
          response: { 201: PresenceStatus },
        },
      },
      async (request, reply) => reply.status(201).send(await statuses.create(callerOf(request), request.body.label)),
    );

    server.patch(
      "/presence_statuses/:id",
      {
        ...managers,
        schema: {
          tags,
          summary: "Rename a reason to be away.",
          params: ById,
          body: PresenceStatusDraft,
          response: { 200: PresenceStatus },
        },
      },
      (request) => statuses.change(callerOf(request), request.params.id, request.body.label),
    );

    server.delete(
      "/presence_statuses/:id",
      {
        ...managers,
        schema: {
          tags,
          summary: "Delete a reason to be away. Whoever is away for it stays away.",
          params: ById,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await statuses.remove(callerOf(request), request.params.id);
        return reply.status(204).send(null);
      },
    );
  };
}
