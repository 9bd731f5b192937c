import { AccessRole, AccessRoleChange, AccessRoleDraft, ListOf, ListQuery, UserRoles, Uuid } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { callerOf, requirePermission } from "../accounts/index.ts";
import type { Roles } from "./roles.service.ts";

const ById = Type.Object({ id: Uuid });

/** The domain's roles, and which of them its users have. */
export function roleRoutes(roles: Roles): FastifyPluginAsyncTypebox {
  const tags = ["roles"];
  const readers = requirePermission("manage_roles", "update_user", "invite_user");
  const managers = requirePermission("manage_roles");
  return async (server) => {
    server.get(
      "/roles",
      {
        ...readers,
        schema: {
          tags,
          summary: "The domain's roles, oldest first.",
          querystring: ListQuery,
          response: { 200: ListOf(AccessRole) },
        },
      },
      async (request) => {
        const { count, records } = await roles.list(callerOf(request), request.query);
        return { count, ...request.query, records };
      },
    );

    server.get(
      "/roles/:id",
      { ...readers, schema: { tags, summary: "One role.", params: ById, response: { 200: AccessRole } } },
      (request) => roles.find(callerOf(request), request.params.id),
    );

    server.post(
      "/roles",
      {
        ...managers,
        schema: {
          tags,
          summary: "Make a role of permissions that the caller holds.",
          body: AccessRoleDraft,
          response: { 201: AccessRole },
        },
      },
      async (request, reply) => reply.status(201).send(await roles.create(callerOf(request), request.body)),
    );

    server.patch(
      "/roles/:id",
      {
        ...managers,
        schema: {
          tags,
          summary: "Change a role. It takes effect at once for all who have it.",
          params: ById,
          body: AccessRoleChange,
          response: { 200: AccessRole },
        },
      },
      (request) => roles.change(callerOf(request), request.params.id, request.body),
    );

    server.delete(
      "/roles/:id",
      {
        ...managers,
        schema: { tags, summary: "Delete a role that nobody has.", params: ById, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        await roles.remove(callerOf(request), request.params.id);
        return reply.status(204).send(null);
      },
    );

    server.get(
      "/users/:id/roles",
      { ...readers, schema: { tags, summary: "A user's roles.", params: ById, response: { 200: UserRoles } } },
      async (request) => ({ role_ids: await roles.listRolesOfUser(callerOf(request), request.params.id) }),
    );

    server.put(
      "/users/:id/roles",
      {
        ...requirePermission("update_user"),
        schema: {
          tags,
          summary: "Give a user these roles and no others.",
          params: ById,
          body: UserRoles,
          response: { 200: UserRoles },
        },
      },
      async (request) => {
        const { id } = request.params;
        return { role_ids: await roles.replaceRolesOfUser(callerOf(request), id, request.body.role_ids) };
      },
    );
  };
}
