import {
  GroupToMerge,
  IdentitiesToSeparate,
  IdentityGroup,
  IdentityGroupChange,
  IdentityGroupQuery,
  IdentityGroupSummary,
  ListOf,
  ListQuery,
  MergePreviewQuery,
  ThreadSummary,
  Uuid,
} from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { Database } from "../../platform/database/index.ts";
import { assertPermission, callerOf, readableSources, requirePermission } from "../accounts/index.ts";
import { listSummariesOfGroup } from "../threads/index.ts";
import type { IdentityGroups } from "./groups.service.ts";

const ById = Type.Object({ id: Uuid });

/** The persons of a domain, for whoever may read of them; changed by those who may update them. */
export function identityGroupRoutes(database: Database, groups: IdentityGroups): FastifyPluginAsyncTypebox {
  const tags = ["identity groups"];
  const readers = requirePermission("read_identity");
  // Who changes is answered with what there is then, so they need to be readers too.
  const writers = requirePermission("update_identity");
  return async (server) => {
    server.get(
      "/identity_groups",
      {
        ...readers,
        schema: {
          tags,
          summary: "The domain's persons, newest first; found by words.",
          querystring: IdentityGroupQuery,
          response: { 200: ListOf(IdentityGroupSummary) },
        },
      },
      async (request) => {
        const { offset, limit } = request.query;
        const { count, records } = await groups.list(callerOf(request).domainId, request.query);
        return { count, offset, limit, records };
      },
    );

    server.get(
      "/identity_groups/:id",
      {
        ...readers,
        schema: {
          tags,
          summary: "One person, by the id of any of its identities.",
          params: ById,
          response: { 200: IdentityGroup },
        },
      },
      (request) => groups.find(callerOf(request).domainId, request.params.id),
    );

    server.patch(
      "/identity_groups/:id",
      {
        ...writers,
        schema: {
          tags,
          summary: "Change what is known of a person. Null stands for what the identities themselves say.",
          params: ById,
          body: IdentityGroupChange,
          response: { 200: IdentityGroup },
        },
      },
      (request) => {
        const caller = callerOf(request);
        assertPermission(caller, "read_identity");
        return groups.change(caller, request.params.id, request.body);
      },
    );

    server.get(
      "/identity_groups/:id/threads",
      {
        ...readers,
        schema: {
          tags,
          summary:
            "The threads of all of a person's identities, newest first, of the sources that the caller may read.",
          params: ById,
          querystring: ListQuery,
          response: { 200: ListOf(ThreadSummary) },
        },
      },
      async (request) => {
        const { domainId, rights } = callerOf(request);
        const groupId = await groups.findId(domainId, request.params.id);
        const wanted = { groupId, sourceIds: readableSources(rights), ...request.query };
        return { ...request.query, ...(await listSummariesOfGroup(database, domainId, wanted)) };
      },
    );

    server.get(
      "/identity_groups/:id/merge_preview",
      {
        ...readers,
        schema: {
          tags,
          summary: "The person that merging another one into this one would make. Nothing is changed.",
          params: ById,
          querystring: MergePreviewQuery,
          response: { 200: IdentityGroup },
        },
      },
      (request) => groups.preview(callerOf(request).domainId, request.params.id, request.query.with_id),
    );

    server.post(
      "/identity_groups/:id/merge",
      {
        ...writers,
        schema: {
          tags,
          summary: "Merge another person into this one, whose values stand in front; the others are kept.",
          params: ById,
          body: GroupToMerge,
          response: { 200: IdentityGroup },
        },
      },
      (request) => {
        const caller = callerOf(request);
        assertPermission(caller, "read_identity");
        return groups.merge(caller, request.params.id, request.body.group_id);
      },
    );

    server.post(
      "/identity_groups/:id/unmerge",
      {
        ...writers,
        schema: {
          tags,
          summary: "Let some identities of a person be one of their own, each with what it had before.",
          params: ById,
          body: IdentitiesToSeparate,
          response: { 200: IdentityGroup },
        },
      },
      (request) => {
        const caller = callerOf(request);
        assertPermission(caller, "read_identity");
        return groups.separate(caller, request.params.id, request.body.identity_ids);
      },
    );
  };
}
