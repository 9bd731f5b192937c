import type { Task } from "@beckon/protocol";
import { useEffect, useRef, useState } from "react";
import { useMe } from "../../application/session.ts";
import { endpoints } from "../../http/endpoints.ts";
import { useDeskClient } from "../desk-provider.tsx";
import { loadHeldTasks, saveHeldTasks } from "../effects/held-tasks.ts";
import { isTakenBack, listHeld } from "../state/tasks.decisions.ts";
import { useTasksQuery } from "./use-own-tasks.ts";

/**
 * What went back to the queue while the agent was gone: without a connection, or without a desk at all. Told once: as soon as
 * it is found out, this browser remembers what the agent has now.
 */
export function useTakenBack(): { taken: readonly Task[]; dismiss: () => void } {
  const client = useDeskClient();
  const me = useMe();
  const { data } = useTasksQuery();
  const [taken, setTaken] = useState<readonly Task[]>([]);
  /** Whether what the desk holds is what the agent has: not before the first list, nor after a loss until the next. */
  const isSettled = useRef(false);

  useEffect(() => {
    let before = client.getState().tasks;
    return client.subscribe(() => {
      const { connection, tasks } = client.getState();
      if (connection.kind !== "open") isSettled.current = false;
      if (!isSettled.current || tasks === before) return;
      before = tasks;
      saveHeldTasks(me.id, listHeld(tasks, me.id));
      setTaken((known) => known.filter(({ id }) => tasks.get(id)?.agent?.id !== me.id));
    });
  }, [client, me.id]);

  const listedAtMs = data?.fetchedAtMs;
  useEffect(() => {
    const { connection, tasks } = client.getState();
    if (listedAtMs === undefined || connection.kind !== "open" || isSettled.current) return;
    isSettled.current = true;
    const held = listHeld(tasks, me.id);
    const missing = loadHeldTasks(me.id).filter((id) => !held.includes(id));
    saveHeldTasks(me.id, held);
    for (const id of missing) {
      endpoints.tasks.find(id).then(
        (task) => {
          if (isTakenBack(task, me.id)) setTaken((known) => [...known.filter((other) => other.id !== id), task]);
        },
        // It is gone, with its conversation: there is nothing to go back to.
        () => undefined,
      );
    }
  }, [client, me.id, listedAtMs]);
  return { taken, dismiss: () => setTaken([]) };
}
