import { ThreadSummary, Uuid } from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { Database, Executor } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import { assertPermission, assertSourcePermission, type Caller, callerOf } from "../accounts/index.ts";
import { recordAuditEventBy } from "../audit/index.ts";
import { renderSenderName } from "../messages/index.ts";
import { findSummaries } from "../threads/index.ts";
import type { LiveChats } from "./live-chats.service.ts";

const ThreadParameters = Type.Object({ id: Uuid });

/** Agents take live chats from the queue, and end them. */
export function liveChatRoutes(
  database: Database,
  liveChats: LiveChats,
  findSenderName: (domainId: string, sourceId: string) => Promise<string>,
): FastifyPluginAsyncTypebox {
  async function findThread(caller: Caller, threadId: string): Promise<ThreadSummary> {
    const [thread] = await findSummaries(database, caller.domainId, [threadId]);
    if (thread === undefined) throw new Refusal("not_found");
    assertSourcePermission(caller, thread.source_id, "reply");
    return thread;
  }

  async function nameForVisitors(caller: Caller, thread: ThreadSummary): Promise<string> {
    return renderSenderName(await findSenderName(caller.domainId, thread.source_id), caller);
  }

  /** For the log: what somebody decides of a conversation that a colleague has. */
  function noteOf(caller: Caller, thread: ThreadSummary, action: string) {
    return (transaction: Executor): Promise<void> =>
      recordAuditEventBy(transaction, {
        domainId: caller.domainId,
        user: { id: caller.userId, name: caller.name },
        action,
        object: { type: "thread", id: thread.id, label: thread.identity.name },
        before: { agent: thread.live?.agent ?? null },
        after: null,
      });
  }

  return async (server) => {
    server.post(
      "/threads/:id/take",
      {
        schema: {
          tags: ["threads"],
          summary:
            "Take a live chat that waits. Of two who take it, one gets it and the other is told who has it; refused at the hard limit. Who may assign interventions also takes it from a colleague.",
          params: ThreadParameters,
          response: { 200: ThreadSummary },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const thread = await findThread(caller, request.params.id);
        const agent = { id: caller.userId, name: await nameForVisitors(caller, thread) };
        if (await liveChats.takeFromBot(caller.domainId, thread.id, agent)) return findThread(caller, thread.id);
        const mayTakeOver = caller.rights.permissions.has("assign_intervention");
        const note = mayTakeOver ? noteOf(caller, thread, "conversation_taken_over") : null;
        await liveChats.take(caller.domainId, thread.id, agent, note);
        return findThread(caller, thread.id);
      },
    );

    server.post(
      "/threads/:id/release",
      {
        schema: {
          tags: ["threads"],
          summary: "Give a live chat of one's own back to the queue, where it keeps its place.",
          params: ThreadParameters,
          response: { 200: ThreadSummary },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const thread = await findThread(caller, request.params.id);
        await liveChats.release(caller.domainId, thread.id, caller.userId);
        return findThread(caller, thread.id);
      },
    );

    server.post(
      "/threads/:id/end",
      {
        schema: {
          tags: ["threads"],
          summary: "End a live chat. Its visitor can read it, and begin another one.",
          params: ThreadParameters,
          response: { 200: ThreadSummary },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const thread = await findThread(caller, request.params.id);
        assertPermission(caller, "close_content_thread");
        if (thread.live === null) throw new Refusal("not_found", { reason: "That is no live chat." });
        const name = await nameForVisitors(caller, thread);
        const isColleagues = thread.live.state === "connected" && thread.live.agent?.id !== caller.userId;
        const note = isColleagues ? noteOf(caller, thread, "conversation_closed") : undefined;
        await liveChats.end(caller.domainId, thread.id, { by: "agent", name }, note);
        return findThread(caller, thread.id);
      },
    );
  };
}
