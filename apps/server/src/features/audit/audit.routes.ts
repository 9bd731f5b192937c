import { AuditEvent, AuditEventQuery, ListOf } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Database } from "../../platform/database/index.ts";
import { callerOf, requirePermission } from "../accounts/index.ts";
import { listAuditEvents } from "./audit.store.ts";

/** Who did what, for those who may look into it. */
export function auditRoutes({ kysely }: Database): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      "/audit_events",
      {
        ...requirePermission("read_event"),
        schema: {
          tags: ["audit"],
          summary: "What was done to roles and people's rights, newest first.",
          querystring: AuditEventQuery,
          response: { 200: ListOf(AuditEvent) },
        },
      },
      async (request) => {
        const { offset, limit } = request.query;
        const { count, records } = await listAuditEvents(kysely, callerOf(request).domainId, request.query);
        return { count, offset, limit, records };
      },
    );
  };
}
