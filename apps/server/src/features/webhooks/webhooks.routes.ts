import { RuleCallSecret, RuleCallSecretState } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { callerOf, requirePermission } from "../accounts/index.ts";
import type { Webhooks } from "./webhooks.service.ts";

/** The secret by which calls of rules are signed. */
export function webhookRoutes(webhooks: Webhooks): FastifyPluginAsyncTypebox {
  const tags = ["rules"];
  const managers = requirePermission("manage_rules_engine_rules");
  return async (server) => {
    server.get(
      "/rules/call_secret",
      {
        ...managers,
        schema: {
          tags,
          summary: "Since when there is a secret that signs the calls of rules.",
          response: { 200: RuleCallSecretState },
        },
      },
      (request) => webhooks.readSecretState(callerOf(request)),
    );

    server.post(
      "/rules/call_secret",
      {
        ...managers,
        schema: {
          tags,
          summary:
            "Make the secret that signs the calls of rules, in place of the one before, which signs too for a day. It is told this once.",
          response: { 201: RuleCallSecret },
        },
      },
      async (request, reply) => reply.status(201).send(await webhooks.makeSecret(callerOf(request))),
    );
  };
}
