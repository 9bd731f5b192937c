import { Colleague, ListOf, Mention, MentionListQuery, ThreadReadDraft, Uuid } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { Database } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { assertSourcePermission, type Caller, callerOf } from "../accounts/index.ts";
import { findThread } from "../threads/index.ts";
import type { Mentions } from "./mentions.service.ts";

const ThreadParameters = Type.Object({ id: Uuid });

/** What the caller is mentioned in, and whom they can mention. */
export function mentionRoutes(database: Database, mentions: Mentions): FastifyPluginAsyncTypebox {
  const tags = ["mentions"];

  async function findSourceId(caller: Caller, threadId: string, permission: "read" | "reply"): Promise<string> {
    const access = await findThread(database, caller.domainId, threadId);
    if (access === null) throw new Refusal("not_found");
    assertSourcePermission(caller, access.sourceId, permission);
    return access.sourceId;
  }

  return async (server) => {
    server.get(
      "/mentions",
      {
        schema: {
          tags,
          summary: "The notes in which the caller is mentioned, the newest first, of threads that they may read.",
          querystring: MentionListQuery,
          response: { 200: ListOf(Mention) },
        },
      },
      async (request) => {
        const { offset, limit, unread = false } = request.query;
        const { count, records } = await mentions.list(callerOf(request), { unread, offset, limit });
        return { count, offset, limit, records };
      },
    );

    server.put(
      "/threads/:id/mentions/read",
      {
        schema: {
          tags,
          summary: "The caller has seen the notes of a thread up to a number, and where they are mentioned in them.",
          params: ThreadParameters,
          body: ThreadReadDraft,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        await findSourceId(caller, request.params.id, "read");
        await mentions.read(caller, request.params.id, request.body.number);
        return reply.status(204).send(null);
      },
    );

    server.get(
      "/threads/:id/colleagues",
      {
        schema: {
          tags,
          summary: "Who may read a thread, and so be mentioned in its notes.",
          params: ThreadParameters,
          response: { 200: Type.Object({ records: Type.Array(Colleague) }) },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const sourceId = await findSourceId(caller, request.params.id, "reply");
        return { records: await mentions.listColleagues(caller, sourceId) };
      },
    );
  };
}
