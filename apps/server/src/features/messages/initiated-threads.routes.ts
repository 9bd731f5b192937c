import { ThreadDraft, ThreadSummary } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Hints } from "../../delivery/hints.ts";
import type { Database } from "../../platform/database/index.ts";
import { newId } from "../../platform/identifiers.ts";
import { Refusal } from "../../platform/refusal.ts";
import { assertSourcePermission, callerOf } from "../accounts/index.ts";
import { findSummaries } from "../threads/index.ts";
import { initiateDiscussion } from "./initiate-discussion.ts";
import { renderSenderName } from "./messages.decisions.ts";

/** Conversations that agents begin. */
export function initiatedThreadRoutes(
  database: Database,
  hints: Hints,
  findSenderName: (domainId: string, sourceId: string) => Promise<string>,
): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.post(
      "/threads",
      {
        schema: {
          tags: ["threads"],
          summary:
            "Begin a conversation with a visitor who is known, in a source of messaging. The same id again is the same conversation.",
          body: ThreadDraft,
          response: { 201: ThreadSummary },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const { domainId, userId } = caller;
        const { id: messageId = newId(), source_id: sourceId, identity_id: identityId, body } = request.body;
        assertSourcePermission(caller, sourceId, "initiate_discussion");
        const name = renderSenderName(await findSenderName(domainId, sourceId), caller);
        const agent = { id: userId, name };
        const discussion = { domainId, messageId, sourceId, identityId, agent, body };
        const id = await initiateDiscussion(database, hints, discussion);
        const [thread] = await findSummaries(database, domainId, [id]);
        if (thread === undefined) throw new Refusal("not_found");
        return reply.status(201).send(thread);
      },
    );
  };
}
