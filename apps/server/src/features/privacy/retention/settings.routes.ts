import { DomainSettings, DomainSettingsChange, RetentionPreview, RetentionQuery } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { callerOf, requirePermission } from "../../accounts/index.ts";
import type { RetentionSettings } from "./settings.service.ts";

/** How long a domain keeps what. */
export function settingsRoutes(settings: RetentionSettings): FastifyPluginAsyncTypebox {
  const tags = ["settings"];
  const managers = requirePermission("update_settings");
  return async (server) => {
    server.get(
      "/settings",
      { ...managers, schema: { tags, summary: "The domain's settings.", response: { 200: DomainSettings } } },
      (request) => settings.read(callerOf(request)),
    );

    server.patch(
      "/settings",
      {
        ...managers,
        schema: {
          tags,
          summary: "Change how many days something is kept; 0 keeps it for ever. What is older goes soon after.",
          body: DomainSettingsChange,
          response: { 200: DomainSettings },
        },
      },
      (request) => settings.change(callerOf(request), request.body),
    );

    server.get(
      "/settings/retention_preview",
      {
        ...managers,
        schema: {
          tags,
          summary: "How much would go now, were these the periods; nothing does.",
          querystring: RetentionQuery,
          response: { 200: RetentionPreview },
        },
      },
      (request) => settings.preview(callerOf(request), request.query),
    );
  };
}
