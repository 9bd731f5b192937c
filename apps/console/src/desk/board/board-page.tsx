import type { Task } from "@beckon/protocol";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { LoadFailure, Message } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { holdsAny, useMe } from "../../application/session.ts";
import { sayDuration } from "../../controls/times.ts";
import { useNow } from "../../controls/use-now.ts";
import { boardTasksQuery, presenceQuery, sourcesQuery, undeliveredQuery } from "../../http/queries.ts";
import { AgentRow } from "./agent-row.tsx";
import { AssignDialog } from "./assign-dialog.tsx";
import { countBoard, heldBy, orderAgents, queuesOf, type SourceQueue } from "./board.decisions.ts";
import { TaskRow } from "./task-row.tsx";
import "../presence/presence.css";
import "./board.css";

/** A change that was lost on the way is found after this at the latest. */
const LOOK_EVERY_MS = 15_000;

/** Who is here, what they have, and who waits: live, for whoever watches over it. */
export function BoardPage() {
  usePageTitle("Board");
  const me = useMe();
  if (!holdsAny(me, ["monitor_tasks", "monitor_team_tasks"]) || !holdsAny(me, ["read_presence"])) {
    return (
      <main className="board">
        <Message title="Not for your role" action={<Link to="/desk">Go to the desk</Link>}>
          Your role does not let you watch over the work of others.
        </Message>
      </main>
    );
  }
  return (
    <main className="board">
      <Board />
    </main>
  );
}

function Board() {
  const agents = useQuery(presenceQuery);
  const tasks = useQuery({ ...boardTasksQuery, refetchInterval: LOOK_EVERY_MS });
  const sources = useQuery(sourcesQuery);
  const [assigned, setAssigned] = useState<Task | null>(null);
  const failed = [agents, tasks, sources].find(({ isError, data }) => isError && data === undefined);
  if (failed?.error != null) return <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (agents.data === undefined || tasks.data === undefined || sources.data === undefined) {
    return <LateRows count={8} label="Loading the board" />;
  }
  const { waiting, ongoing } = tasks.data;
  const counts = countBoard(agents.data, waiting);
  const figures = [
    ["Waiting", counts.waiting],
    ["In live chats", counts.talking],
    ["Free places", counts.free],
    ["Available", counts.available],
    ["At the desk", counts.connected],
  ] as const;
  return (
    <>
      <h1 className="board-title">Board</h1>
      <dl className="board-figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="board-parts">
        <section aria-labelledby="board-queue">
          <h2 id="board-queue">Queue</h2>
          <Queues queues={queuesOf(sources.data, waiting)} onAssign={setAssigned} />
          <Undelivered onAssign={setAssigned} />
        </section>
        <section aria-labelledby="board-agents">
          <h2 id="board-agents">Agents</h2>
          <ul className="record-list board-list">
            {orderAgents(agents.data).map((agent) => (
              <AgentRow
                key={agent.user.id}
                agent={agent}
                tasks={heldBy(agent.user.id, ongoing)}
                onAssign={setAssigned}
              />
            ))}
          </ul>
        </section>
      </div>
      {assigned !== null && <AssignDialog task={assigned} agents={agents.data} onClose={() => setAssigned(null)} />}
    </>
  );
}

interface QueuesProps {
  queues: readonly SourceQueue[];
  onAssign: (task: Task) => void;
}

function Queues({ queues, onAssign }: QueuesProps) {
  const nowMs = useNow(1_000);
  if (queues.length === 0) {
    return (
      <div className="board-empty">
        <p>Nobody waits.</p>
        <p>Whoever writes, and is not answered yet, stands here.</p>
      </div>
    );
  }
  return (
    <ul className="board-queues">
      {queues.map(({ source, waiting, waitingSince }) => (
        <li key={source.id} className="board-queue">
          <div className="board-queue-head">
            <h3>{source.label}</h3>
            <p>
              {waitingSince === null
                ? "Nobody waits"
                : `${waiting.length} waiting, ${sayDuration(nowMs - Date.parse(waitingSince))} at most`}
            </p>
          </div>
          {waiting.length > 0 && (
            <ul className="board-list">
              {waiting.map((task) => (
                <TaskRow key={task.id} task={task} nowMs={nowMs} onAssign={onAssign} />
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What nobody could be found for. Absent while there is nothing. */
function Undelivered({ onAssign }: { onAssign: (task: Task) => void }) {
  const { data: tasks = [] } = useQuery({ ...undeliveredQuery, refetchInterval: LOOK_EVERY_MS });
  const nowMs = useNow(1_000, tasks.length > 0);
  if (tasks.length === 0) return null;
  return (
    <div className="board-queue board-undelivered">
      <div className="board-queue-head">
        <h3>Undelivered</h3>
        <p>Nobody was found for these</p>
      </div>
      <ul className="board-list">
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} nowMs={nowMs} onAssign={onAssign} />
        ))}
      </ul>
    </div>
  );
}
