import {
  CreatedPerson,
  ListOf,
  PasswordChange,
  Person,
  PersonChange,
  PersonDraft,
  User,
  UserListQuery,
  Uuid,
} from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { callerOf, requirePermission } from "../accounts/index.ts";
import type { Users } from "./users.service.ts";

const ById = Type.Object({ id: Uuid });

/** The people of the caller's domain. */
export function userRoutes(users: Users): FastifyPluginAsyncTypebox {
  const tags = ["users"];
  const managers = requirePermission("update_user");
  return async (server) => {
    server.get(
      "/users",
      {
        schema: {
          tags,
          summary: "The users of the domain, oldest first.",
          querystring: UserListQuery,
          response: { 200: ListOf(User) },
        },
      },
      async (request) => {
        const { offset, limit } = request.query;
        const { count, records } = await users.list(callerOf(request), request.query);
        return { count, offset, limit, records };
      },
    );

    server.get(
      "/users/:id",
      {
        ...requirePermission("invite_user", "update_user", "manage_roles"),
        schema: { tags, summary: "One user, with their skills and teams.", params: ById, response: { 200: Person } },
      },
      (request) => users.find(callerOf(request), request.params.id),
    );

    server.post(
      "/users",
      {
        ...requirePermission("invite_user"),
        schema: {
          tags,
          summary: "Make a user with these roles. Without a password one is made, and told this once.",
          body: PersonDraft,
          response: { 201: CreatedPerson },
        },
      },
      async (request, reply) => reply.status(201).send(await users.create(callerOf(request), request.body)),
    );

    server.patch(
      "/users/:id",
      {
        ...managers,
        schema: {
          tags,
          summary: "Change a user's name, address, languages and categories; and teams, for who manages these.",
          params: ById,
          body: PersonChange,
          response: { 200: Person },
        },
      },
      (request) => users.change(callerOf(request), request.params.id, request.body),
    );

    server.put(
      "/me/password",
      {
        schema: {
          tags,
          summary: "Change your password. Your other sessions end; tokens stay.",
          body: PasswordChange,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await users.changePassword(callerOf(request), request.body, request.ip);
        return reply.status(204).send(null);
      },
    );

    for (const action of ["deactivate", "activate"] as const) {
      server.post(
        `/users/:id/${action}`,
        {
          ...managers,
          schema: {
            tags,
            summary:
              action === "deactivate"
                ? "Deactivate a user: sessions end, tokens stop to work, live chats go back into the queue."
                : "Let a deactivated user sign in again.",
            params: ById,
            response: { 200: Person },
          },
        },
        (request) => users[action](callerOf(request), request.params.id),
      );
    }
  };
}
