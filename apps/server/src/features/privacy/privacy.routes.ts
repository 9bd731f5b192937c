import { Identity, StoredOfIdentity, Uuid } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { callerOf, requirePermission } from "../accounts/index.ts";
import { type Identities, toIdentity } from "../identities/index.ts";
import type { Privacy } from "./privacy.service.ts";

const ById = Type.Object({ id: Uuid });

/** What may be asked of what is stored about a visitor. */
export function privacyRoutes(privacy: Privacy, identities: Identities): FastifyPluginAsyncTypebox {
  const tags = ["identities"];
  return async (server) => {
    server.get(
      "/identities/:id/export",
      {
        ...requirePermission("export_identity"),
        schema: {
          tags,
          summary:
            "All that is stored of a visitor, as a ZIP: index.html to be read, data.json for programs, and the files.",
          params: ById,
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const archive = await privacy.exportIdentity(callerOf(request), id);
        return reply
          .headers({
            "content-type": "application/zip",
            "content-disposition": `attachment; filename="visitor-${id}.zip"`,
            "cache-control": "no-store",
          })
          .send(archive);
      },
    );

    server.get(
      "/identities/:id/stored",
      {
        ...requirePermission("anonymize_identity", "export_identity"),
        schema: {
          tags,
          summary: "How much is stored of a visitor, which anonymising or deleting them would take.",
          params: ById,
          response: { 200: StoredOfIdentity },
        },
      },
      (request) => privacy.countStored(callerOf(request).domainId, request.params.id),
    );

    server.post(
      "/identities/:id/anonymize",
      {
        ...requirePermission("anonymize_identity"),
        schema: {
          tags,
          summary:
            "Forget who a visitor is and what was said with them. Their conversations stay, without words and files, closed. There is no way back.",
          params: ById,
          response: { 200: Identity },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        await privacy.erase(caller, request.params.id, "anonymised");
        return toIdentity(await identities.find(caller.domainId, request.params.id));
      },
    );

    server.delete(
      "/identities/:id",
      {
        ...requirePermission("anonymize_identity"),
        schema: {
          tags,
          summary: "Delete a visitor and all that is stored of them, conversations included. There is no way back.",
          params: ById,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await privacy.erase(callerOf(request), request.params.id, "deleted");
        return reply.status(204).send(null);
      },
    );
  };
}
