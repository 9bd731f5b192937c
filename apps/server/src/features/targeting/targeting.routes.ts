import {
  AutomaticMessage,
  AutomaticMessageChange,
  AutomaticMessageDraft,
  CustomVariable,
  CustomVariableChange,
  CustomVariableDraft,
  Item,
  ItemChange,
  ItemDraft,
  Trigger,
  TriggerChange,
  TriggerDraft,
  TriggerOrder,
} from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import { callerOf, requirePermission } from "../accounts/index.ts";
import { authorOf } from "../sources/index.ts";
import { addRecordRoutes } from "./records.routes.ts";
import type { Targeting } from "./targeting.service.ts";

export function targetingRoutes(targeting: Targeting): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.put(
      "/triggers/order",
      {
        ...requirePermission("manage_messaging"),
        schema: {
          tags: ["targeting"],
          summary: "Set the order in which a source's triggers are evaluated.",
          body: TriggerOrder,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const { source_id, ids } = request.body;
        await targeting.triggerOrder.set(authorOf(callerOf(request)), source_id, ids);
        return reply.status(204).send(null);
      },
    );

    addRecordRoutes(server, {
      path: "/triggers",
      noun: "a trigger",
      schemas: { entry: Trigger, draft: TriggerDraft, change: TriggerChange },
      records: targeting.triggers,
      duplicate: targeting.duplicateTrigger,
      present: targeting.withProblems,
    });
    addRecordRoutes(server, {
      path: "/items",
      noun: "an item",
      schemas: { entry: Item, draft: ItemDraft, change: ItemChange },
      records: targeting.items,
      duplicate: targeting.duplicateItem,
    });
    addRecordRoutes(server, {
      path: "/automatic_messages",
      noun: "an automatic message",
      schemas: { entry: AutomaticMessage, draft: AutomaticMessageDraft, change: AutomaticMessageChange },
      records: targeting.automaticMessages,
    });
    addRecordRoutes(server, {
      path: "/custom_variables",
      noun: "a custom variable",
      schemas: { entry: CustomVariable, draft: CustomVariableDraft, change: CustomVariableChange },
      records: targeting.customVariables,
    });
  };
}
