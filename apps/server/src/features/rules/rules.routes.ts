import {
  ListOf,
  ListQuery,
  Rule,
  RuleChange,
  RuleDraft,
  RuleOrder,
  RuleTrial,
  RuleTrialAnswer,
  Uuid,
} from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { Database } from "../../platform/database/index.ts";
import { callerOf, requirePermission } from "../accounts/index.ts";
import type { Webhooks } from "../webhooks/index.ts";
import type { ListAvailable } from "./rule-context.ts";
import { createRules } from "./rules.service.ts";

const ById = Type.Object({ id: Uuid });

/** The domain's rules. */
export function ruleRoutes(
  database: Database,
  listAvailable: ListAvailable,
  webhooks: Webhooks,
): FastifyPluginAsyncTypebox {
  const rules = createRules(database, listAvailable, webhooks);
  const tags = ["rules"];
  const managers = requirePermission("manage_rules_engine_rules");

  return async (server) => {
    server.get(
      "/rules",
      {
        ...managers,
        schema: {
          tags,
          summary: "Rules, in the order of their turns.",
          querystring: ListQuery,
          response: { 200: ListOf(Rule) },
        },
      },
      async (request) => {
        const { offset, limit } = request.query;
        return { offset, limit, ...(await rules.list(callerOf(request), { offset, limit })) };
      },
    );

    server.put(
      "/rules/order",
      {
        ...managers,
        schema: {
          tags,
          summary: "Set the order in which rules have their turns.",
          body: RuleOrder,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await rules.order(callerOf(request), request.body.ids);
        return reply.status(204).send(null);
      },
    );

    server.post(
      "/rules/test",
      {
        ...managers,
        schema: {
          tags,
          summary: "What a rule would have made of the newest threads, and why. Nothing is changed.",
          body: RuleTrial,
          response: { 200: RuleTrialAnswer },
        },
      },
      (request) => rules.try(callerOf(request), request.body),
    );

    server.get(
      "/rules/:id",
      { ...managers, schema: { tags, summary: "One rule.", params: ById, response: { 200: Rule } } },
      (request) => rules.find(callerOf(request), request.params.id),
    );

    server.post(
      "/rules",
      {
        ...managers,
        schema: {
          tags,
          summary: "Make a rule: behind the others, and switched off unless it says otherwise.",
          body: RuleDraft,
          response: { 201: Rule },
        },
      },
      async (request, reply) => reply.status(201).send(await rules.create(callerOf(request), request.body)),
    );

    server.patch(
      "/rules/:id",
      {
        ...managers,
        schema: { tags, summary: "Change a rule.", params: ById, body: RuleChange, response: { 200: Rule } },
      },
      (request) => rules.change(callerOf(request), request.params.id, request.body),
    );

    server.delete(
      "/rules/:id",
      { ...managers, schema: { tags, summary: "Delete a rule.", params: ById, response: { 204: Type.Null() } } },
      async (request, reply) => {
        await rules.remove(callerOf(request), request.params.id);
        return reply.status(204).send(null);
      },
    );
  };
}
