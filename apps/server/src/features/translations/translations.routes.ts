import {
  MessageTranslationRequest,
  TextTranslationRequest,
  Translation,
  TranslationService,
  TranslationServiceChange,
  TranslationState,
  Uuid,
} from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { callerOf, requirePermission } from "../accounts/index.ts";
import type { Translations } from "./translations.service.ts";

const ById = Type.Object({ id: Uuid });

/** The service that translates for a domain, and what it is asked at the desk. */
export function translationRoutes(translations: Translations): FastifyPluginAsyncTypebox {
  const tags = ["translations"];
  const managers = requirePermission("update_settings");
  return async (server) => {
    server.get(
      "/translations",
      {
        schema: {
          tags,
          summary: "Whether there is a service that translates.",
          response: { 200: TranslationState },
        },
      },
      async (request) => ({ enabled: (await translations.readUrl(callerOf(request))) !== null }),
    );

    server.get(
      "/translation_service",
      {
        ...managers,
        schema: { tags, summary: "The service that translates.", response: { 200: TranslationService } },
      },
      async (request) => ({ url: await translations.readUrl(callerOf(request)) }),
    );

    server.put(
      "/translation_service",
      {
        ...managers,
        schema: {
          tags,
          summary: "Name the service that translates, and the secret that requests are signed with.",
          body: TranslationServiceChange,
          response: { 200: TranslationService },
        },
      },
      async (request) => {
        await translations.change(callerOf(request), request.body);
        return { url: request.body.url };
      },
    );

    server.delete(
      "/translation_service",
      {
        ...managers,
        schema: { tags, summary: "Translate nothing any more.", response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        await translations.remove(callerOf(request));
        return reply.status(204).send(null);
      },
    );

    server.post(
      "/messages/:id/translations",
      {
        schema: {
          tags,
          summary: "Translate a message. It is asked for once, and kept with the message.",
          params: ById,
          body: MessageTranslationRequest,
          response: { 200: Translation },
        },
      },
      (request) => translations.translateMessage(callerOf(request), request.params.id, request.body.to),
    );

    server.post(
      "/threads/:id/translations",
      {
        schema: {
          tags,
          summary: "Translate what one is about to write in a thread. Nothing of it is kept.",
          params: ById,
          body: TextTranslationRequest,
          response: { 200: Translation },
        },
      },
      (request) => translations.translateText(callerOf(request), request.params.id, request.body),
    );
  };
}
