import { CustomField, CustomFieldChange, CustomFieldDraft, Uuid } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { Hints } from "../../delivery/hints.ts";
import type { Database } from "../../platform/database/index.ts";
import { callerOf, requirePermission } from "../accounts/index.ts";
import { createCustomFields } from "./custom-fields.service.ts";

const ById = Type.Object({ id: Uuid });

/** The domain's custom fields: seen by every user, since values are shown by them. */
export function customFieldRoutes(database: Database, hints: Hints): FastifyPluginAsyncTypebox {
  const fields = createCustomFields(database, hints);
  const tags = ["custom fields"];
  const managers = requirePermission("manage_custom_fields");
  return async (server) => {
    server.get(
      "/custom_fields",
      {
        schema: {
          tags,
          summary: "All custom fields in their order, inactive ones among them.",
          response: { 200: Type.Object({ count: Type.Integer(), records: Type.Array(CustomField) }) },
        },
      },
      async (request) => {
        const records = await fields.list(callerOf(request));
        return { count: records.length, records };
      },
    );

    server.post(
      "/custom_fields",
      {
        ...managers,
        schema: { tags, summary: "Make a custom field.", body: CustomFieldDraft, response: { 201: CustomField } },
      },
      async (request, reply) => reply.status(201).send(await fields.create(callerOf(request), request.body)),
    );

    server.patch(
      "/custom_fields/:id",
      {
        ...managers,
        schema: {
          tags,
          summary: "Change a custom field, or move it. Values that no longer fit stay until they are written anew.",
          params: ById,
          body: CustomFieldChange,
          response: { 200: CustomField },
        },
      },
      (request) => fields.change(callerOf(request), request.params.id, request.body),
    );

    server.delete(
      "/custom_fields/:id",
      {
        ...managers,
        schema: {
          tags,
          summary: "Delete a custom field and its values, for good.",
          params: ById,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await fields.remove(callerOf(request), request.params.id);
        return reply.status(204).send(null);
      },
    );
  };
}
