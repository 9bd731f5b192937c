import { ListOf, ListQuery, Team, TeamChange, TeamDraft, Uuid } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { Database } from "../../platform/database/index.ts";
import { callerOf, requirePermission } from "../accounts/index.ts";
import { createTeams } from "./teams.service.ts";

const ById = Type.Object({ id: Uuid });

/** The domain's teams: to see for whoever is signed in, since conversations are passed on to them. */
export function teamRoutes(database: Database): FastifyPluginAsyncTypebox {
  const teams = createTeams(database);
  const tags = ["teams"];
  const managers = requirePermission("manage_teams");
  return async (server) => {
    server.get(
      "/teams",
      {
        schema: {
          tags,
          summary: "The domain's teams, by name.",
          querystring: ListQuery,
          response: { 200: ListOf(Team) },
        },
      },
      async (request) => {
        const { count, records } = await teams.list(callerOf(request), request.query);
        return { count, ...request.query, records };
      },
    );

    server.get(
      "/teams/:id",
      { schema: { tags, summary: "One team.", params: ById, response: { 200: Team } } },
      (request) => teams.find(callerOf(request), request.params.id),
    );

    server.post(
      "/teams",
      { ...managers, schema: { tags, summary: "Make a team.", body: TeamDraft, response: { 201: Team } } },
      async (request, reply) => reply.status(201).send(await teams.create(callerOf(request), request.body)),
    );

    server.patch(
      "/teams/:id",
      {
        ...managers,
        schema: {
          tags,
          summary: "Rename a team, or say who is in it.",
          params: ById,
          body: TeamChange,
          response: { 200: Team },
        },
      },
      (request) => teams.change(callerOf(request), request.params.id, request.body),
    );

    server.delete(
      "/teams/:id",
      {
        ...managers,
        schema: {
          tags,
          summary: "Delete a team. Its people stay.",
          params: ById,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await teams.remove(callerOf(request), request.params.id);
        return reply.status(204).send(null);
      },
    );
  };
}
