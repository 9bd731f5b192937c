import type { Task } from "@beckon/protocol";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { notify } from "../../admin/parts/notices.tsx";
import { endpoints } from "../../http/endpoints.ts";
import { useDeskClient } from "../desk-provider.tsx";

/** Accepts what rings, takes what waits, or asks for the next one, and opens its thread. */
export function useTakeTask() {
  const client = useDeskClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (task: Pick<Task, "id"> | "next") =>
      task === "next" ? endpoints.tasks.requestNext() : endpoints.tasks.accept(task.id),
    onSuccess: (task) => {
      client.takeTasks([task]);
      void navigate({ to: "/desk/threads/$threadId", params: { threadId: task.thread_id } });
    },
    onError: async (error, task) => {
      notify(error.message);
      // What the desk showed is not so any more.
      if (task !== "next") client.takeTasks([await endpoints.tasks.find(task.id)]);
    },
  });
}

export function useDeclineTask() {
  const client = useDeskClient();
  return useMutation({
    mutationFn: (task: Pick<Task, "id">) => endpoints.tasks.decline(task.id),
    onSuccess: (task) => client.takeTasks([task]),
    onError: async (error, task) => {
      notify(error.message);
      client.takeTasks([await endpoints.tasks.find(task.id)]);
    },
  });
}

/** Says that something was closed or put off, and lets it be taken back for as long as that can be done. */
export function useNotifyUndoable() {
  const client = useDeskClient();
  const navigate = useNavigate();
  return (text: string, task: Task) =>
    notify(text, async () => {
      const again = await endpoints.tasks.undo(task.id);
      client.takeTasks([again]);
      void navigate({ to: "/desk/threads/$threadId", params: { threadId: again.thread_id } });
    });
}
