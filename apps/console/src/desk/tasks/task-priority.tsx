import type { Task } from "@beckon/protocol";
import { sayPriority } from "./task-words.decisions.ts";
import "./tasks.css";

/** A mark at a task whose priority is not the usual one. */
export function TaskPriorityMark({ task }: { task: Pick<Task, "priority"> }) {
  const words = sayPriority(task);
  if (words === null) return null;
  return (
    <span className="task-priority" data-priority={task.priority}>
      {words}
    </span>
  );
}
