import {
  OfferStatistics,
  OfferStatisticsQuery,
  QueueStatistics,
  QueueStatisticsQuery,
  Statistics,
  StatisticsGrouping,
  StatisticsQuery,
} from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyReply } from "fastify";
import Type from "typebox";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import { callerOf, requirePermission } from "../accounts/index.ts";
import { toCsv } from "./csv.decisions.ts";
import { conversationRows, offerRows, queueRows } from "./rows.decisions.ts";
import { readOffers, readQueue, readStatistics } from "./statistics.service.ts";

const readers = requirePermission("read_stats", "read_own_stats");
/** Of what is nobody's own: a queue, an offer. */
const wholeReaders = requirePermission("read_stats");
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
        return sendFile(reply, `conversations-by-${by}`, query, conversationRows(statistics[`by_${by}`]));
      },
    );

    server.get(
      "/statistics/queue",
      {
        ...wholeReaders,
        schema: {
          tags,
          summary: "How many conversations waited for somebody to take them, by the hour or by the day.",
          querystring: QueueStatisticsQuery,
          response: { 200: QueueStatistics },
        },
      },
      (request) => readQueue(database, callerOf(request), request.query, new Date(clock.nowMs())),
    );

    server.get(
      "/statistics/queue.csv",
      {
        ...wholeReaders,
        schema: { tags, summary: "The same for a spreadsheet.", querystring: QueueStatisticsQuery },
      },
      async (request, reply) => {
        const { query } = request;
        const queue = await readQueue(database, callerOf(request), query, new Date(clock.nowMs()));
        return sendFile(reply, `queue-by-${queue.step}`, query, queueRows(queue));
      },
    );

    server.get(
      "/statistics/offers",
      {
        ...wholeReaders,
        schema: {
          tags,
          summary: "What became of what triggers offered in a period, and whether it made a difference.",
          querystring: OfferStatisticsQuery,
          response: { 200: OfferStatistics },
        },
      },
      (request) => readOffers(database, callerOf(request), request.query),
    );

    server.get(
      "/statistics/offers.csv",
      {
        ...wholeReaders,
        schema: { tags, summary: "The same for a spreadsheet, by trigger.", querystring: OfferStatisticsQuery },
      },
      async (request, reply) => {
        const { query } = request;
        return sendFile(
          reply,
          "offers-by-trigger",
          query,
          offerRows(await readOffers(database, callerOf(request), query)),
        );
      },
    );
  };
}

function sendFile(
  reply: FastifyReply,
  name: string,
  { from, to }: { from: string; to: string },
  rows: (string | number | null)[][],
): FastifyReply {
  return reply
    .header("content-type", "text/csv; charset=utf-8")
    .header("content-disposition", `attachment; filename="${name}-${from}-${to}.csv"`)
    .send(toCsv(rows));
}
