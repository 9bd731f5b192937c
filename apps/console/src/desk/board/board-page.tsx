import type { AgentPresence, ThreadSummary } from "@beckon/protocol";
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { LoadFailure, Message } from "../../application/message-pages.tsx";
import { LateRows } from "../../application/page-skeleton.tsx";
import { usePageTitle } from "../../application/page-title.ts";
import { holdsAny, useMe } from "../../application/session.ts";
import { Avatar } from "../../controls/avatar.tsx";
import { sayBriefly, sayDuration, sayFull } from "../../controls/times.ts";
import { useNow } from "../../controls/use-now.ts";
import { endpoints } from "../../http/endpoints.ts";
import { presenceQuery, queueQuery, sourcesQuery, undeliveredQuery } from "../../http/queries.ts";
import { useDesk } from "../desk-provider.tsx";
import { sayLoad, sayStanding, standingOf } from "../presence/presence-words.decisions.ts";
import { chatsOf, countBoard, orderAgents, queuesOf, type SourceQueue } from "./board.decisions.ts";
import "../presence/presence.css";
import "./board.css";

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
  const queue = useQuery(queueQuery);
  const sources = useQuery(sourcesQuery);
  const summaries = useDesk((state) => state.summaries);
  const failed = [agents, queue, sources].find(({ isError, data }) => isError && data === undefined);
  if (failed?.error != null) return <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (agents.data === undefined || queue.data === undefined || sources.data === undefined) {
    return <LateRows count={8} label="Loading the board" />;
  }
  const counts = countBoard(agents.data, queue.data);
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
          <Queues queues={queuesOf(sources.data, queue.data)} />
          <Undelivered />
        </section>
        <section aria-labelledby="board-agents">
          <h2 id="board-agents">Agents</h2>
          <ul className="record-list board-list">
            {orderAgents(agents.data).map((agent) => (
              <AgentRow key={agent.user.id} agent={agent} chats={chatsOf(agent.user.id, summaries)} />
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}

function Queues({ queues }: { queues: readonly SourceQueue[] }) {
  const nowMs = useNow(1_000);
  if (queues.length === 0) {
    return (
      <div className="board-empty">
        <p>No source is in live chat mode, so nobody ever waits.</p>
        <p>Set a source to live chat in the administration.</p>
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
              {waiting.map((thread) => (
                <WaitingRow key={thread.id} thread={thread} nowMs={nowMs} />
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What nobody could be found for: to be read and taken by hand. Absent while there is nothing. */
function Undelivered() {
  const { data: tasks = [] } = useQuery(undeliveredQuery);
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
          <li key={task.id} className="board-row">
            <div className="board-words">
              <Link to="/desk/threads/$threadId" params={{ threadId: task.thread_id }} className="board-name">
                {task.visitor_name}
              </Link>
              <p className="board-quiet">
                {task.source_label} · {task.preview}
              </p>
            </div>
            <time className="board-time" dateTime={task.queued_at} title={sayFull(task.queued_at)}>
              {sayDuration(nowMs - Date.parse(task.queued_at))}
            </time>
          </li>
        ))}
      </ul>
    </div>
  );
}

function WaitingRow({ thread, nowMs }: { thread: ThreadSummary; nowMs: number }) {
  const queryClient = useQueryClient();
  const take = useMutation({
    mutationFn: () => endpoints.changeLiveChat(thread.id, "take"),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queueQuery.queryKey }),
  });
  return (
    <li className="board-row">
      <div className="board-words">
        <Link to="/desk/threads/$threadId" params={{ threadId: thread.id }} className="board-name">
          {thread.identity.name}
        </Link>
        <p className="board-quiet">{thread.last_message?.preview}</p>
        {take.isError && (
          <p className="form-error" role="alert">
            {take.error.message}
          </p>
        )}
      </div>
      <time className="board-time" dateTime={thread.created_at} title={sayFull(thread.created_at)}>
        {sayDuration(nowMs - Date.parse(thread.created_at))}
      </time>
      <Button size="compact-xs" variant="default" loading={take.isPending} onClick={() => take.mutate()}>
        Take<span className="visually-hidden"> {thread.identity.name}</span>
      </Button>
    </li>
  );
}

function AgentRow({ agent, chats }: { agent: AgentPresence; chats: readonly ThreadSummary[] }) {
  const nowMs = useNow(30_000);
  const { user, since, load, connected } = agent;
  return (
    <li className="board-row">
      <Avatar name={user.name} size={28} />
      <div className="board-words">
        <p className="board-name">{user.name}</p>
        <p className="board-quiet">
          <span className="presence-dot" data-standing={standingOf(agent)} aria-hidden="true" /> {sayStanding(agent)}
          {connected && since !== null && (
            <>
              {" · said "}
              <time dateTime={since} title={sayFull(since)}>
                {sayBriefly(since, nowMs)}
              </time>
            </>
          )}
        </p>
        {chats.length > 0 && (
          <ul className="board-chats" aria-label={`Live chats of ${user.name}`}>
            {chats.map((thread) => (
              <li key={thread.id}>
                <Link to="/desk/threads/$threadId" params={{ threadId: thread.id }}>
                  {thread.identity.name}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
      <p className="board-load" data-busyness={load.busyness}>
        {sayLoad(load)}
      </p>
    </li>
  );
}
