import { AccessToken, Credentials, SignedInUser, User } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { callerOf, publicRoute } from "./access.ts";
import type { Accounts } from "./accounts.service.ts";
import type { UserRow } from "./accounts.store.ts";
import { clearSessionCookie, writeSessionCookie } from "./session-cookie.ts";

/** Signing in and out, and who is signed in. */
export function accountRoutes(accounts: Accounts, publicUrl: () => string): FastifyPluginAsyncTypebox {
  const isSecure = () => publicUrl().startsWith("https:");
  return async (server) => {
    server.post(
      "/session",
      {
        ...publicRoute,
        schema: {
          tags: ["accounts"],
          summary: "Sign in: starts a session, kept in a cookie.",
          body: Credentials,
          response: { 200: User },
        },
      },
      async (request, reply) => {
        const { user, secret } = await accounts.login({ ...request.body, address: request.ip });
        reply.header("set-cookie", writeSessionCookie(secret, isSecure()));
        return toUser(user);
      },
    );

    server.delete(
      "/session",
      {
        schema: {
          tags: ["accounts"],
          summary: "Sign out: ends the session (or token) that the request came with.",
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await accounts.endCredential(callerOf(request));
        return reply.header("set-cookie", clearSessionCookie(isSecure())).status(204).send(null);
      },
    );

    server.post(
      "/tokens",
      {
        ...publicRoute,
        schema: {
          tags: ["accounts"],
          summary: "Make a bearer token for programs. It is shown this once.",
          body: Credentials,
          response: { 201: AccessToken },
        },
      },
      async (request, reply) => {
        const token = await accounts.createToken({ ...request.body, address: request.ip });
        return reply.status(201).send({ token });
      },
    );

    server.delete(
      "/tokens/current",
      {
        schema: {
          tags: ["accounts"],
          summary: "End the token (or session) that the request came with.",
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await accounts.endCredential(callerOf(request));
        return reply.status(204).send(null);
      },
    );

    server.get(
      "/me",
      {
        schema: {
          tags: ["accounts"],
          summary: "The user that the request is made as, with their permissions.",
          response: { 200: SignedInUser },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const user = toUser(await accounts.findUser(caller));
        const { permissions, everySource, sources } = caller.rights;
        return {
          ...user,
          permissions: [...permissions],
          source_permissions: [...everySource],
          sources: [...sources].map(([source_id, held]) => ({ source_id, permissions: [...held] })),
        };
      },
    );
  };
}

/** As the API tells it. */
export function toUser({ password_hash: _, languages: __, created_at, deactivated_at, ...row }: UserRow): User {
  return {
    ...row,
    deactivated_at: deactivated_at?.toISOString() ?? null,
    created_at: created_at.toISOString(),
  };
}
