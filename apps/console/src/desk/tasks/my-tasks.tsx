import type { Task } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { LoadFailure } from "../../application/message-pages.tsx";
import { holdsAny, useMe } from "../../application/session.ts";
import { sayBriefly, sayClock } from "../../controls/times.ts";
import { useNow } from "../../controls/use-now.ts";
import { useKeys } from "../keys.ts";
import { RingingTask } from "./ringing-task.tsx";
import { useTakeTask } from "./task-actions.ts";
import { TaskPriorityMark } from "./task-priority.tsx";
import { useOwnTasks, useTasksQuery, useTaskWords, useWaitingCount } from "./use-own-tasks.ts";
import "./tasks.css";

/** What rings, what one has, and what one has put off. Absent for who receives no tasks. The list beside it changes all the time. */
export const MyTasks = memo(function MyTasks({ openedId }: { openedId: string | null }) {
  const me = useMe();
  const query = useTasksQuery();
  const { ringing, ongoing, deferred } = useOwnTasks();
  const waiting = useWaitingCount();
  const take = useTakeTask();
  const nowMs = useNow(30_000);
  useKeys({ x: () => take.mutate("next") });
  if (!holdsAny(me, ["receive_tasks"])) return null;
  const isEmpty = ringing.length + ongoing.length + deferred.length === 0;
  return (
    <section className="my-tasks" aria-label="My tasks">
      <header className="my-tasks-head">
        <h3>My tasks{ongoing.length > 0 && <span className="my-tasks-count"> {ongoing.length}</span>}</h3>
        {waiting > 0 && (
          <Button size="compact-xs" variant="light" loading={take.isPending} onClick={() => take.mutate("next")}>
            Take the next of {waiting}
          </Button>
        )}
      </header>
      {query.isError && isEmpty && <LoadFailure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && isEmpty && (
        <p className="my-tasks-empty">
          {waiting > 0 ? "Take the next one, or wait until it rings." : "What rings and what you take stands here."}
        </p>
      )}
      {ringing.map((task) => (
        <RingingTask key={task.id} task={task} />
      ))}
      {ongoing.length > 0 && (
        <ul className="my-tasks-list">
          {ongoing.map((task) => (
            <TaskRow
              key={task.id}
              task={task}
              isOpened={task.thread_id === openedId}
              when={sayClock(task.accepted_at ?? task.created_at)}
            />
          ))}
        </ul>
      )}
      {deferred.length > 0 && (
        <>
          <h4>Put off</h4>
          <ul className="my-tasks-list">
            {deferred.map((task) => (
              <TaskRow
                key={task.id}
                task={task}
                isOpened={task.thread_id === openedId}
                when={`until ${sayReturn(task.deferred_until ?? task.created_at, nowMs)}`}
              />
            ))}
          </ul>
        </>
      )}
    </section>
  );
});

function sayReturn(timestamp: string, nowMs: number): string {
  const brief = sayBriefly(timestamp, nowMs);
  return Date.parse(timestamp) - nowMs > 86_400_000 ? `${brief}, ${sayClock(timestamp)}` : sayClock(timestamp);
}

function TaskRow({ task, isOpened, when }: { task: Task; isOpened: boolean; when: string }) {
  const words = useTaskWords(task);
  return (
    <li>
      <Link
        to="/desk/threads/$threadId"
        params={{ threadId: task.thread_id }}
        className="my-task"
        aria-current={isOpened ? "page" : undefined}
        activeOptions={{ includeSearch: false }}
      >
        <span className="my-task-name">
          <span className="truncated">{task.visitor_name}</span>
          <TaskPriorityMark task={task} />
        </span>
        <span className="my-task-words truncated">{words}</span>
        <span className="my-task-when">{when}</span>
      </Link>
    </li>
  );
}
