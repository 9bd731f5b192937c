import { Uuid } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { callerOf, requirePermission } from "../accounts/index.ts";
import type { Privacy } from "./privacy.service.ts";

const ById = Type.Object({ id: Uuid });

/** What may be asked of what is stored about a visitor. */
export function privacyRoutes(privacy: Privacy): FastifyPluginAsyncTypebox {
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
  };
}
