import type { Task } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { IconPhoneIncoming } from "@tabler/icons-react";
import { useNow } from "../../controls/use-now.ts";
import { useDesk } from "../desk-provider.tsx";
import { useDeclineTask, useTakeTask } from "./task-actions.ts";
import { TaskPriorityMark } from "./task-priority.tsx";
import { saySecondsLeft, sayTarget } from "./task-words.decisions.ts";
import { useTaskWords } from "./use-own-tasks.ts";
import "./tasks.css";

/** A task that rings at this agent, with how long it does. */
export function RingingTask({ task }: { task: Task }) {
  const serverAheadMs = useDesk((state) => state.serverAheadMs);
  const nowMs = useNow(1_000) + serverAheadMs;
  const take = useTakeTask();
  const decline = useDeclineTask();
  const words = useTaskWords(task);
  const meant = sayTarget(task);
  return (
    <article className="ringing-task" aria-label={`Ringing: ${task.visitor_name}`}>
      <header>
        <IconPhoneIncoming size={16} aria-hidden="true" />
        <strong className="truncated">{task.visitor_name}</strong>
        <TaskPriorityMark task={task} />
        <time role="timer" aria-label="Time left">
          {saySecondsLeft(task.ring_ends_at, nowMs)}
        </time>
      </header>
      <p className="ringing-task-words">{words}</p>
      {(meant !== null || task.comment !== null) && (
        <p className="ringing-task-comment">
          {meant}
          {task.comment !== null && ` “${task.comment}”`}
        </p>
      )}
      <footer>
        <span className="truncated">{task.source_label}</span>
        <Button size="compact-sm" variant="default" loading={decline.isPending} onClick={() => decline.mutate(task)}>
          Decline
        </Button>
        <Button size="compact-sm" loading={take.isPending} onClick={() => take.mutate(task)}>
          Accept
        </Button>
      </footer>
    </article>
  );
}
