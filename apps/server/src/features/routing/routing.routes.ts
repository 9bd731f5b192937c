import { isDeepStrictEqual } from "node:util";
import { Channel, RoutingSettings, RoutingSettingsChange } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { assertWritable, type Database, inTransaction } from "../../platform/database/index.ts";
import { type Caller, callerOf, requirePermission } from "../accounts/index.ts";
import { recordAuditEventBy } from "../audit/index.ts";
import { readRouting, writeRouting } from "./routing.store.ts";

const ByChannel = Type.Object({ channel: Channel });

/** How the channels' tasks find their agents. */
export function routingRoutes(database: Database): FastifyPluginAsyncTypebox {
  const tags = ["routing"];
  const managers = requirePermission("manage_topologies");

  function change(caller: Caller, channel: Channel, wanted: RoutingSettingsChange): Promise<RoutingSettings> {
    assertWritable(database);
    const { domainId, userId, name } = caller;
    return inTransaction(database, async (transaction) => {
      const before = (await readRouting(transaction, domainId))[channel];
      const after = { ...before, ...wanted };
      if (isDeepStrictEqual(before, after)) return before;
      await writeRouting(transaction, domainId, after);
      await recordAuditEventBy(transaction, {
        domainId,
        user: { id: userId, name },
        action: "routing_changed",
        object: { type: "routing", id: null, label: channel },
        before,
        after,
      });
      return after;
    });
  }

  return async (server) => {
    server.get(
      "/routing",
      {
        ...managers,
        schema: {
          tags,
          summary: "How each channel's tasks find their agents.",
          response: { 200: Type.Object({ count: Type.Integer(), records: Type.Array(RoutingSettings) }) },
        },
      },
      async (request) => {
        const { realtime, asynchronous } = await readRouting(database, callerOf(request).domainId);
        return { count: 2, records: [realtime, asynchronous] };
      },
    );

    server.patch(
      "/routing/:channel",
      {
        ...managers,
        schema: {
          tags,
          summary: "Change how a channel's tasks find their agents. What waits goes on from the step that it is on.",
          params: ByChannel,
          body: RoutingSettingsChange,
          response: { 200: RoutingSettings },
        },
      },
      (request) => change(callerOf(request), request.params.channel, request.body),
    );
  };
}
