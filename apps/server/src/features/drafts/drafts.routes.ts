import { AgentDraft, AgentDraftChange, ListOf, ListQuery, Uuid } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { Clock } from "../../platform/clock.ts";
import { assertWritable, type Database } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { assertSourcePermission, callerOf, readableSources } from "../accounts/index.ts";
import { findSummaries } from "../threads/index.ts";
import { deleteDraft, listDrafts, putDraft } from "./drafts.store.ts";

/** What the caller has begun to write. Nobody else's is reached by any of these. */
export function draftRoutes(database: Database, clock: Clock): FastifyPluginAsyncTypebox {
  const { kysely } = database;
  const tags = ["drafts"];
  return async (server) => {
    server.get(
      "/drafts",
      {
        schema: {
          tags,
          summary: "The caller's own drafts, the newest first.",
          querystring: ListQuery,
          response: { 200: ListOf(AgentDraft) },
        },
      },
      async (request) => {
        const { offset, limit } = request.query;
        const caller = callerOf(request);
        const sourceIds = readableSources(caller.rights);
        if (sourceIds?.length === 0) return { count: 0, offset, limit, records: [] };
        const { count, records } = await listDrafts(kysely, caller, sourceIds, { offset, limit });
        return { count, offset, limit, records };
      },
    );

    server.put(
      "/threads/:id/draft",
      {
        schema: {
          tags,
          summary: "Keep what the caller has begun to write in a thread. Two empty texts: nothing.",
          params: Type.Object({ id: Uuid }),
          body: AgentDraftChange,
          response: { 200: AgentDraft },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const [thread] = await findSummaries(database, caller.domainId, [request.params.id]);
        if (thread === undefined) throw new Refusal("not_found");
        assertSourcePermission(caller, thread.source_id, "reply");
        assertWritable(database);
        const updated_at = new Date(clock.nowMs());
        const draft = { ...request.body, updated_at };
        if (draft.reply !== "" || draft.note !== "") return putDraft(kysely, caller, thread.id, draft);
        await deleteDraft(kysely, caller, thread.id);
        return { ...request.body, thread_id: thread.id, updated_at: updated_at.toISOString() };
      },
    );
  };
}
