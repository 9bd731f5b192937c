import {
  ListOf,
  ListQuery,
  Source,
  SourceChange,
  SourceDraft,
  ThemePreview,
  ThemePreviewRequest,
  Uuid,
} from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { assertVisibleSource, type Caller, callerOf, requirePermission, visibleSources } from "../accounts/index.ts";
import type { ConfigurationAuthor } from "./configuration.service.ts";
import { completeSettings, snippetFor } from "./settings.decisions.ts";
import type { Sources } from "./sources.service.ts";
import type { SourceRow } from "./sources.store.ts";

/** Who changes a configuration through the API. */
export function authorOf({ domainId, userId, name }: Caller): ConfigurationAuthor {
  return { domainId, user: { id: userId, name } };
}

const ById = Type.Object({ id: Uuid });

/** The domain's sources: agents read them, administrators make and change them. */
export function sourceRoutes(sources: Sources, publicUrl: () => string): FastifyPluginAsyncTypebox {
  const toSource = (row: SourceRow): Source => ({
    id: row.id,
    token: row.token,
    label: row.label,
    mode: row.mode,
    state: row.state,
    community_id: row.community_id,
    ...completeSettings(row.settings),
    snippet: snippetFor(publicUrl(), row.token),
    created_at: row.created_at.toISOString(),
  });

  return async (server) => {
    server.get(
      "/sources",
      {
        schema: {
          tags: ["sources"],
          summary: "The domain's sources that the caller may see, oldest first.",
          querystring: ListQuery,
          response: { 200: ListOf(Source) },
        },
      },
      async (request) => {
        const { domainId, rights } = callerOf(request);
        const { count, records } = await sources.list(domainId, { ...request.query, ids: visibleSources(rights) });
        return { count, ...request.query, records: records.map(toSource) };
      },
    );

    server.get(
      "/sources/:id",
      { schema: { tags: ["sources"], summary: "One source.", params: ById, response: { 200: Source } } },
      async (request) => {
        const caller = callerOf(request);
        assertVisibleSource(caller, request.params.id);
        return toSource(await sources.find(caller.domainId, request.params.id));
      },
    );

    server.post(
      "/sources",
      {
        ...requirePermission("create_source"),
        schema: { tags: ["sources"], summary: "Make a source.", body: SourceDraft, response: { 201: Source } },
      },
      async (request, reply) => {
        const source = await sources.create(callerOf(request).domainId, request.body);
        return reply.status(201).send(toSource(source));
      },
    );

    server.patch(
      "/sources/:id",
      {
        ...requirePermission("update_source"),
        schema: {
          tags: ["sources"],
          summary: "Change a source's settings. What is left out stays.",
          params: ById,
          body: SourceChange,
          response: { 200: Source },
        },
      },
      async (request) => toSource(await sources.change(authorOf(callerOf(request)), request.params.id, request.body)),
    );

    server.post(
      "/sources/:id/theme_preview",
      {
        ...requirePermission("update_source"),
        schema: {
          tags: ["sources"],
          summary: "Compile styles for a source's window without storing them.",
          params: ById,
          body: ThemePreviewRequest,
          response: { 200: ThemePreview },
        },
      },
      async (request) => {
        const { variables, css } = await sources.previewTheme(
          callerOf(request).domainId,
          request.params.id,
          request.body.custom_css,
        );
        return { variables: { ...variables }, css };
      },
    );
  };
}
