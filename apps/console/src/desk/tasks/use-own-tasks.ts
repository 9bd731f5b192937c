import type { Task } from "@beckon/protocol";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { holdsAny, useMe } from "../../application/session.ts";
import { endpoints } from "../../http/endpoints.ts";
import { askLive } from "../../http/live-lists.ts";
import { useDesk, useDeskClient } from "../desk-provider.tsx";
import { type OwnTasks, selectOwnTasks } from "../state/tasks.decisions.ts";

/** A change that was lost on the way is found after this at the latest. */
const LOOK_EVERY_MS = 30_000;

/** Fetches one's own tasks and those that wait into the desk's state, where live changes arrive too. */
export function useTasksQuery() {
  const client = useDeskClient();
  const me = useMe();
  return useQuery({
    queryKey: ["tasks"],
    enabled: holdsAny(me, ["view_tasks", "monitor_tasks"]),
    refetchInterval: LOOK_EVERY_MS,
    queryFn: async () => {
      const { before, lists } = await askLive(async () => ({
        before: client.getState().tasks,
        lists: await Promise.all([endpoints.tasks.list("mine"), endpoints.tasks.list("waiting")]),
      }));
      const [mine, waiting] = lists;
      client.takeTaskLists(before, [...mine.records, ...waiting.records], waiting.records.length === waiting.count);
      return { fetchedAtMs: Date.now() };
    },
  });
}

export function useOwnTasks(): OwnTasks {
  const me = useMe();
  const tasks = useDesk((state) => state.tasks);
  return useMemo(() => selectOwnTasks(tasks, me.id), [tasks, me.id]);
}

/** The last that was said: a task is told when it changes, its thread with every message. */
export function useTaskWords(task: Task): string {
  const preview = useDesk((state) => state.summaries.get(task.thread_id)?.last_message?.preview) ?? task.preview;
  return preview === "" ? "File" : preview;
}

/** How many wait for whoever comes; what rings at somebody is on its way already. */
export function useWaitingCount(): number {
  return useDesk((state) => {
    let count = 0;
    for (const task of state.tasks.values()) if (task.state === "waiting") count += 1;
    return count;
  });
}
