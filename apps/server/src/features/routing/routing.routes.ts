import { isDeepStrictEqual } from "node:util";
import {
  Channel,
  RoutingSettings,
  RoutingSettingsChange,
  SourceRouting,
  SourceRoutingChange,
  Uuid,
} from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { assertWritable, type Database, inTransaction } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { type Caller, callerOf, requirePermission } from "../accounts/index.ts";
import { recordAuditEventBy } from "../audit/index.ts";
import { lockSourceLabel, readRouting, readSourceSteps, writeRouting, writeSourceSteps } from "./routing.store.ts";

const ByChannel = Type.Object({ channel: Channel });
const BySource = Type.Object({ source_id: Uuid });
const OfSource = Type.Object({ ...BySource.properties, ...SourceRoutingChange.properties });

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

  /** Refuses with not_found. */
  function changeSource(caller: Caller, sourceId: string, steps: SourceRoutingChange["steps"]) {
    assertWritable(database);
    const { domainId, userId, name } = caller;
    const after = { source_id: sourceId, steps };
    return inTransaction(database, async (transaction) => {
      const label = await lockSourceLabel(transaction, domainId, sourceId);
      if (label === null) throw new Refusal("not_found");
      const before = (await readSourceSteps(transaction, domainId)).get(sourceId) ?? null;
      if (isDeepStrictEqual(before, steps)) return after;
      await writeSourceSteps(transaction, domainId, sourceId, steps);
      await recordAuditEventBy(transaction, {
        domainId,
        user: { id: userId, name },
        action: "routing_changed",
        object: { type: "source", id: sourceId, label },
        before: { steps: before },
        after: { steps },
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

    server.get(
      "/routing/sources",
      {
        ...managers,
        schema: {
          tags,
          summary: "The sources that have steps of their own; all others have their channel's.",
          response: { 200: Type.Object({ count: Type.Integer(), records: Type.Array(SourceRouting) }) },
        },
      },
      async (request) => {
        const own = await readSourceSteps(database, callerOf(request).domainId);
        const records = [...own].map(([source_id, steps]) => ({ source_id, steps }));
        return { count: records.length, records };
      },
    );

    server.put(
      "/routing/sources/:source_id",
      {
        ...managers,
        schema: {
          tags,
          summary:
            "Give a source steps of its own, or with null its channel's. What waits goes on from the step that it is on.",
          params: BySource,
          body: SourceRoutingChange,
          response: { 200: OfSource },
        },
      },
      (request) => changeSource(callerOf(request), request.params.source_id, request.body.steps),
    );
  };
}
