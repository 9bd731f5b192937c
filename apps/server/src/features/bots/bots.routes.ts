import {
  Bot,
  BotChange,
  BotDraft,
  BotSecret,
  BotToken,
  CreatedBot,
  Handover,
  HandoverAnswer,
  ListOf,
  ListQuery,
  Uuid,
} from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { callerOf, openToBots, requirePermission } from "../accounts/index.ts";
import type { BotWork } from "./bot-work.ts";
import type { Bots } from "./bots.service.ts";

const ById = Type.Object({ id: Uuid });

/** The domain's bots, and what they do beside answering. */
export function botRoutes(bots: Bots, work: Pick<BotWork, "handOver">): FastifyPluginAsyncTypebox {
  const tags = ["bots"];
  const managers = requirePermission("manage_bots");
  // Whoever writes rules names bots there.
  const readers = requirePermission("manage_bots", "manage_rules_engine_rules");
  return async (server) => {
    server.get(
      "/bots",
      {
        ...readers,
        schema: {
          tags,
          summary: "The domain's bots, by name.",
          querystring: ListQuery,
          response: { 200: ListOf(Bot) },
        },
      },
      async (request) => {
        const { offset, limit } = request.query;
        return { offset, limit, ...(await bots.list(callerOf(request), { offset, limit })) };
      },
    );

    server.get(
      "/bots/:id",
      { ...readers, schema: { tags, summary: "One bot.", params: ById, response: { 200: Bot } } },
      (request) => bots.find(callerOf(request), request.params.id),
    );

    server.post(
      "/bots",
      {
        ...managers,
        schema: {
          tags,
          summary: "Make a bot. Its token, and the secret that signs its calls, are told this once.",
          body: BotDraft,
          response: { 201: CreatedBot },
        },
      },
      async (request, reply) => reply.status(201).send(await bots.create(callerOf(request), request.body)),
    );

    server.patch(
      "/bots/:id",
      {
        ...managers,
        schema: {
          tags,
          summary: "Change a bot. What one has that is switched off goes to agents.",
          params: ById,
          body: BotChange,
          response: { 200: Bot },
        },
      },
      (request) => bots.change(callerOf(request), request.params.id, request.body),
    );

    server.post(
      "/bots/:id/token",
      {
        ...managers,
        schema: {
          tags,
          summary: "Give a bot another token, told this once. The one before ends at once.",
          params: ById,
          response: { 201: BotToken },
        },
      },
      async (request, reply) => reply.status(201).send(await bots.replaceToken(callerOf(request), request.params.id)),
    );

    server.post(
      "/bots/:id/secret",
      {
        ...managers,
        schema: {
          tags,
          summary:
            "Give a bot another secret that signs its calls, told this once. The one before signs too for a day.",
          params: ById,
          response: { 201: BotSecret },
        },
      },
      async (request, reply) => reply.status(201).send(await bots.replaceSecret(callerOf(request), request.params.id)),
    );

    server.post(
      "/threads/:id/handover",
      {
        ...openToBots,
        schema: {
          tags: ["threads"],
          summary:
            "For bots: give the thread to people, and hear whether one of those for whom it is meant is there. It waits in the queue in either case.",
          params: ById,
          body: Handover,
          response: { 200: HandoverAnswer },
        },
      },
      (request) => work.handOver(callerOf(request), request.params.id, request.body),
    );
  };
}
