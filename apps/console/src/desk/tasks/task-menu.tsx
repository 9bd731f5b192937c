import type { Task, ThreadSummary } from "@beckon/protocol";
import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import { IconCheck, IconClockPause, IconTransfer } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { notify } from "../../admin/parts/notices.tsx";
import { holdsAny, useMe } from "../../application/session.ts";
import { endpoints } from "../../http/endpoints.ts";
import { RequestError } from "../../http/request.ts";
import { useDesk, useDeskClient } from "../desk-provider.tsx";
import { useKeys } from "../keys.ts";
import { findTaskOfThread } from "../state/tasks.decisions.ts";
import { DeferDialog } from "./defer-dialog.tsx";
import { useNotifyUndoable, useTakeTask } from "./task-actions.ts";
import { TransferDialog } from "./transfer-dialog.tsx";

/** What is done with the opened thread's task: take, transfer, put off, close. Live chats are taken and ended beside it. */
export function TaskMenu({ thread }: { thread: ThreadSummary }) {
  const me = useMe();
  const task = useDesk((state) => findTaskOfThread(state.tasks, thread.id));
  const take = useTakeTask();
  if (task === null) return null;
  const isOwn = task.state === "accepted" && task.agent?.id === me.id;
  const mayAssign = holdsAny(me, ["assign_intervention"]);
  const isOfBot = task.state === "accepted" && task.held_by_bot;
  const mayTake = holdsAny(me, ["receive_tasks"]) && (isOfBot || ["waiting", "undelivered"].includes(task.state));
  return (
    <>
      {!isOwn && task.state === "accepted" && thread.live === null && (
        <span className="task-holder truncated">
          With {task.agent?.name}
          {isOfBot && ", a bot"}
        </span>
      )}
      {thread.live === null && mayTake && (
        <Button size="xs" loading={take.isPending} onClick={() => take.mutate(task)}>
          {isOfBot ? "Take over" : "Take"}
        </Button>
      )}
      {(isOwn || mayAssign) && <OwnActions key={task.id} task={task} isOwn={isOwn} isLive={thread.live !== null} />}
    </>
  );
}

function OwnActions({ task, isOwn, isLive }: { task: Task; isOwn: boolean; isLive: boolean }) {
  const client = useDeskClient();
  const notifyUndoable = useNotifyUndoable();
  const [dialog, setDialog] = useState<"transfer" | "defer" | null>(null);
  const [isUnanswered, setUnanswered] = useState(false);
  const finish = useMutation({
    mutationFn: async (how: "close" | "cancel") => {
      if (how === "cancel" && task.intervention_id !== null) {
        await endpoints.interventions.cancel(task.intervention_id);
        return endpoints.tasks.find(task.id);
      }
      return endpoints.tasks.complete(task.id);
    },
    onSuccess: (done) => {
      client.takeTasks([done]);
      setUnanswered(false);
      notifyUndoable(`The conversation with ${task.visitor_name} is closed.`, done);
    },
    onError: (error) => {
      if (error instanceof RequestError && error.code === "reply_missing") setUnanswered(true);
      else notify(error.message);
    },
  });
  const canFinish = isOwn && !isLive;
  useKeys({
    t: () => setDialog("transfer"),
    ...(canFinish ? { f: () => setDialog("defer"), c: () => finish.mutate("close") } : {}),
  });
  return (
    <>
      <Tooltip label="Transfer (T)">
        <ActionIcon
          className="task-action"
          variant="subtle"
          color="gray"
          aria-label="Transfer"
          onClick={() => setDialog("transfer")}
        >
          <IconTransfer size={18} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      {canFinish && (
        <>
          <Tooltip label="Put off (F)">
            <ActionIcon variant="subtle" color="gray" aria-label="Put off" onClick={() => setDialog("defer")}>
              <IconClockPause size={18} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
          <Menu opened={isUnanswered} onChange={setUnanswered} position="bottom-end" withinPortal>
            <Menu.Target>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconCheck size={14} />}
                loading={finish.isPending}
                onClick={() => finish.mutate("close")}
              >
                Close
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>Nobody has replied yet.</Menu.Label>
              <Menu.Item onClick={() => finish.mutate("cancel")}>Close without a reply</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      )}
      {dialog === "transfer" && <TransferDialog task={task} onClose={() => setDialog(null)} />}
      {dialog === "defer" && <DeferDialog task={task} onClose={() => setDialog(null)} />}
    </>
  );
}
