import type { Task } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { holdsAny, useMe } from "../../application/session.ts";
import { sayDuration, sayFull } from "../../controls/times.ts";
import { TaskPriorityMark } from "../tasks/task-priority.tsx";
import { usePutBack, useTakeOnBoard } from "./board-actions.ts";

interface TaskRowProps {
  task: Task;
  nowMs: number;
  onAssign: (task: Task) => void;
}

/** One that waits, rings or was not delivered: to be read, taken and handed out. */
export function TaskRow({ task, nowMs, onAssign }: TaskRowProps) {
  const me = useMe();
  const take = useTakeOnBoard();
  const putBack = usePutBack();
  const mayAssign = holdsAny(me, ["assign_intervention"]);
  const isUndelivered = task.state === "undelivered";
  const name = <span className="visually-hidden"> {task.visitor_name}</span>;
  return (
    <li className="board-row">
      <div className="board-words">
        <Link to="/desk/threads/$threadId" params={{ threadId: task.thread_id }} className="board-name">
          {task.visitor_name}
        </Link>{" "}
        <TaskPriorityMark task={task} />
        <p className="board-quiet">
          {task.state === "ringing" && <span className="board-rings">Rings at {task.agent?.name}</span>}
          {isUndelivered && `${task.source_label} · `}
          <span className="truncated">{task.preview}</span>
        </p>
      </div>
      <time className="board-time" dateTime={task.queued_at} title={sayFull(task.queued_at)}>
        {sayDuration(nowMs - Date.parse(task.queued_at))}
      </time>
      <div className="board-actions">
        {isUndelivered && mayAssign && (
          <Button size="compact-xs" variant="default" loading={putBack.isPending} onClick={() => putBack.mutate(task)}>
            Put back{name}
          </Button>
        )}
        {mayAssign && (
          <Button size="compact-xs" variant="default" onClick={() => onAssign(task)}>
            Assign{name}
          </Button>
        )}
        {holdsAny(me, ["receive_tasks"]) && (
          <Button size="compact-xs" variant="default" loading={take.isPending} onClick={() => take.mutate(task)}>
            Take{name}
          </Button>
        )}
      </div>
    </li>
  );
}
