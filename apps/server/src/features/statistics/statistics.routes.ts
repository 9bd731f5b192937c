import {
  QueueStatistics,
  QueueStatisticsQuery,
  Statistics,
  StatisticsGrouping,
  StatisticsQuery,
  type StatisticsRow,
} from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import { callerOf, requirePermission } from "../accounts/index.ts";
import { toCsv } from "./csv.decisions.ts";
import { readQueue, readStatistics } from "./statistics.service.ts";

const readers = requirePermission("read_stats", "read_own_stats");
const tags = ["statistics"];

/** What became of conversations, for screens and for spreadsheets. */
export function statisticsRoutes(database: Database, clock: Clock): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      "/statistics/conversations",
      {
        ...readers,
        schema: {
          tags,
          summary: "What became of the conversations that began in a period.",
          querystring: StatisticsQuery,
          response: { 200: Statistics },
        },
      },
      (request) => readStatistics(database, callerOf(request), request.query),
    );

    server.get(
      "/statistics/conversations.csv",
      {
        ...readers,
        schema: {
          tags,
          summary: "The same for a spreadsheet, by one of its groupings.",
          querystring: Type.Object({ ...StatisticsQuery.properties, by: StatisticsGrouping }),
        },
      },
      async (request, reply) => {
        const { by, ...query } = request.query;
        const statistics = await readStatistics(database, callerOf(request), query);
        const name = `conversations-by-${by}-${query.from}-${query.to}.csv`;
        return reply
          .header("content-type", "text/csv; charset=utf-8")
          .header("content-disposition", `attachment; filename="${name}"`)
          .send(toCsv([HEADINGS, ...statistics[`by_${by}`].map(toCells)]));
      },
    );

    server.get(
      "/statistics/queue",
      {
        ...requirePermission("read_stats"),
        schema: {
          tags,
          summary: "How many conversations waited for somebody to take them, by the hour or by the day.",
          querystring: QueueStatisticsQuery,
          response: { 200: QueueStatistics },
        },
      },
      (request) => readQueue(database, callerOf(request), request.query, new Date(clock.nowMs())),
    );
  };
}

const HEADINGS = [
  "id",
  "name",
  "conversations",
  "answered",
  "missed",
  "wait_median_seconds",
  "wait_p90_seconds",
  "handling_median_seconds",
  "handling_p90_seconds",
];

function toCells(row: StatisticsRow): (string | number | null)[] {
  return [
    row.key,
    row.label,
    row.conversations,
    row.answered,
    row.missed,
    row.wait_median_seconds,
    row.wait_p90_seconds,
    row.handling_median_seconds,
    row.handling_p90_seconds,
  ];
}
