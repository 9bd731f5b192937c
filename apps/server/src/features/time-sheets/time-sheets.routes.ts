import { ListOf, ListQuery, TimeSheet, TimeSheetChange, TimeSheetDraft, Uuid } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import { callerOf, requirePermission } from "../accounts/index.ts";
import { createTimeSheets } from "./time-sheets.service.ts";

const ById = Type.Object({ id: Uuid });

/** The domain's business hours. */
export function timeSheetRoutes(database: Database, clock: Clock): FastifyPluginAsyncTypebox {
  const sheets = createTimeSheets(database, clock);
  const tags = ["time sheets"];
  const managers = requirePermission("update_settings");

  return async (server) => {
    server.get(
      "/time_sheets",
      {
        ...requirePermission("update_settings", "manage_rules_engine_rules"),
        schema: {
          tags,
          summary: "Business hours, by their labels.",
          querystring: ListQuery,
          response: { 200: ListOf(TimeSheet) },
        },
      },
      async (request) => {
        const { offset, limit } = request.query;
        return { offset, limit, ...(await sheets.list(callerOf(request), { offset, limit })) };
      },
    );

    server.post(
      "/time_sheets",
      {
        ...managers,
        schema: { tags, summary: "Write down business hours.", body: TimeSheetDraft, response: { 201: TimeSheet } },
      },
      async (request, reply) => reply.status(201).send(await sheets.create(callerOf(request), request.body)),
    );

    server.patch(
      "/time_sheets/:id",
      {
        ...managers,
        schema: {
          tags,
          summary: "Change business hours, or which sources keep them.",
          params: ById,
          body: TimeSheetChange,
          response: { 200: TimeSheet },
        },
      },
      (request) => sheets.change(callerOf(request), request.params.id, request.body),
    );

    server.delete(
      "/time_sheets/:id",
      {
        ...managers,
        schema: {
          tags,
          summary: "Delete business hours. Sources that kept them keep none.",
          params: ById,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        await sheets.remove(callerOf(request), request.params.id);
        return reply.status(204).send(null);
      },
    );
  };
}
