import type { AgentPresence, Task } from "@beckon/protocol";
import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconEye, IconTransfer, IconTransferIn } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { notify } from "../../admin/parts/notices.tsx";
import { holdsAny, useMe } from "../../application/session.ts";
import { Avatar } from "../../controls/avatar.tsx";
import { fullName } from "../../controls/full-name.decisions.ts";
import { sayBriefly, sayFull } from "../../controls/times.ts";
import { useNow } from "../../controls/use-now.ts";
import { sayLoad, sayStanding, standingOf } from "../presence/presence-words.decisions.ts";
import { useAssignTask } from "./board-actions.ts";

interface AgentRowProps {
  agent: AgentPresence;
  tasks: readonly Task[];
  onAssign: (task: Task) => void;
}

/** How things stand with one agent, and what they have. */
export function AgentRow({ agent, tasks, onAssign }: AgentRowProps) {
  const nowMs = useNow(30_000);
  const { user, since, load, connected } = agent;
  const messages = tasks.filter(({ channel }) => channel === "asynchronous").length;
  return (
    <li className="board-row board-agent">
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
        {tasks.length > 0 && (
          <ul className="board-held" aria-label={`What ${user.name} has`}>
            {tasks.map((task) => (
              <HeldTask key={task.id} task={task} onAssign={onAssign} />
            ))}
          </ul>
        )}
      </div>
      <p className="board-load" data-busyness={load.busyness}>
        {sayLoad(load)}
        {messages > 0 && <span>{messages} in messaging</span>}
      </p>
    </li>
  );
}

function HeldTask({ task, onAssign }: { task: Task; onAssign: (task: Task) => void }) {
  const me = useMe();
  const navigate = useNavigate();
  const assign = useAssignTask(() => undefined);
  const read = () => void navigate({ to: "/desk/threads/$threadId", params: { threadId: task.thread_id } });
  const mayAssign = holdsAny(me, ["assign_intervention"]);
  return (
    <li>
      <Link to="/desk/threads/$threadId" params={{ threadId: task.thread_id }} className="truncated">
        {task.visitor_name}
      </Link>
      <span className="board-quiet truncated">{task.preview}</span>
      {mayAssign && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon size="sm" variant="subtle" color="gray" aria-label={`More for ${task.visitor_name}`}>
              <IconDots size={16} stroke={1.7} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconEye size={16} />} onClick={read}>
              Read along
            </Menu.Item>
            <Menu.Item leftSection={<IconTransfer size={16} />} onClick={() => onAssign(task)}>
              Assign to somebody else
            </Menu.Item>
            {task.agent?.id !== me.id && (
              <Menu.Item
                leftSection={<IconTransferIn size={16} />}
                onClick={() =>
                  assign.mutate(
                    { task, to: { id: me.id, name: fullName(me) } },
                    { onError: (error) => notify(error.message) },
                  )
                }
              >
                Take over
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}
