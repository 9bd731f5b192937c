import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { Refusal } from "../../platform/refusal.ts";
import type { OfferCounts } from "./offers.service.ts";

const Parameters = Type.Object({ token: Type.String({ maxLength: 200 }) });
/** More lines than a visit can have. */
const BODY_LIMIT_BYTES = 16 * 1024;

/**
 * Where browsers tell what they counted. As plain text, which needs no question beforehand between two origins; and
 * answered alike whether it counts or not, so that the answer says nothing of sources, triggers and settings.
 */
export function offerRoutes(counts: OfferCounts): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.addContentTypeParser("text/plain", { parseAs: "string" }, (_request, body, done) => done(null, body));
    server.post(
      "/chat/:token/offers",
      { bodyLimit: BODY_LIMIT_BYTES, schema: { hide: true, params: Parameters } },
      async (request, reply) => {
        const body = typeof request.body === "string" ? request.body : "";
        const verdict = counts.tell(request.params.token, body, request.ip);
        if (verdict.kind === "limited") {
          throw new Refusal("rate_limited", { retryAfterSeconds: verdict.retryAfterSeconds });
        }
        return reply.status(204).send();
      },
    );
  };
}
