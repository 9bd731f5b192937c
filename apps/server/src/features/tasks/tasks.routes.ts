import {
  Intervention,
  InterventionAssignment,
  InterventionDeferral,
  InterventionListQuery,
  ListOf,
  NextTaskRequest,
  Task,
  TaskListQuery,
  TaskTransfer,
  ThreadPriority,
  ThreadSummary,
  Uuid,
} from "@beckon/protocol";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import Type from "typebox";
import type { Database } from "../../platform/database/index.ts";
import { Refusal } from "../../platform/refusal.ts";
import {
  assertPermission,
  assertSourcePermission,
  type Caller,
  callerOf,
  readableSources,
  requirePermission,
} from "../accounts/index.ts";
import { findSummaries } from "../threads/index.ts";
import { listInterventions } from "./interventions.store.ts";
import { listTasks } from "./listed-tasks.store.ts";
import type { Tasks } from "./tasks.service.ts";

const ById = Type.Object({ id: Uuid });

/** What waits for agents, what they have, and what they do with it. */
export function taskRoutes(database: Database, tasks: Tasks): FastifyPluginAsyncTypebox {
  const viewers = requirePermission("view_tasks", "monitor_tasks", "monitor_team_tasks");
  const receivers = requirePermission("receive_tasks");
  const workers = requirePermission("receive_tasks", "assign_intervention");
  const supervisors = requirePermission("assign_intervention");

  async function findIntervention(caller: Caller, id: string): Promise<Intervention> {
    const query = { id, offset: 0, limit: 1 };
    const { records } = await listInterventions(database, caller.domainId, null, query);
    const [intervention] = records;
    if (intervention === undefined) throw new Refusal("not_found");
    assertSourcePermission(caller, intervention.source_id, "read");
    return intervention;
  }

  async function findThread(caller: Caller, id: string): Promise<ThreadSummary> {
    const [thread] = await findSummaries(database, caller.domainId, [id]);
    if (thread === undefined) throw new Refusal("not_found");
    assertSourcePermission(caller, thread.source_id, "read");
    return thread;
  }

  return async (server) => {
    server.get(
      "/tasks",
      {
        ...viewers,
        schema: {
          tags: ["tasks"],
          summary:
            "Tasks of the sources that the caller may read: their own, those that wait (first come first), or those that nobody took. `ongoing` asks for monitor_tasks, or monitor_team_tasks for those of one's teams; `all` for monitor_tasks.",
          querystring: TaskListQuery,
          response: { 200: ListOf(Task) },
        },
      },
      async (request) => {
        const { offset, limit, source_id, folder = "mine" } = request.query;
        const caller = callerOf(request);
        const monitorsAll = caller.rights.permissions.has("monitor_tasks");
        const monitorsTeams = caller.rights.permissions.has("monitor_team_tasks");
        if (folder === "all" || (folder === "ongoing" && !monitorsTeams)) assertPermission(caller, "monitor_tasks");
        const { domainId, userId } = caller;
        const filter = {
          sourceIds: readableSources(caller.rights),
          sourceId: source_id ?? null,
          folder: folder === "ongoing" && !monitorsAll ? ("ongoing_of_teams" as const) : folder,
          userId,
          offset,
          limit,
        };
        return { offset, limit, ...(await listTasks(database, domainId, filter)) };
      },
    );

    server.get(
      "/tasks/:id",
      { ...viewers, schema: { tags: ["tasks"], summary: "One task.", params: ById, response: { 200: Task } } },
      (request) => tasks.read(callerOf(request), request.params.id),
    );

    server.post(
      "/tasks/request_next",
      {
        ...receivers,
        schema: {
          tags: ["tasks"],
          summary: "Take the next one that waits, also beyond the soft limit. Refused at the hard limit.",
          body: NextTaskRequest,
          response: { 200: Task },
        },
      },
      (request) => tasks.requestNext(callerOf(request), request.body.channel ?? null),
    );

    server.post(
      "/tasks/:id/accept",
      {
        ...receivers,
        schema: {
          tags: ["tasks"],
          summary:
            "Accept a task that rings, or take one that waits. Of two who do, one gets it and the other is told who has it.",
          params: ById,
          response: { 200: Task },
        },
      },
      (request) => tasks.accept(callerOf(request), request.params.id),
    );

    server.post(
      "/tasks/:id/decline",
      {
        ...receivers,
        schema: {
          tags: ["tasks"],
          summary: "Decline a task that rings at the caller: it goes on to the next agent.",
          params: ById,
          response: { 200: Task },
        },
      },
      (request) => tasks.decline(callerOf(request), request.params.id),
    );

    server.post(
      "/tasks/:id/transfer",
      {
        ...workers,
        schema: {
          tags: ["tasks"],
          summary: "Pass a task on, with a comment for colleagues. Answers with the task that goes on in its place.",
          params: ById,
          body: TaskTransfer,
          response: { 200: Task },
        },
      },
      (request) => tasks.transfer(callerOf(request), request.params.id, request.body),
    );

    server.post(
      "/tasks/:id/complete",
      {
        ...workers,
        schema: {
          tags: ["tasks"],
          summary: "Close the task's intervention. A live chat ends with it.",
          params: ById,
          response: { 200: Task },
        },
      },
      (request) => tasks.complete(callerOf(request), request.params.id),
    );

    server.post(
      "/tasks/:id/undo",
      {
        ...workers,
        schema: {
          tags: ["tasks"],
          summary: "Take back, within ten seconds, that a task of messaging was closed or deferred.",
          params: ById,
          response: { 200: Task },
        },
      },
      (request) => tasks.undo(callerOf(request), request.params.id),
    );

    server.post(
      "/tasks/:id/move",
      {
        ...supervisors,
        schema: {
          tags: ["tasks"],
          summary: "Put a task that waits, or that nobody took, back to the first step of its way.",
          params: ById,
          response: { 200: Task },
        },
      },
      (request) => tasks.move(callerOf(request), request.params.id),
    );

    server.put(
      "/threads/:id/priority",
      {
        schema: {
          tags: ["threads"],
          summary: "Say before which others a thread is served. Visitors who wait are told their new place.",
          params: ById,
          body: ThreadPriority,
          response: { 200: ThreadSummary },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        const thread = await findThread(caller, request.params.id);
        assertPermission(caller, "update_intervention");
        await tasks.prioritise(caller, thread, request.body.priority);
        return findThread(caller, thread.id);
      },
    );

    server.get(
      "/interventions",
      {
        ...viewers,
        schema: {
          tags: ["interventions"],
          summary: "Spans of agents' work in threads of the sources that the caller may read, newest first.",
          querystring: InterventionListQuery,
          response: { 200: ListOf(Intervention) },
        },
      },
      async (request) => {
        const { offset, limit } = request.query;
        const { domainId, rights } = callerOf(request);
        return {
          offset,
          limit,
          ...(await listInterventions(database, domainId, readableSources(rights), request.query)),
        };
      },
    );

    server.post(
      "/interventions/:id/assign",
      {
        ...supervisors,
        schema: {
          tags: ["interventions"],
          summary: "Give an intervention to an agent, whoever has it.",
          params: ById,
          body: InterventionAssignment,
          response: { 200: Intervention },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        await tasks.assign(caller, request.params.id, request.body.user_id);
        return findIntervention(caller, request.params.id);
      },
    );

    server.post(
      "/interventions/:id/defer",
      {
        ...workers,
        schema: {
          tags: ["interventions"],
          summary: "Put it off: it comes back by itself at its time, or when the visitor writes.",
          params: ById,
          body: InterventionDeferral,
          response: { 200: Intervention },
        },
      },
      async (request) => {
        const caller = callerOf(request);
        await tasks.defer(caller, request.params.id, new Date(request.body.until));
        return findIntervention(caller, request.params.id);
      },
    );

    for (const [action, summary] of [
      ["close", "Close it. At least one reply must have been given; a live chat ends with it."],
      ["cancel", "End it without a reply."],
    ] as const) {
      server.post(
        `/interventions/:id/${action}`,
        {
          ...workers,
          schema: { tags: ["interventions"], summary, params: ById, response: { 200: Intervention } },
        },
        async (request) => {
          const caller = callerOf(request);
          await tasks[action](caller, request.params.id);
          return findIntervention(caller, request.params.id);
        },
      );
    }
  };
}
