import {
  StoredPageView,
  ThreadLanguage,
  ThreadListAnswer,
  ThreadListQuery,
  ThreadReadDraft,
  ThreadSummary,
  Uuid,
} from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { Hints } from "../../delivery/hints.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import {
  assertPermission,
  assertSourcePermission,
  type Caller,
  callerOf,
  openToBots,
  readableSources,
} from "../accounts/index.ts";
import { listPageViews } from "../visits/index.ts";
import { readAsOf } from "./desk-follower.ts";
import { type FolderOfThreads, listThreadsOfFolder } from "./folder-threads.store.ts";
import { findSummaries, listSummaries } from "./thread-summaries.store.ts";
import { chooseLanguage, lockThread, readThread } from "./threads.service.ts";

const ThreadParameters = Type.Object({ id: Uuid });
/** What the desk shows of a visit; older page views are reached by nobody yet. */
const LISTED_PAGE_VIEWS = 50;

export interface ThreadRoutesOptions {
  database: Database;
  hints: Hints;
  clock: Clock;
  /** A folder that the caller sees. Refuses with not_found. */
  findFolder(caller: Caller, folderId: string): Promise<FolderOfThreads>;
}

/** The threads of the caller's domain. */
export function threadRoutes({ database, hints, clock, findFolder }: ThreadRoutesOptions): FastifyPluginAsyncTypebox {
  async function findThreadOf(caller: Caller, threadId: string): Promise<ThreadSummary> {
    const [thread] = await findSummaries(database, caller.domainId, [threadId]);
    if (thread === undefined) throw new Refusal("not_found");
    assertSourcePermission(caller, thread.source_id, "read");
    return thread;
  }

  return async (server) => {
    server.get(
      "/threads",
      {
        schema: {
          tags: ["threads"],
          summary:
            "Threads of the sources that the caller may read, newest activity first; those that wait, first come first; those of a folder in its order.",
          querystring: ThreadListQuery,
          response: { 200: ThreadListAnswer },
        },
      },
      async (request) => {
        const { offset, limit, source_id, folder = null, folder_id, ids } = request.query;
        const caller = callerOf(request);
        const { domainId, rights, userId } = caller;
        const sourceIds = readableSources(rights);
        const as_of = await readAsOf(database, rights);
        if (folder_id === undefined && ids !== undefined) {
          throw new Refusal("invalid_request", { field: "ids", reason: "Name the folder too, by `folder_id`." });
        }
        if (folder_id !== undefined) {
          if (folder !== null) {
            throw new Refusal("invalid_request", { field: "folder", reason: "Name one folder only." });
          }
          const viewer = { userId, sourceIds, nowMs: clock.nowMs() };
          const wanted = { sourceId: source_id ?? null, ids: ids?.split(",") ?? null, offset, limit };
          const found = await findFolder(caller, folder_id);
          const listed = await listThreadsOfFolder(database, domainId, found, viewer, wanted);
          return { count: listed.count, offset, limit, records: listed.records, as_of };
        }
        const filter = { sourceId: source_id ?? null, sourceIds, folder, userId, offset, limit };
        const listed = await listSummaries(database, domainId, filter);
        return { count: listed.count, offset, limit, records: listed.records, as_of };
      },
    );

    server.get(
      "/threads/:id",
      {
        ...openToBots,
        schema: {
          tags: ["threads"],
          summary: "One thread.",
          params: ThreadParameters,
          response: { 200: ThreadSummary },
        },
      },
      (request) => findThreadOf(callerOf(request), request.params.id),
    );

    server.put(
      "/threads/:id/read",
      {
        schema: {
          tags: ["threads"],
          summary: "Agents have read the thread up to a number. It only moves forward.",
          params: ThreadParameters,
          body: ThreadReadDraft,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const caller = callerOf(request);
        const { id } = await findThreadOf(caller, request.params.id);
        await readThread(database, hints, { type: "agent", domainId: caller.domainId }, id, request.body.number);
        return reply.status(204).send(null);
      },
    );

    server.put(
      "/threads/:id/language",
      {
        schema: {
          tags: ["threads"],
          summary: "Say in which language a thread is held; null when it is not known.",
          params: ThreadParameters,
          body: ThreadLanguage,
          response: { 200: ThreadSummary },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const { id } = await findThreadOf(caller, request.params.id);
        assertPermission(caller, "update_intervention");
        await chooseLanguage(database, hints, caller.domainId, id, request.body.language);
        return findThreadOf(caller, id);
      },
    );

    for (const action of ["lock", "unlock"] as const) {
      server.post(
        `/threads/:id/${action}`,
        {
          schema: {
            tags: ["threads"],
            summary:
              action === "lock"
                ? "Lock a thread of messaging: its visitor cannot write in it. Agents still can."
                : "Unlock a thread: its visitor can write again.",
            params: ThreadParameters,
            response: { 200: ThreadSummary },
          },
        },
        async (request) => {
          const caller = callerOf(request);
          const { id } = await findThreadOf(caller, request.params.id);
          assertPermission(caller, action === "lock" ? "close_content_thread" : "open_content_thread");
          await lockThread(database, hints, caller.domainId, id, action === "lock");
          return findThreadOf(caller, id);
        },
      );
    }

    server.get(
      "/threads/:id/page_views",
      {
        schema: {
          tags: ["threads"],
          summary: "The pages that the thread's visitor has looked at since engaging, newest first.",
          params: ThreadParameters,
          response: { 200: Type.Object({ records: Type.Array(StoredPageView) }) },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const thread = await findThreadOf(caller, request.params.id);
        const views = await listPageViews(database, caller.domainId, thread.identity.id, LISTED_PAGE_VIEWS);
        return { records: views.map((view) => ({ ...view.pageView, custom_variables: view.customVariables })) };
      },
    );
  };
}
