import { TASK_PRIORITIES, type TaskPriority, type ThreadSummary } from "@beckon/protocol";
import { ActionIcon, Menu } from "@mantine/core";
import { IconCheck, IconFlag, IconFlagFilled } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { notify } from "../../admin/parts/notices.tsx";
import { holdsAny, useMe } from "../../application/session.ts";
import { endpoints } from "../../http/endpoints.ts";
import { useKeys } from "../keys.ts";
import { priorityNames } from "./task-words.decisions.ts";
import "./tasks.css";

/** Says before which others a conversation is served. */
export function PriorityMenu({ thread }: { thread: ThreadSummary }) {
  const me = useMe();
  return holdsAny(me, ["update_intervention"]) ? <PriorityChoice thread={thread} /> : null;
}

function PriorityChoice({ thread }: { thread: ThreadSummary }) {
  const [opened, setOpened] = useState(false);
  const choose = useMutation({
    mutationFn: (priority: TaskPriority) => endpoints.prioritiseThread(thread.id, priority),
    onError: (error) => notify(error.message),
  });
  // What was chosen a moment ago stands until the thread says so itself.
  const priority = choose.isPending ? choose.variables : thread.priority;
  const isUsual = priority === "normal";
  useKeys({ p: () => setOpened(true) });
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          className="task-action"
          variant="subtle"
          color={priority === "urgent" ? "red" : priority === "high" ? "orange" : "gray"}
          aria-label={`Priority: ${priorityNames[priority]}`}
          title="Priority (P)"
        >
          {isUsual ? <IconFlag size={18} stroke={1.7} /> : <IconFlagFilled size={18} />}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Priority</Menu.Label>
        {[...TASK_PRIORITIES].reverse().map((each) => (
          <Menu.Item
            key={each}
            aria-current={each === priority}
            rightSection={each === priority ? <IconCheck size={14} /> : undefined}
            onClick={() => choose.mutate(each)}
          >
            {priorityNames[each]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
