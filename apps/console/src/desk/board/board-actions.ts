import type { Task } from "@beckon/protocol";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { notify } from "../../admin/parts/notices.tsx";
import { useMe } from "../../application/session.ts";
import { endpoints } from "../../http/endpoints.ts";
import { boardTasksQuery, undeliveredQuery } from "../../http/queries.ts";

/** Gives a conversation to an agent at once, unless somebody has it by now of whom the board did not know. */
export function useAssignTask(onDone: () => void) {
  const me = useMe();
  const refresh = useRefreshBoard();
  return useMutation({
    mutationFn: ({ task, to }: { task: Task; to: { id: string; name: string } }) =>
      endpoints.tasks.transfer(task.id, {
        to: { kind: "agent", id: to.id },
        bypass_queue: true,
        held_by: task.state === "accepted" ? (task.agent?.id ?? null) : null,
      }),
    onSuccess: (_, { task, to }) => {
      const who = to.id === me.id ? "You have" : `${to.name} has`;
      notify(`${who} the conversation with ${task.visitor_name} now.`);
      onDone();
    },
    // What the board showed may be no longer so: then this is what it shows.
    onSettled: refresh,
  });
}

export function useTakeOnBoard() {
  const refresh = useRefreshBoard();
  return useMutation({
    mutationFn: (task: Task) => endpoints.tasks.accept(task.id),
    onSuccess: (task) => notify(`You have the conversation with ${task.visitor_name} now.`),
    onError: (error) => notify(error.message),
    onSettled: refresh,
  });
}

/** What nobody took is asked about anew, from the first step on. */
export function usePutBack() {
  const refresh = useRefreshBoard();
  return useMutation({
    mutationFn: (task: Task) => endpoints.tasks.move(task.id),
    onSuccess: (task) => notify(`The conversation with ${task.visitor_name} is back in the queue.`),
    onError: (error) => notify(error.message),
    onSettled: refresh,
  });
}

function useRefreshBoard() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([boardTasksQuery, undeliveredQuery].map(({ queryKey }) => queryClient.invalidateQueries({ queryKey })));
}
